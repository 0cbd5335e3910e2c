"""The answer under other forms of the model: what no interval over figures can show.

The law of the dwell matters only where somebody watches: all steps keep pace with the dwell, so without a race against a
defender a longer stay reaches no further.
"""

from __future__ import annotations

from dataclasses import replace

from inmori.simulate.campaign import Campaigns
from inmori.simulate.compile import Compiled
from inmori.simulate.driver import LOSS, Experiment
from inmori.simulate.dwell import Form
from inmori.simulate.outcome import ModelForm
from inmori.text import Text

MAIN = "main"
NAMES: dict[str, Text] = {
    MAIN: Text(ja="この報告の計算", en="as in this report"),
    "no_unknown": Text(ja="「知られていない入口」はないとみる", en="without an unknown way in"),
    "gamma": Text(ja="潜伏期間をガンマ分布とみる", en="dwell by a gamma law"),
    "pareto": Text(ja="潜伏期間をパレート分布(長い例が多い)とみる", en="dwell by a Pareto law"),
    "core_first": Text(ja="攻撃者は電子カルテから先に暗号化するとみる", en="the crew encrypts the EHR first"),
}


def forms_of(compiled: Compiled) -> dict[str, Compiled]:
    """Return the hospital under each form that needs campaigns of its own."""
    return {
        "gamma": replace(compiled, form=Form(dwell="gamma")),
        "pareto": replace(compiled, form=Form(dwell="pareto")),
        "core_first": replace(compiled, form=Form(core_first=True)),
    }


def without_unknown(campaigns: Campaigns) -> Campaigns:
    """The same campaigns without those that came by an unknown way."""
    import numpy as np

    known = np.array([door.archetype != "unknown" for door in campaigns.compiled.doors])
    return replace(campaigns, weight=campaigns.weight * known[campaigns.door])


def model_forms(experiment: Experiment, *, trials: int) -> tuple[ModelForm, ...]:
    """Return the expected yearly loss and the share of damage with a week without EHR under each form."""
    main = experiment.campaigns(experiment.reference, trials=trials)
    answers = {MAIN: experiment.answer(main), "no_unknown": experiment.answer(without_unknown(main))}
    for form, hospital in forms_of(experiment.compiled).items():
        answers[form] = replace(experiment, compiled=hospital).asked(experiment.reference, trials=trials)
    return tuple(
        ModelForm(form=form, name=NAMES[form], expected_yearly_loss=each[LOSS], p_ehr_seven_days=each["p_ehr_seven_days"])
        for form, each in answers.items()
    )
