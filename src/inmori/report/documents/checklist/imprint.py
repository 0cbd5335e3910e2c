"""What every paper made from a checklist says about itself: whose it is, of which edition and day."""

from datetime import date

from inmori.comply import Assessment
from inmori.report.block import Imprint
from inmori.report.wording import day, same
from inmori.text import Text


def imprint_of(assessment: Assessment, version: str, *, title: Text) -> Imprint:
    """Return the imprint; the cut-off is the day of the newest paper."""
    made = day(assessment.today)
    newest: date | None = max((one.made_on for one in assessment.papers if one.made_on), default=None)
    cut_off = day(newest) if newest else Text(ja="不明", en="unknown")
    return Imprint(
        hospital=same(assessment.hospital or "(医療機関名 不明)"),
        title=title,
        day=assessment.today,
        date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
        cut_off=Text(ja=f"資料の最新日 {cut_off.ja}", en=f"newest paper {cut_off.en}"),
        version=same(f"Inmori {version}"),
    )
