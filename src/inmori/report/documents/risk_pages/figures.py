"""The table of figures on each page: the same values in the same order, named in words for its reader."""

from typing import Literal

from inmori.prepare.shared_figure import RESTS_ON, FigureId, SharedFigure
from inmori.report.block import Column, Table
from inmori.report.documents.manuscript import Footing
from inmori.report.wording import EMPTY, chance_range, days_range, joined
from inmori.text import Text

Reader = Literal["board", "staff", "patients", "vendors"]

NOT_COMPUTED = Text(ja="まだ計算していません", en="not computed yet")
_OFFICE: dict[FigureId, Text] = {
    "damage": Text(ja="5年間に、攻撃で被害を受ける確率", en="Chance of damage by an attack in five years"),
    "ehr_days": Text(ja="被害が出たとき、電子カルテが止まる日数", en="Days the EHR is down, given damage"),
    "week": Text(ja="被害が出たとき、電子カルテが7日以上止まる確率", en="Chance that the EHR is down for 7 days or more, given damage"),
    "backup": Text(ja="被害が出たとき、電子カルテの使える控えが残らない確率", en="Chance that no usable copy of the EHR is left, given damage"),
    "outpatients": Text(ja="被害が出たとき、外来が通常どおりでない日数", en="Days without normal outpatients, given damage"),
    "stay": Text(ja="5年間に7日以上止まる確率: 今のまま", en="Chance of 7 days or more in five years: as now"),
    "harden": Text(ja="同: 閉じた網を固めた場合", en="The same: closed network hardened"),
    "cloud": Text(ja="同: クラウドへ移した場合", en="The same: moved to the cloud"),
}
_STAFF: dict[FigureId, Text] = {
    "damage": Text(ja="5年のうちに、当院が攻撃の被害を受ける見込み", en="Chance that an attack does damage here within five years"),
    "ehr_days": Text(ja="被害が出たら、電子カルテなしで働く日数", en="Days of work without the EHR, given damage"),
    "week": Text(ja="被害が出たら、それが1週間以上続く見込み", en="Chance that it lasts a week or more, given damage"),
    "backup": Text(ja="被害が出たら、控えからも戻せない見込み", en="Chance that no copy brings it back, given damage"),
    "outpatients": Text(ja="被害が出たら、外来がいつもどおりでない日数", en="Days without normal outpatients, given damage"),
    "stay": Text(ja="5年のうちに1週間以上止まる見込み: 今のまま", en="Chance of a week or more within five years: as now"),
    "harden": Text(ja="同: 院内の守りを固めたとき", en="The same: defences inside hardened"),
    "cloud": Text(ja="同: クラウドへ移したとき", en="The same: moved to the cloud"),
}
_PATIENTS: dict[FigureId, Text] = {
    "damage": Text(ja="5年のうちに、病院の仕組みが攻撃で被害を受ける見込み", en="Chance that an attack harms our computers within five years"),
    "ehr_days": Text(ja="そのとき、電子カルテが使えない日数", en="Days without electronic records if so"),
    "week": Text(ja="そのとき、1週間以上使えない見込み", en="Chance that this lasts a week or more"),
    "backup": Text(ja="そのとき、電子カルテの控えが使えない見込み", en="Chance that no copy of the records can be used"),
    "outpatients": Text(ja="そのとき、外来がいつもどおりでない日数", en="Days without normal outpatient care"),
    "stay": Text(ja="5年のうちに1週間以上使えなくなる見込み: 今のまま", en="Chance of a week or more within five years: as now"),
    "harden": Text(ja="同: 病院の中の守りを強くしたとき", en="The same: with stronger protection inside"),
    "cloud": Text(ja="同: 外部の専門の仕組みへ移したとき", en="The same: moved to a specialist's service"),
}
LABELS: dict[Reader, dict[FigureId, Text]] = {
    "board": _OFFICE,
    "staff": _STAFF,
    "patients": _PATIENTS,
    "vendors": _OFFICE,
}


def value_of(figure: SharedFigure) -> Text:
    """Say a figure with its range; the same words on every page."""
    if figure.value is None:
        return NOT_COMPUTED
    return chance_range(figure.value) if figure.kind == "share" else days_range(figure.value)


def figure_table(reader: Reader, figures: tuple[SharedFigure, ...], foot: Footing) -> Table:
    """Return the table of one page; each figure is signed with what it rests on."""
    rows = tuple(
        (
            LABELS[reader][figure.id],
            joined((value_of(figure), foot.sign(RESTS_ON) if figure.value else EMPTY)),
        )
        for figure in figures
    )
    columns = (
        Column(Text(ja="何の数字か", en="What"), 3.2),
        Column(Text(ja="試算(かっこ内は幅)", en="Simulated (range)"), 2.0),
    )
    return Table(EMPTY, columns, rows, small=True)
