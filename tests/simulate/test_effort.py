"""As many trials as the asked error needs: it is met, it is true, and a stopped run goes on to the same bytes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.errors import ContradictionError, InputError
from inmori.simulate import Sample, simulate
from inmori.simulate.compile import compile_hospital
from inmori.simulate.effort import EACH, Experiment, Wanted, more, pilot, spent
from inmori.simulate.estimate import Grouped, relative_error
from inmori.simulate.parameters import central, drawn, known_quantities
from tests.simulate.small_hospital import TODAY, flat_hospital

DRAWS = 40


@pytest.fixture(scope="module")
def begun(catalogue: Catalogue) -> Callable[[int], Experiment]:
    compiled = compile_hospital(flat_hospital(), catalogue, today=TODAY)
    quantities = known_quantities(catalogue).values()
    parameters = drawn(quantities, count=DRAWS, seed=7)  # the same figures for every seed of luck
    return lambda seed: Experiment(compiled, catalogue, parameters, central(quantities), seed, threads=2)


def quiet(_error: float, _trials: int) -> None:
    """Tell nobody."""


def test_the_error_asked_for_is_met_and_told(begun: Callable[[int], Experiment]) -> None:
    told: list[tuple[float, int]] = []
    sample = Sample()
    results = spent(begun(1), sample, Wanted(0.03, 100_000), tell=lambda error, trials: told.append((error, trials)))
    errors, trials = zip(*told, strict=True)
    assert errors[-1] <= 0.03 < errors[0]
    assert list(trials) == sorted(trials)
    assert trials[-1] == len(sample) == len(results.campaigns)
    assert all(count % DRAWS == 0 for count in trials)


def test_the_error_told_is_that_of_repeated_runs(begun: Callable[[int], Experiment]) -> None:
    runs = [spent(begun(seed), Sample(), Wanted(0.05, 100_000), tell=quiet) for seed in range(24)]
    totals = np.array([(run.campaigns.weight * run.loss).sum() for run in runs])
    found = totals.std(ddof=1) / totals.mean()
    assert 0.5 * 0.05 < found < 1.6 * 0.05  # 24 runs tell a deviation to 15 %; the error asked for is an upper end
    large = spent(begun(99), Sample(), Wanted(0.01, 200_000), tell=quiet)
    true = float((large.campaigns.weight * large.loss).sum())
    assert abs(totals.mean() / true - 1) < 4 * np.hypot(0.05 / np.sqrt(24), 0.01)


def test_trials_go_where_they_tell_most(begun: Callable[[int], Experiment]) -> None:
    experiment, sample = begun(1), Sample()
    assert (pilot(experiment) >= EACH * DRAWS).all()
    results = spent(experiment, sample, Wanted(0.03, 100_000), tell=quiet)
    campaigns = results.campaigns
    have = np.bincount(campaigns.door)
    spread = [np.std((campaigns.weight * results.loss)[campaigns.door == door]) * have[door] for door in range(len(have))]
    assert np.argmax(have) == np.argmax(spread)
    evenly = pilot(experiment) / pilot(experiment).sum() * len(sample)
    # The same number of trials, spread as before anything was known, would leave a larger error.
    noise = [float((np.square(spread) / counts).sum()) for counts in (have, evenly)]
    assert noise[0] < 0.8 * noise[1]


def test_every_door_has_as_many_trials_under_each_draw(begun: Callable[[int], Experiment]) -> None:
    results = spent(begun(2), Sample(), Wanted(0.05, 100_000), tell=quiet)
    campaigns = results.campaigns
    cells = np.bincount(campaigns.door * DRAWS + campaigns.draw).reshape(-1, DRAWS)
    assert (cells == cells[:, :1]).all()
    assert (cells >= EACH).all()


def test_at_the_most_trials_it_gives_up(begun: Callable[[int], Experiment]) -> None:
    told: list[float] = []
    sample = Sample()
    spent(begun(1), sample, Wanted(1e-6, 8_000), tell=lambda error, _trials: told.append(error))
    assert 8_000 - DRAWS < len(sample) <= 8_000
    assert told[-1] > 1e-6


def test_one_more_batch_is_never_empty(begun: Callable[[int], Experiment]) -> None:
    results = spent(begun(1), Sample(), Wanted(0.05, 100_000), tell=quiet)
    for error in (0.2, 0.05, 0.001):
        counts = more(results, error, room=2_000)
        assert 0 < counts.sum() <= 2_000
        assert (counts % DRAWS == 0).all()


def test_a_stopped_run_goes_on_to_the_same_bytes(catalogue: Catalogue) -> None:
    whole = simulate(flat_hospital(), catalogue, today=TODAY, error=0.02)
    sample, heard = Sample(), 0

    def stop(what: str, _share: float) -> None:
        nonlocal heard
        heard += "誤差" in what
        if heard == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(flat_hospital(), catalogue, today=TODAY, error=0.02, sample=sample, progress=stop)
    assert 0 < len(sample) < whole.trials
    taken_up = Sample.from_bytes(sample.to_bytes())
    assert taken_up.to_bytes() == sample.to_bytes()
    rest = simulate(flat_hospital(), catalogue, today=TODAY, error=0.02, sample=taken_up, threads=1)
    assert rest.to_json() == whole.to_json()
    assert rest.monte_carlo_error <= 0.02
    assert rest.trials == whole.trials == len(taken_up)


def test_a_finer_error_goes_on_from_a_coarser(catalogue: Catalogue) -> None:
    sample = Sample()
    coarse = simulate(flat_hospital(), catalogue, today=TODAY, error=0.06, sample=sample)
    fine = simulate(flat_hospital(), catalogue, today=TODAY, error=0.03, sample=sample)
    assert coarse.trials < fine.trials == len(sample)
    assert fine.monte_carlo_error <= 0.03 < coarse.monte_carlo_error


def test_an_interrupt_in_a_batch_leaves_whole_batches(
    begun: Callable[[int], Experiment], monkeypatch: pytest.MonkeyPatch
) -> None:
    from inmori.simulate import effort

    sample, real, calls = Sample(), effort.run, 0

    def broken(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(effort, "run", broken)
    with pytest.raises(KeyboardInterrupt):
        spent(begun(1), sample, Wanted(0.03, 100_000), tell=quiet)
    before = len(sample)
    assert before == pilot(begun(1)).sum()
    assert sample.passage is not None
    assert len(sample.passage.time) == before


def test_another_hospital_may_not_go_on(catalogue: Catalogue) -> None:
    sample = Sample()
    simulate(flat_hospital(), catalogue, today=TODAY, error=0.2, sample=sample)
    with pytest.raises(ContradictionError):
        simulate(flat_hospital(beds=99), catalogue, today=TODAY, error=0.2, sample=sample)
    with pytest.raises(ContradictionError):
        simulate(flat_hospital(), catalogue, today=TODAY, error=0.2, sample=sample, seed=8)
    with pytest.raises(InputError):
        Sample.from_bytes(b"broken")


def test_with_strata_only_what_differs_within_them_is_noise() -> None:
    random = np.random.default_rng(1)
    stratum = np.tile(np.repeat([0, 1], 20), 50)
    draw = np.repeat(np.arange(10), 200).astype(np.int32)
    runs = random.normal(0, 1, (2_000, 2_000)) + np.where(stratum == 0, 10.0, 90.0)
    told = relative_error(runs[0], Grouped(draw, 10, stratum))
    true = runs.sum(axis=1).std() / runs.sum(axis=1).mean()
    assert told == pytest.approx(true, rel=0.1)
    assert relative_error(runs[0], Grouped(draw, 10)) > 10 * told
