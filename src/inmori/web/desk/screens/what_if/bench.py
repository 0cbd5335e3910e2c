"""A hospital with its campaigns kept, so that every what-if is answered in a fraction of a second.

The campaigns (some tens of megabytes) are run once by a worker and put away (:mod:`inmori.web.desk.screens.what_if.kept`); a
server takes them out and races them where they lie in its memory (:mod:`inmori.web.desk.screens.what_if.shelf`), since a
question must not wait for a queue of long work. Racing runs in compiled code that lets other requests go on.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from inmori import __version__
from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.plan.ground import ground_of
from inmori.plan.risk import Risk, risk_of
from inmori.plan.scene import Scene, scene_of
from inmori.simulate import Draws, Stored, store

TRIALS, SEED, YEARS = 4_000, 7, 5
MEMORY = 300_000_000  # bytes that one hospital's campaigns may take; beyond, every answer is run from scratch
THREADS = 2
ANSWERS = 24  # remembered of one hospital, some megabytes in all
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Asked:
    """What decides a bench: equal ones are one bench, whoever asks."""

    hospital: str  # hashes of the documents
    diagnosis: str
    day: date
    trials: int
    seed: int = SEED

    @property
    def key(self) -> str:
        """The name under which it is put away: equal questions have equal names, another version of the program has others."""
        told = f"{__version__} {self.hospital} {self.diagnosis} {self.day} {self.trials} {self.seed}"
        return hashlib.sha256(told.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Answer:
    """What the simulator says to a set of measures."""

    draws: Draws
    risk: Risk


@dataclass
class Bench:
    """One hospital ready to be asked. ``alone`` is the yen a year that each measure avoids by itself."""

    scene: Scene
    stored: Stored
    alone: dict[str, float] = field(default_factory=dict)
    _answers: OrderedDict[tuple[str, ...], Answer] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def size(self) -> int:
        """Bytes held, about: the campaigns, and the answers that are remembered."""
        answers = sum(each.draws.loss.nbytes * (5 + len(each.draws.service_days)) for each in list(self._answers.values()))
        return self.stored.size + answers

    def answer(self, names: Iterable[str] = ()) -> Answer:
        """Return the answer to a set of measures; those that the simulation cannot see are left out of the question.

        Two people may ask at once: one waits the fraction of a second that the other's answer takes, so that no two
        threads race on the same kept campaigns.
        """
        key = tuple(sorted(self.stored.measures.keys() & set(names)))
        with self._lock:
            if key not in self._answers:
                draws = self.stored.answer(key)
                self._answers[key] = Answer(draws, risk_of(draws))
            self._answers.move_to_end(key)
            while len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
            return self._answers[key]


def build(asked: Asked, hospital: Hospital, diagnosis: Diagnosis, *, tell: Tell) -> Bench:
    """Run the campaigns and keep them, then ask what each measure does by itself. Takes half a minute or so.

    It touches no database: whose hospital this is was settled before.
    """
    known = load_catalogue()
    tell(0.02)
    scene = scene_for(asked, hospital, diagnosis)
    tell(0.1)
    measures = {name: scene.applied[name].hospital for name in seen(scene)}
    stored = store(
        hospital, known, today=asked.day, measures=measures, trials=asked.trials, seed=asked.seed, threads=THREADS, memory=MEMORY
    )
    bench = Bench(scene, stored)
    now = bench.answer().risk.expected_loss
    for number, name in enumerate(measures, start=1):
        bench.alone[name] = now - bench.answer((name,)).risk.expected_loss
        tell(0.7 + 0.3 * number / len(measures))
    return bench


def scene_for(asked: Asked, hospital: Hospital, diagnosis: Diagnosis) -> Scene:
    """Return the hospital with what each measure would change in it and cost here."""
    ground = ground_of(hospital, load_catalogue(), today=asked.day)
    return scene_of(hospital, load_catalogue(), diagnosis, ground=ground, years=YEARS, budget_yen=None)


def seen(scene: Scene) -> tuple[str, ...]:
    """Return the measures that a person can choose and the simulation can see here, in the catalogue's order."""
    return tuple(m.id for m in scene.catalogue.measures.values() if m.directions and m.lowers_risk and scene.useful(m.id))
