"""A peer's way to choose: take away the most probable path again and again (as CySecTool does), built here to compare.

The hospital is compiled as for the simulator; steps have their chance at central figures, time and detection are left
out, and a node that waits for several prerequisites is taken as reached by the likeliest, as such tools take it.
"""

import heapq
import math

import numpy as np

from inmori.model import Hospital
from inmori.plan.scene import Scene, Starts
from inmori.plan.search_space import Space
from inmori.simulate.chance import evaluated
from inmori.simulate.compile import Compiled, compile_hospital
from inmori.simulate.parameters import central, known_quantities

LOOKS = 8  # measures tried anew in each round, those that did most before


def most_probable(compiled: Compiled, values: dict[str, np.ndarray]) -> float:
    """Entries a year through the likeliest door and along the likeliest path to a goal."""
    graph = compiled.graph
    rows = [float(evaluated(chance, values, count=1)[0]) for chance in graph.chances]
    cost = np.array([-math.log(row) if row > 0 else math.inf for row in rows])[graph.chance]
    best = [math.inf] * len(graph.nodes)
    queue: list[tuple[float, int]] = []
    for door in compiled.doors:
        rate = float(evaluated(door.rate, values, count=1)[0] * evaluated(door.condition, values, count=1)[0])
        if rate > 0:
            queue += [(-math.log(rate), graph.index[each]) for each in door.landings if each in graph.index]
    heapq.heapify(queue)
    goals = {graph.index[each] for each in compiled.goals if each in graph.index}
    while queue:
        far, node = heapq.heappop(queue)
        if far >= best[node]:
            continue
        best[node] = far
        if node in goals:
            return math.exp(-far)
        for edge in range(graph.first[node], graph.first[node + 1]):
            if math.isfinite(cost[edge]) and far + cost[edge] < best[graph.target[edge]]:
                heapq.heappush(queue, (far + float(cost[edge]), int(graph.target[edge])))
    return 0.0


def chosen(scene: Scene, space: Space) -> Starts:
    """Place, as early as the limits allow, the measure that lowers the most probable path most for its money."""
    values = central(known_quantities(scene.catalogue).values()).values

    def risk(names: list[str]) -> float:
        edited: Hospital = scene.after(names)
        return most_probable(compile_hospital(edited, scene.catalogue, today=scene.today), dict(values))

    current, stale = dict(space.duties), dict.fromkeys(space.by_id, math.inf)
    while True:
        now, best = risk(list(current)), None
        for looked, name in enumerate(sorted(stale, key=lambda each: (-stale[each], each))):
            if looked >= LOOKS and math.isfinite(stale[name]):
                break
            added = space.with_added(current, name)
            if added is None:
                stale[name] = -math.inf
                continue
            stale[name] = (now - risk(list(added))) / (space.money(added) - space.money(current) + 50_000.0)
            if stale[name] > 0 and (best is None or stale[name] > best[0]):
                best = (stale[name], added)
        if best is None:
            return current
        current = best[1]
