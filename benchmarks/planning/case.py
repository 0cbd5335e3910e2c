"""The hospitals that the planner is measured on, read once: the example and four of other shapes."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inmori.catalogue import Catalogue, load_catalogue
from inmori.diagnose import Diagnosis, diagnose
from inmori.ingest import ingest
from inmori.model import Hospital
from inmori.plan.best_road import Bench, bench_of
from inmori.plan.ground import ground_of
from inmori.plan.oracle import Answer
from inmori.plan.scene import Scene, scene_of
from inmori.simulate import Draws

TODAY = date(2026, 11, 24)
BUDGET, YEARS, SEED = 5e6, 5, 7
ROOT = Path(__file__).resolve().parents[2]
# Folder of evidence, what shape it is. The budget is what the hospital told, or the documented share of its revenue.
HOSPITALS = {
    "minato": (ROOT / "examples" / "minato", "148 beds, the example"),
    "suzukake": (ROOT / "tests" / "hospitals" / "suzukake" / "evidence", "60 beds, everything in the house"),
    "kitahama": (ROOT / "tests" / "hospitals" / "kitahama" / "evidence", "199 beds, the EHR in the cloud already"),
    "shiosai": (ROOT / "tests" / "hospitals" / "shiosai" / "evidence", "280 beds on two sites"),
    "tachibana": (ROOT / "tests" / "hospitals" / "tachibana" / "evidence", "clinic with 19 beds, hardly any evidence"),
}

PLANTED = "planted"  # worlds drawn at random, in which doors run in parallel (``parallel_doors.py``)


@dataclass(frozen=True)
class Case:
    """One hospital, read once."""

    hospital: Hospital
    diagnosis: Diagnosis
    catalogue: Catalogue

    def scene(self, *, budget: float | None = BUDGET) -> Scene:
        ground = ground_of(self.hospital, self.catalogue, today=TODAY)
        return scene_of(
            self.hospital, self.catalogue, self.diagnosis, ground=ground, years=YEARS, budget_yen=budget
        )

    def with_measures(self, count: int) -> "Case":
        """The same hospital and a smaller catalogue: ``count`` of the measures that change something here.

        What happens to the systems, and what that needs, always stays; the rest is taken evenly over the ids.
        """
        scene, measures = self.scene(), self.catalogue.measures
        kept = {m.id for m in measures.values() if m.paid_from == "system"}
        kept |= {needed for name in kept for needed in measures[name].prerequisites}
        rest = sorted(name for name in measures if scene.useful(name) and name not in kept)
        room = max(min(count - sum(scene.useful(name) for name in kept), len(rest)), 0)
        kept |= {rest[n * len(rest) // room] for n in range(room)}
        fewer = {
            name: m.model_copy(update={"prerequisites": tuple(p for p in m.prerequisites if p in kept)})
            for name, m in measures.items()
            if name in kept
        }
        return Case(self.hospital, self.diagnosis, replace(self.catalogue, measures=fewer))


def read(folder: Path) -> Case:
    catalogue = load_catalogue()
    hospital, _ = ingest(folder, catalogue, today=TODAY)
    return Case(hospital, diagnose(hospital, catalogue, today=TODAY), catalogue)


def shared_bench(scene: Scene) -> Bench:
    """A bench whose answers are kept for all who ask, so that each way to choose can have a counter of its own."""
    bench = bench_of(scene, None, seed=SEED, threads=2)
    known: dict[tuple[int, int], Answer] = {}

    def answers(trials: int, seed: int) -> Answer:
        if (trials, seed) not in known:
            known[trials, seed] = _kept(bench.answers(trials, seed))
        return known[trials, seed]

    return replace(bench, answers=answers)


def _kept(answer: Answer) -> Answer:
    """The same answers, each worked out once, and of each only yen a year by trial."""
    import numpy as np

    known: dict[tuple[tuple[str, ...], int], Draws] = {}

    def asked(names: tuple[str, ...], year: int) -> Draws:
        if (names, year) not in known:
            told = answer(names, year)
            loss = told.weight * told.loss
            one, never = np.broadcast_to(np.ones(1), loss.shape), np.broadcast_to(np.zeros(1, dtype=bool), loss.shape)
            known[names, year] = Draws(one, loss, one, {}, never, told.parameter_draw)
        return known[names, year]

    return asked
