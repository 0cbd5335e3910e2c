"""Runs under an interpreter that has mal-simulator: an attack graph as plain arrays, and floods of it with their times.

    python mal_peer.py MODEL.yml LANGUAGE.mar OUT.json --assets 2349 --trials 3 --entry Network0:accessUninspected

The model in mal-simulator's test data speaks an older language; its connections are renamed to coreLang's. A flood
attempts every step of the attack surface in each tick, with times presampled. mal-simulator drops a ``logs`` folder into
the working directory, so this is called from a temporary one.
"""

import argparse
import json
import logging
import time
from pathlib import Path

RENAMED = {
    "InternetworkConnectionRule": "ConnectionRule",
    "interNetConnections": "netConnections",
    "interNetworks": "networks",
    "org.mal-lang.tyrLang": "org.mal-lang.coreLang",
}
ATTACK = ("or", "and")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("model", type=Path)
    options.add_argument("language", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--assets", type=int, default=1 << 30)
    options.add_argument("--trials", type=int, default=3)
    options.add_argument("--entry", default="Network0:accessUninspected")
    given = options.parse_args()

    from malsim.config.agent_settings import AttackerSettings
    from malsim.config.sim_settings import MalSimulatorSettings, TTCMode
    from malsim.mal_simulator import MalSimulator
    from maltoolbox.attackgraph import AttackGraph
    from maltoolbox.language import LanguageGraph
    from maltoolbox.model import Model

    logging.disable(logging.CRITICAL)
    language = LanguageGraph.load_from_file(str(given.language))
    smaller = Path("model.yml")
    smaller.write_text(cut(given.model.read_text(), given.assets))
    graph = AttackGraph(language, Model.load_from_file(str(smaller), language))
    settings = MalSimulatorSettings(ttc_mode=TTCMode.PRE_SAMPLE, seed=1)
    attacker = AttackerSettings("flood", entry_points=frozenset([given.entry]))
    sim = MalSimulator(graph, [attacker], settings)
    nodes = list(graph.nodes.values())
    floods = [flood(sim) for _ in range(given.trials)]
    given.out.write_text(json.dumps({"steps": steps(sim, nodes), "entry": given.entry, "floods": floods}))


def cut(text: str, assets: int) -> str:
    """The model with about so many assets: the first, and what is nearest to it."""
    import yaml

    for old, new in RENAMED.items():
        text = text.replace(old, new)
    model = yaml.safe_load(text)
    every = model["assets"]
    near = {asset: set() for asset in every}
    for asset, told in every.items():
        for others in told.get("associated_assets", {}).values():
            for other in others:
                near[asset].add(other)
                near[other].add(asset)
    kept, waiting = {}, [next(iter(every))]
    while waiting and len(kept) < assets:
        asset = waiting.pop(0)
        if asset not in kept:
            kept[asset] = None
            waiting += sorted(near[asset] - set(kept))
    chosen = set(kept)
    for asset in kept:
        links = every[asset].get("associated_assets", {})
        left = {name: {k: v for k, v in others.items() if k in chosen} for name, others in links.items()}
        every[asset]["associated_assets"] = {name: others for name, others in left.items() if others}
    model["assets"] = {asset: every[asset] for asset in kept}
    return yaml.safe_dump(model)


def flood(sim) -> dict:
    """One trial: the tick at which each step fell, and the processor time of reset and run."""
    begin = time.process_time()
    attacker = sim.reset()["flood"]
    while attacker.action_surface:
        attacker = sim.step({"flood": list(attacker.action_surface)})["flood"]
    seconds = time.process_time() - begin
    ticks = {node.id: tick for tick, fallen in attacker.performed_nodes_order.items() for node in fallen}
    return {"seconds": seconds, "ticks": ticks}


def steps(sim, nodes) -> list[dict]:
    """Every attack step: what it waits for, whether it can be taken at all, and its time to compromise."""
    from malsim.mal_simulator.ttc_utils import TTCDist

    found = []
    for node in nodes:
        if node.type not in ATTACK:
            continue
        parents = [parent for parent in node.parents if parent.type in ATTACK]
        needed = [parent for parent in parents if sim.node_is_necessary(parent)] if node.type == "and" else []
        shut = [not_passable(sim, parent) for parent in node.parents if parent.type not in ATTACK]
        blocked = any(shut) if node.type == "and" else bool(shut) and len(shut) == len(node.parents) and all(shut)
        law = TTCDist.from_node(node)
        factor, chance = [law.function.value, *law.args], 1.0
        while law is not None:
            if law.function.value == "Bernoulli":
                chance *= law.args[0]
            law = law.combine_with
        found.append({
            "id": node.id, "name": node.full_name, "all": bool(needed), "blocked": blocked, "law": factor,
            "chance": chance, "parents": [parent.id for parent in needed or parents],
            "effect": node.causal_mode == "effect",
        })  # fmt: skip
    return found


def not_passable(sim, parent) -> bool:
    """Whether a defence, or something that must (not) exist, stands in the way."""
    if parent.type == "exist":
        return not parent.existence_status
    if parent.type == "notExist":
        return bool(parent.existence_status)
    return sim.node_is_enabled_defense(parent)


if __name__ == "__main__":
    main()
