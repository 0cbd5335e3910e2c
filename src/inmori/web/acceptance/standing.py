"""How a finding stands today: open, accepted until a day, or open again because the day or the facts have gone.

Nothing has to run for that: it follows from the rows, the present version and the date each time somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inmori.text import Text
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.rests_on import RestsOn, changes

SOON = timedelta(days=30)
EXPIRED = Text(ja="受け入れの期限が切れました", en="The acceptance has run out")
AGAIN = Text(ja="受け入れたときと事実が変わったので、もう一度決めてください", en="The facts have changed since it was accepted: decide again")
NOT_SAFE = Text(
    ja="受け入れても安全にはなりません。損失と日数の試算には、この指摘も同じように数えたままです。",
    en="Accepting does not make it safe: figures of loss and of days count this finding as before.",
)


class State(StrEnum):
    """How a finding stands. All but ACCEPTED are open."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    CHANGED = "changed"


STATE_NAMES: dict[State, Text] = {
    State.OPEN: Text(ja="未対応", en="open"),
    State.ACCEPTED: Text(ja="期限つきで受け入れ中", en="accepted until a day"),
    State.EXPIRED: Text(ja="受け入れの期限切れ", en="acceptance has run out"),
    State.CHANGED: Text(ja="事実が変わり、決め直し", en="facts changed, to be decided again"),
}


@dataclass(frozen=True)
class FindingStanding:
    """How one finding stands, the newest acceptance that was not taken back, and why it holds no longer."""

    state: State = State.OPEN
    row: Acceptance | None = None
    why: tuple[Text, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether an acceptance holds."""
        return self.state is State.ACCEPTED

    @property
    def name(self) -> Text:
        """The state in words."""
        return STATE_NAMES[self.state]

    def soon(self, *, today: date) -> bool:
        """Whether it holds for thirty days at most."""
        return self.accepted and self.row is not None and self.row.until <= today + SOON


def standing_of(row: Acceptance | None, now: RestsOn, *, today: date) -> FindingStanding:
    """Return how a finding stands with its newest acceptance; that of a past day says so whatever else has changed."""
    if row is None:
        return FindingStanding()
    changed = changes(row.facts(), now)
    if today > row.until:
        return FindingStanding(State.EXPIRED, row, (EXPIRED, *changed))
    return FindingStanding(State.CHANGED, row, (AGAIN, *changed)) if changed else FindingStanding(State.ACCEPTED, row)


def newest(rows: Iterable[Acceptance]) -> dict[str, Acceptance]:
    """Return the newest of each finding, by its key; ``rows`` are those not taken back, oldest first."""
    return {row.key: row for row in rows}
