"""What every draft says about itself at the foot of each page: whose, when made, how fresh the evidence, which version."""

from datetime import date

from inmori import __version__
from inmori.report.block import Imprint
from inmori.report.wording import day, plain, same
from inmori.text import Text

NAMELESS = Text(ja="(医療機関名 未確認)", en="(hospital name not confirmed)")


def draft_imprint(hospital: str | None, title: Text, *, today: date, cut_off: date | None) -> Imprint:
    """Return the imprint of a draft; ``cut_off`` is the newest day of the evidence, None if unknown."""
    made, newest = day(today), day(cut_off)
    return Imprint(
        hospital=same(plain(hospital, 60)) if hospital else NAMELESS,
        title=title,
        day=today,
        date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
        cut_off=Text(ja=f"資料の最新日 {newest.ja}", en=f"Newest evidence {newest.en}"),
        version=Text(ja=f"院守 Inmori {__version__}", en=f"Inmori {__version__}"),
    )
