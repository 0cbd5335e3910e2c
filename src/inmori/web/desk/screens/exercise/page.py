"""An exercise as its pages show it: the fields with what stands in them, when each scene is due, and how it scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404
from django.utils import timezone

from inmori.catalogue import load_catalogue
from inmori.model import exercise_form as form
from inmori.simulate import Outcomes
from inmori.text import Text
from inmori.web.exercise.models import Exercise
from inmori.web.exercise.play import CriterionLine, Play, SeatLine, Turn
from inmori.web.exercise.services import LESSONS, RECORD, play_of, seen_of
from inmori.web.versions import services as versions

RECORD_WORDS: dict[str, Text] = {
    form.HELD_ON: Text(ja="実施日", en="Day held"),
    form.PLAYERS: Text(ja="参加した人数", en="Number of players"),
    form.MINUTES_TO_CUT: Text(ja="「切り離す」と決まるまでの分(実際の時計)", en="Minutes until cutting was decided (real clock)"),
    form.MINUTES_TO_DIRECTOR: Text(ja="決める人(院長か代行)が決まるまでの分", en="Minutes until somebody decided for the director"),
    form.WRONG_CONTACTS: Text(ja="連絡体制図の誤り・空欄の数", en="Errors and gaps in the contact chart"),
}
CAUSES = (Text(ja="決まりがない", en="no rule"), Text(ja="知らない", en="not known"), Text(ja="物がない", en="thing lacking"), Text(ja="契約がない", en="no contract"))


@dataclass(frozen=True)
class Story:
    """One attack path to play, the likeliest first."""

    number: int
    name: Text
    ends: str
    percent: int


@dataclass(frozen=True)
class Field:
    """One thing to write: its name in the form and what stands in it."""

    name: str
    words: Text
    value: str

    @property
    def id(self) -> str:
        """Return its name as an address inside the page has it."""
        return self.name.replace(".", "-")


@dataclass(frozen=True)
class Score:
    """One criterion with its score and remark."""

    line: CriterionLine
    score: Field
    remark: Field

    @property
    def low(self) -> bool:
        """Whether something should be done about it."""
        return self.score.value != "" and int(self.score.value) <= form.LOW


@dataclass(frozen=True)
class Scene:
    """One line of the timetable with its fields. ``at`` is by the real clock, None before it began."""

    turn: Turn
    place: int
    at: datetime | None
    to: tuple[Text, ...]
    ticks: tuple[Field, ...]
    note: Field
    scores: tuple[Score, ...]

    @property
    def ticked(self) -> int:
        """Return how many of the expected acts were seen."""
        return sum(one.value == "yes" for one in self.ticks)


@dataclass(frozen=True)
class Page:
    """One exercise."""

    exercise: Exercise
    play: Play
    seen: Mapping[str, str]

    @property
    def scenes(self) -> list[Scene]:
        """Return the timetable."""
        return [self._scene(place, turn) for place, turn in enumerate(self.play.turns, start=1)]

    @property
    def seats(self) -> list[tuple[SeatLine, Field]]:
        """Return the seats, and whether each takes part."""
        return [(one, self._field("seat", one.id, one.title)) for one in self.play.seats]

    @property
    def scores(self) -> list[Score]:
        """Return all criteria."""
        return [self._score(one) for one in self.play.criteria]

    @property
    def given(self) -> list[int]:
        """Return the scores that were given."""
        return [int(one.score.value) for one in self.scores if one.score.value]

    @property
    def points(self) -> int:
        """Return the sum of the scores."""
        return sum(self.given)

    @property
    def most(self) -> int:
        """Return the most that what was scored could have earned."""
        return form.MOST_POINTS * len(self.given)

    @property
    def low(self) -> list[Score]:
        """Return what went badly, the worst first."""
        return sorted((one for one in self.scores if one.low), key=lambda one: one.score.value)

    @property
    def held_on(self) -> str:
        """Return the day as it was written, empty if nobody did."""
        return self.seen.get(f"record.{form.HELD_ON}", "")

    @property
    def record(self) -> list[tuple[str, Field]]:
        """Return the fields of the record with the kind of input each is."""
        return [("date" if key == form.HELD_ON else "number", self._field("record", key, RECORD_WORDS[key])) for key in RECORD]

    @property
    def lessons(self) -> list[tuple[int, dict[str, Field]]]:
        """Return the lines of the lessons."""
        words = {"happened": form.HAPPENED, "cause": form.CAUSE, "mend": form.TO_MEND, "who": form.WHO, "by": form.BY}
        return [(number, {part: self._field("lesson", f"{number}-{part}", text) for part, text in words.items()}) for number in LESSONS]

    def scene(self, place: int) -> Scene:
        """Return one line of the timetable, from 1.

        Raises:
            Http404: there is none.
        """
        if not 1 <= place <= len(self.play.turns):
            raise Http404
        return self._scene(place, self.play.turns[place - 1])

    def _scene(self, place: int, turn: Turn) -> Scene:
        titles = {one.id: one.title for one in self.play.seats}
        began = self.exercise.started_at
        return Scene(
            turn, place, began + timedelta(minutes=turn.start) if began else None, tuple(titles[one] for one in turn.to),
            tuple(self._field("tick", f"{turn.id}-{number}", text) for number, text in enumerate(turn.expected)),
            self._field("note", turn.id, Text(ja="気づいたこと(役職で書く)", en="Remarks (posts, no names)")),
            tuple(self._score(one) for one in self.play.criteria if one.id in turn.criteria),
        )  # fmt: skip

    def _score(self, one: CriterionLine) -> Score:
        return Score(one, self._field("score", one.id, one.good), self._field("remark", one.id, form.NOTE))

    def _field(self, kind: str, key: str, words: Text) -> Field:
        name = f"{kind}.{key}"
        return Field(name, words, self.seen.get(name, ""))


def page_of(number: int) -> Page:
    """Return an exercise of the current hospital.

    Raises:
        Http404: there is none of this number.
    """
    exercise = Exercise.objects.select_related("handed_in", "version").filter(number=number).first()
    if exercise is None:
        raise Http404
    return Page(exercise, play_of(exercise), seen_of(exercise))


def stories() -> list[Story]:
    """Return the attack paths of the present version, the likeliest first; none before it was assessed."""
    version = versions.present()
    outcomes = versions.document(version, Outcomes, "outcomes.json") if version else None
    known = load_catalogue().archetypes
    return [
        Story(number, known[path.archetype].name if path.archetype in known else path.steps[0].text, path.steps[-1].place, round(100 * path.share))
        for number, path in enumerate(outcomes.paths if outcomes else (), start=1)
        if path.steps
    ]


def held() -> list[tuple[Exercise, Page]]:
    """Return the exercises, the newest first, each with its page."""
    return [(one, page_of(one.number)) for one in Exercise.objects.all()[:50]]


def now() -> datetime:
    """Return the time by the server's clock."""
    return timezone.now()
