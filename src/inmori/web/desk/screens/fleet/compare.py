"""Several hospitals side by side: one row for each figure, with what makes sizes comparable, and whose is best and worst."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inmori.report.wording import yen_brief
from inmori.text import Text
from inmori.web.versions.across import FleetLine
from inmori.web.versions.models import Standing

UNKNOWN = Text(ja="不明", en="unknown")
Figure = Callable[[Standing], float | None]


@dataclass(frozen=True)
class Compared:
    """One row: words for each hospital, and whether it stands best or worst of those that are known."""

    name: Text
    cells: tuple[tuple[Text, str], ...]  # words, and "best", "worst" or nothing


def side_by_side(lines: Sequence[FleetLine]) -> tuple[Compared, ...]:
    """Return the rows. Less is better in all that are judged; beds and machines are size and are not."""
    rows = [
        _row(Text(ja="病床", en="Beds"), lines, lambda one: one.beds, _count, judged=False),
        _row(Text(ja="機器", en="Machines"), lines, lambda one: one.devices, _count, judged=False),
        _row(Text(ja="至急の指摘", en="Critical findings"), lines, lambda one: one.critical, _count),
        _row(Text(ja="重要な指摘", en="High findings"), lines, lambda one: one.high, _count),
        _row(Text(ja="1年の見込み損失", en="Expected loss a year"), lines, lambda one: one.yearly_loss, yen_brief),
        _row(Text(ja="1年の見込み損失(1床あたり)", en="Expected loss a year and bed"), lines, _by_bed, yen_brief),
        _row(Text(ja="被害が出たとき止まる日数", en="Days down when hit"), lines, lambda one: one.ehr_days, _days),
        _row(Text(ja="5年で7日以上止まる確率", en="Chance of 7 days or more in 5 years"), lines, lambda one: one.p_seven_days, _share),
        _row(Text(ja="未達の項目", en="Duties open"), lines, lambda one: one.duties_open, _count),
    ]
    late = [None if line.overdue is None else float(line.overdue) for line in lines]
    return (*rows, Compared(Text(ja="期限切れの作業", en="Overdue tasks"), _cells(late, _count, judged=True)))


def _row(name: Text, lines: Sequence[FleetLine], figure: Figure, say: Callable[[float], Text], *, judged: bool = True) -> Compared:
    values = [figure(line.standing) if line.standing is not None else None for line in lines]
    return Compared(name, _cells(values, say, judged=judged))


def _cells(values: Sequence[float | None], say: Callable[[float], Text], *, judged: bool) -> tuple[tuple[Text, str], ...]:
    known = [value for value in values if value is not None]
    apart = judged and len(known) > 1 and min(known) < max(known)

    def mark(value: float) -> str:
        return "" if not apart else "best" if value == min(known) else "worst" if value == max(known) else ""

    return tuple((UNKNOWN, "") if value is None else (say(value), mark(value)) for value in values)


def _by_bed(one: Standing) -> float | None:
    return one.yearly_loss / one.beds if one.yearly_loss is not None and one.beds else None


def _count(value: float) -> Text:
    return Text(ja=f"{value:,.0f}", en=f"{value:,.0f}")


def _days(value: float) -> Text:
    return Text(ja=f"{value:.1f}日", en=f"{value:.1f} days")


def _share(value: float) -> Text:
    return Text(ja=f"{value:.1%}", en=f"{value:.1%}")
