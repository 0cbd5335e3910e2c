"""How sure the answer is and what it hangs on: drivers, screening, other forms of the model, facts to ask.

Kept apart are three kinds of not knowing: too few trials (the Monte Carlo error), figures that are not known better
(the range over draws), and the form of the model itself (here). All runs share one luck, so differences are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.model import Hospital
from inmori.simulate.base_rate import base_rate
from inmori.simulate.driver import LOSS, Experiment, Moves, moves_of
from inmori.simulate.late_claims import late_claims
from inmori.simulate.model_form import model_forms
from inmori.simulate.outage import outages
from inmori.simulate.outcome import Headline, Screened
from inmori.simulate.parameters import Parameters, central, quantiles
from inmori.simulate.question import questions_of
from inmori.simulate.screening import elementary_effects
from inmori.simulate.summary import Results, archetypes, headline
from inmori.text import Text
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOVERS = 3  # figures named beside each headline
SCREENED, SCREEN_TRIALS = 10, 600  # figures of the Morris screening; trials of one of its runs
EDGE = 0.05  # a figure is moved within its central 90 %
HEADLINES: dict[str, Text] = {
    "yearly_rate": Text(ja="被害の出る攻撃の頻度", en="How often a damaging attack comes"),
    "ehr_down_days": Text(ja="電子カルテが止まる日数", en="Days without EHR"),
    "p_ehr_seven_days": Text(ja="7日以上止まる確率(被害時)", en="Chance of 7 days or more, given damage"),
    "loss_given_damage": Text(ja="1回の損失", en="Loss of one attack"),
    "expected_yearly_loss": Text(ja="1年あたりの見込み損失", en="Expected loss a year"),
    "p_backup_lost": Text(ja="バックアップも失う確率(被害時)", en="Chance that backups are lost too, given damage"),
}


def studied(
    results: Results, hospital: Hospital, catalogue: Catalogue, used: Mapping[str, Quantity], *, seed: int,
    trials: int, threads: int,
) -> dict[str, Any]:  # fmt: skip
    """Return the fields of the outcomes that say how sure they are, and those that stand beside an attack."""
    compiled = results.campaigns.compiled
    experiment = Experiment(compiled, catalogue, central(used.values()), seed, threads)
    moves = moves_of(experiment, used, trials=trials)
    values = headline(results)
    ways = archetypes(results, catalogue)
    return {
        "drivers": moves.drivers(),
        "driver_base": moves.base[LOSS],
        "headlines": headlines_of(moves, values),
        "screening": screened(experiment, moves, trials=min(SCREEN_TRIALS, trials)),
        "questions": questions_of(experiment, used, trials=trials, shown=values[LOSS].mid),
        "model_forms": model_forms(experiment, trials=trials),
        "outages": outages(hospital, catalogue),
        "late_claims": late_claims(results),
        "base_rate": base_rate(values["yearly_rate"], ways, catalogue),
    }


def headlines_of(moves: Moves, values: Mapping[str, Interval]) -> tuple[Headline, ...]:
    """Return the numbers of the first page with what moves each most; the weakest of those is the number's basis."""
    found = []
    for id_, name in HEADLINES.items():
        movers = [moves.quantities[each] for each in moves.ranked(id_, most=MOVERS)]
        bases = {each.basis for each in movers}
        found.append(
            Headline(
                id=id_,
                name=name,
                value=values[id_],
                basis="assumption" if "assumption" in bases or not bases else "reported" if "reported" in bases else "measured",
                movers=tuple(each.name for each in movers),
            )
        )
    return tuple(found)


def screened(experiment: Experiment, moves: Moves, *, trials: int) -> tuple[Screened, ...]:
    """Return the Morris screening of the strongest figures, the largest effect first."""
    import numpy as np

    names = moves.ranked(LOSS, most=SCREENED)

    def answer(point: NDArray[np.float64]) -> float:
        at = {
            id_: quantiles(moves.quantities[id_], np.array([EDGE + (1 - 2 * EDGE) * u]))
            for id_, u in zip(names, point.tolist(), strict=True)
        }
        return experiment.asked(Parameters({**experiment.reference.values, **at}, 1), trials=trials)[LOSS]

    if not names:
        return ()
    effects = elementary_effects(answer, names=names, seed=experiment.seed)
    found = [
        Screened(quantity=id_, name=moves.quantities[id_].name, effect=float(np.abs(own).mean()), spread=float(own.std(ddof=1)))
        for id_, own in zip(names, effects.T, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.effect, one.quantity)))

