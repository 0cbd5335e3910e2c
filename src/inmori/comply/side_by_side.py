"""The answers three times (対策なし・いま・計画のあと): without any measure, as the evidence shows today, and after the plan.

One assessment of three hospitals: as it is, with every measure taken away, and edited by the measures of a direction.
What a measure would bring cannot be shown by papers that do not exist yet: such a "yes" is only expected.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.measure import Measure
from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply.answer import ANSWER_NAMES, ItemAnswer
from inmori.comply.gross import without_measures
from inmori.comply.route_after import RouteAfter, after_direction, measures_of, routes_after
from inmori.diagnose.finding import Diagnosis
from inmori.model import Frozen, Hospital
from inmori.plan.ground import ground_of
from inmori.plan.roads import DirectionResult, Roads
from inmori.text import Text

State = Literal["gross", "today", "after"]
Items = Callable[[Hospital, Diagnosis], Sequence[ItemAnswer]]  # the same assessment, whatever the hospital
Look = Callable[[Hospital], Diagnosis]

STATE_TITLES: dict[State, Text] = {
    "gross": Text(ja="対策なし", en="No measures"),
    "today": Text(ja="いま", en="Today"),
    "after": Text(ja="計画のあと", en="After the plan"),
}
EXPECTED = Text(ja="はいの見込み", en="yes, expected")


class Outlook(Frozen):
    """One item in the three states. ``expected``: the yes after the plan holds once the measures are done and shown.

    ``measures`` are those of the plan that serve the item; ``left`` names what would still spoil it.
    """

    item: str
    number: str
    text: Text
    gross: Answer
    today: Answer
    after: Answer
    expected: bool = False
    measures: tuple[Text, ...] = ()
    left: tuple[str, ...] = ()

    def said(self, state: State) -> Text:
        """Return the answer of a state in words."""
        if state == "after" and self.expected:
            return EXPECTED
        return ANSWER_NAMES[{"gross": self.gross, "today": self.today, "after": self.after}[state]]


class SideBySide(Frozen):
    """All items in the three states for one direction, and the route after every direction."""

    direction: str
    name: Text
    because: Text
    rows: tuple[Outlook, ...] = ()
    routes: tuple[RouteAfter, ...] = ()

    def counts(self, state: State) -> dict[Answer, int]:
        """Return how many items stand at each answer in a state; what is expected counts as yes."""
        found: dict[Answer, int] = {"yes": 0, "no": 0, "unknown": 0, "not_applicable": 0}
        for row in self.rows:
            found[{"gross": row.gross, "today": row.today, "after": row.after}[state]] += 1
        return found

    def expected(self) -> int:
        """Return how many of the yes after the plan are only expected."""
        return sum(1 for row in self.rows if row.expected)


def side_by_side(
    hospital: Hospital,
    roads: Roads,
    direction: DirectionResult,
    catalogue: Catalogue,
    *,
    because: Text,
    today: date,
    now: Sequence[ItemAnswer],
    items: Items,
    look: Look,
) -> SideBySide:
    """Compare. ``now`` are today's answers; ``look`` diagnoses a hospital, ``items`` assesses one."""
    ground = ground_of(hospital, catalogue, today=today)
    bare = without_measures(hospital)
    done = after_direction(hospital, direction, catalogue, ground=ground)
    gross = {one.id: one for one in items(bare, look(bare))}
    after = {one.id: one for one in items(done, look(done))}
    measures = measures_of(direction, catalogue)
    return SideBySide(
        direction=direction.id,
        name=direction.name,
        because=because,
        rows=tuple(_row(one, gross[one.id], after[one.id], measures, catalogue) for one in now),
        routes=routes_after(hospital, roads, catalogue, today=today, ground=ground),
    )


def _row(
    now: ItemAnswer, gross: ItemAnswer, after: ItemAnswer, measures: Sequence[Measure], catalogue: Catalogue
) -> Outlook:
    requirement = catalogue.requirements[now.id]
    serving = [one for one in measures if serves(one, requirement, catalogue)]
    answer, expected = _after(now, after, requirement, bool(serving), catalogue)
    return Outlook(
        item=now.id,
        number=now.number,
        text=now.text,
        # Taking a measure away mends nothing, though a fault that a missing paper showed is then no longer seen.
        gross="no" if now.proposed == "no" else gross.proposed,
        today=now.answer,
        after=answer,
        expected=expected,
        measures=tuple(one.name for one in serving),
        left=tuple(one.name for one in after.spoilers) if answer == "no" else (),
    )


def _after(
    now: ItemAnswer, after: ItemAnswer, requirement: Requirement, served: bool, catalogue: Catalogue
) -> tuple[Answer, bool]:
    """Return the answer after the plan, and whether it is only expected."""
    if after.proposed == "no":
        # A person who said yes today saw more than the papers; nothing in the plan takes that back.
        return ("yes", False) if now.answer == "yes" else ("no", False)
    if after.proposed in ("yes", "not_applicable"):
        return after.proposed, after.proposed != now.answer
    if now.answer in ("yes", "not_applicable"):
        return now.answer, False
    topic = catalogue.topics.get(requirement.topic)
    if topic is None or topic.proof or not served:
        return "unknown", False  # a machine of which nothing is known stays unknown
    # What spoiled it is gone, or a paper is written. Where nothing showed a fault today, the measure may serve a part only.
    return ("yes", True) if now.answer == "no" or topic.told_suffices else ("unknown", False)


def serves(measure: Measure, requirement: Requirement, catalogue: Catalogue) -> bool:
    """Whether a measure serves a requirement: by its id, or by the topic that it shares with one of another edition."""
    named = [catalogue.requirements[name] for name in measure.requirements if name in catalogue.requirements]
    return any(one.id == requirement.id or (requirement.topic and one.topic == requirement.topic) for one in named)
