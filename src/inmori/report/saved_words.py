"""What a road no longer pays once departments' systems have left the site: one row of every table of roads."""

from inmori.plan.roads import DirectionResult
from inmori.report.wording import same, yen_range
from inmori.text import Text

SAVED = Text(ja="うち、移して要らなくなる保守・更新(引き算済み)", en="Of it, maintenance and servers that fall away (taken off)")


def saved_words(direction: DirectionResult) -> Text:
    """Say the amount that is taken off the total cost already; a dash where nothing falls away."""
    if direction.saved is None:
        return same("—")
    said = yen_range(direction.saved)
    return Text(ja=f"−{said.ja}", en=f"less {said.en}")
