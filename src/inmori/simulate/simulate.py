"""The verbs: simulate one hospital in full, or draw campaigns from it for a planner that compares many edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from inmori import __version__
from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.model import Hospital, MadeFrom
from inmori.simulate import summary
from inmori.simulate.campaign import run_campaigns
from inmori.simulate.compile import Compiled, compile_hospital
from inmori.simulate.draws import Draws, draws_of
from inmori.simulate.effort import Experiment, Wanted, spent
from inmori.simulate.outcome import Outcomes
from inmori.simulate.parameters import PARAMETER_DRAWS, central, drawn, known_quantities
from inmori.simulate.path import likeliest_paths
from inmori.simulate.sample import Sample
from inmori.simulate.study import studied

Progress = Callable[[str, float], None]
DRIVER_TRIALS = 2_000
MOST_TRIALS = 400_000


def simulate(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    trials: int = 20_000,
    seed: int = 7,
    threads: int = 2,
    progress: Progress | None = None,
    error: float | None = None,
    most: int = MOST_TRIALS,
    sample: Sample | None = None,
) -> Outcomes:
    """Return the outcomes of :func:`simulated`, which says what the arguments mean, without the draws."""
    return simulated(
        hospital, catalogue, today=today, trials=trials, seed=seed, threads=threads, progress=progress, error=error,
        most=most, sample=sample,
    )[0]  # fmt: skip


def simulated(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    trials: int = 20_000,
    seed: int = 7,
    threads: int = 2,
    progress: Progress | None = None,
    error: float | None = None,
    most: int = MOST_TRIALS,
    sample: Sample | None = None,
) -> tuple[Outcomes, Draws]:
    """Simulate campaigns against a hospital and return their distribution in days and yen, and the campaigns.

    ``today`` decides what is out of support. Equal input and seed give equal bytes for any number of threads.
    ``progress`` is told what is being done (Japanese) and the share done; it may raise to stop.

    With ``error`` (0.02, say) ``trials`` is not looked at: campaigns are run in batches until the relative standard
    error of the expected yearly loss is below it, or until ``most`` have been run. Finished batches are left in
    ``sample``, also when the run is stopped, and a call with a sample goes on from there.

    Raises:
        ContradictionError: the sample was begun on another hospital, catalogue, day or seed.
    """
    say = progress or _silent
    say("病院のモデルを攻撃経路に変換しています", 0.0)
    compiled = compile_hospital(hospital, catalogue, today=today)
    say("攻撃を繰り返し試しています", 0.1)
    if error is None:
        results = run_trials(compiled, catalogue, trials=trials, seed=seed, threads=threads)
    else:
        sample = Sample() if sample is None else sample
        sample.belongs(about_of(hospital, catalogue, today=today, seed=seed))
        experiment = _experiment(compiled, catalogue, seed=seed, threads=threads)
        results = spent(experiment, sample, Wanted(error, most), tell=partial(_tell, say, error))
        trials = len(sample)
    say("結果を左右する前提を調べています", 0.4)
    used = _used(compiled, catalogue)
    effort = min(DRIVER_TRIALS, trials)
    further = studied(results, hospital, catalogue, used, seed=seed, trials=effort, threads=threads)
    say("結果をまとめています", 0.95)
    made_from = (
        MadeFrom(name="hospital.json", sha256=hospital.sha256()),
        MadeFrom(name="catalogue", sha256=catalogue.sha256),
    )
    outcomes = _outcomes(results, catalogue, used, seed=seed)
    say("終わりました", 1.0)
    return outcomes.model_copy(update={"made_from": made_from, **further}), draws_of(results)


def _outcomes(
    results: summary.Results,
    catalogue: Catalogue,
    used: Mapping[str, Quantity],
    *,
    seed: int,
) -> Outcomes:
    return Outcomes(
        inmori_version=__version__,
        seed=seed,
        trials=len(results.campaigns),
        **summary.headline(results),
        archetypes=summary.archetypes(results, catalogue),
        services=summary.services(results, catalogue),
        systems=summary.systems(results),
        loss_parts=summary.loss_parts(results),
        histogram_days=summary.histogram(results),
        paths=likeliest_paths(results.campaigns, results.recovery, catalogue),
        assumptions=summary.assumptions(dict(used)),
        unknowns=results.campaigns.compiled.unknowns,
    )


def about_of(hospital: Hospital, catalogue: Catalogue, *, today: date, seed: int) -> str:
    """Return what a :class:`Sample` must have been begun on to be gone on with."""
    return f"{__version__} {hospital.sha256()} {catalogue.sha256} {today.isoformat()} {seed}"


def _tell(say: Progress, wanted: float, error: float, trials: int) -> None:
    share = min(1.0, (wanted / error) ** 2) if error > 0 else 1.0
    say(f"攻撃を繰り返し試しています({trials:,}回、誤差{error:.1%}、目標{wanted:.1%})", 0.1 + 0.3 * share)


def draw(
    hospital: Hospital, catalogue: Catalogue, *, today: date, trials: int, seed: int, threads: int = 2
) -> Draws:
    """Draw campaigns with common random numbers: trial t of two edits of a hospital meets the same luck."""
    compiled = compile_hospital(hospital, catalogue, today=today)
    return draws_of(run_trials(compiled, catalogue, trials=trials, seed=seed, threads=threads))


def _experiment(compiled: Compiled, catalogue: Catalogue, *, seed: int, threads: int) -> Experiment:
    quantities = known_quantities(catalogue).values()
    parameters = drawn(quantities, count=PARAMETER_DRAWS, seed=seed)
    return Experiment(compiled, catalogue, parameters, central(quantities), seed, threads)


def run_trials(compiled: Compiled, catalogue: Catalogue, *, trials: int, seed: int, threads: int) -> summary.Results:
    """Run a set number of campaigns under drawn figures and return them with what they cost."""
    it = _experiment(compiled, catalogue, seed=seed, threads=threads)
    campaigns = run_campaigns(
        compiled, it.parameters, it.reference, trials=trials, seed=seed, threads=threads
    )
    return summary.results_of(campaigns, catalogue.services)


def _used(compiled: Compiled, catalogue: Catalogue) -> dict[str, Quantity]:
    """Every figure that this hospital's result rests on: those compiled in, and those of time, money and services."""
    always = ("campaign.", "defence.response.", "loss.", "recovery.", "service")
    return {
        id_: each
        for id_, each in known_quantities(catalogue).items()
        if id_ in compiled.quantities or id_.startswith(always)
    }


def _silent(_what: str, _share: float) -> None:
    """Tell nobody."""
