"""What stands beside an attack: money that comes late, and hours lost to faults that nobody intended."""

from inmori.report.block import Block, Column, Paragraph, Table
from inmori.report.wording import BASIS_NAMES, chance, hours_range
from inmori.simulate.outcome import OrdinaryOutage, Outcomes
from inmori.text import Text


def ordinary_blocks(outcomes: Outcomes) -> tuple[Block, ...]:
    """Return a sentence on late claims and a table of ordinary outages, each where it was worked out."""
    blocks: list[Block] = []
    if outcomes.late_claims is not None:
        blocks.append(Paragraph(outcomes.late_claims.text))
    if outcomes.outages:
        blocks.append(_outages(outcomes.outages))
    return tuple(blocks)


def _outages(outages: tuple[OrdinaryOutage, ...]) -> Table:
    rows = []
    for each in outages:
        rows.append((_where(each), hours_range(each.total), chance(each.day_or_more), Text(ja="—", en="—")))
        rows += [
            (Text(ja=f" うち {cause.name.ja}", en=f" of which {cause.name.en}"), hours_range(cause.hours),
             Text(ja="—", en="—"), BASIS_NAMES[cause.basis])
            for cause in each.causes
        ]  # fmt: skip
    return Table(
        caption=Text(
            ja="攻撃ではない停止(故障・回線・クラウド事業者)。電子カルテが使えない時間の年平均と、年による幅",
            en="Ordinary outages (faults, line, provider): hours a year without EHR, mean and range of years",
        ),
        columns=(
            Column(Text(ja="原因", en="Cause"), 1.9),
            Column(Text(ja="1年の時間", en="Hours a year"), 1.4),
            Column(Text(ja="8時間以上の停止が年に起きる確率", en="Chance a year of one of 8 hours or more"), 1.3),
            Column(Text(ja="もと", en="Basis"), 0.7),
        ),
        rows=tuple(rows),
        small=True,
    )


def _where(outage: OrdinaryOutage) -> Text:
    place = Text(ja="クラウドの電子カルテ", en="EHR in the cloud") if outage.cloud else Text(ja="院内の電子カルテ", en="EHR on site")
    if not outage.present:
        return Text(ja=f"{place.ja}にした場合", en=f"{place.en}, if it were so")
    return Text(ja=f"{place.ja}(今の形)", en=f"{place.en} (as it is)")
