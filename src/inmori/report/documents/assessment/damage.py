"""What it would mean: days by service, yen by kind of loss, and which figures move the answer most."""

from collections.abc import Sequence
from itertools import pairwise

from inmori.report.block import Block, Column, Figure, Paragraph, Section, Table
from inmori.report.documents.assessment.board import attack, simulated
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.ordinary import ordinary_blocks
from inmori.report.figures.bars import Swing, Tornado
from inmori.report.figures.histogram import Bin, Histogram
from inmori.report.wording import (
    BASIS_NAMES,
    chance,
    chance_range,
    days_range,
    once_in,
    same,
    yen_brief,
    yen_range,
)
from inmori.simulate.outcome import Outcomes, ServiceOutcome
from inmori.text import Text

_EDGES = (0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 60.0, float("inf"))
_GRAVE_DAYS = 7.0
_DRIVERS = 8
_TITLE = Text(ja="攻撃が成功したときの被害", en="What a successful attack would do")
_NO_SYSTEM = Text(ja="判断できません(使うシステムが資料にない)", en="cannot be judged (its systems are not in the evidence)")
_HISTOGRAM = Text(ja="電子カルテが止まる日数の広がり", en="How long the EHR would be down")
_TORNADO = Text(ja="見込み損失をいちばん動かす数値", en="What moves the expected loss most")


def damage_section(materials: Materials) -> Section:
    """Build the section."""
    outcomes = materials.outcomes
    if not simulated(materials):
        return Section(id="damage", title=_TITLE, blocks=(Paragraph(attack(materials), "caution"),))
    blocks: list[Block] = [_lead(outcomes), _summary(outcomes)]
    if outcomes.histogram_days:
        blocks.append(_histogram(outcomes))
    if outcomes.services:
        blocks.append(_services(materials))
    if outcomes.systems:
        blocks.append(_systems(outcomes))
    if outcomes.loss_parts:
        blocks.append(_parts(outcomes))
    blocks += ordinary_blocks(outcomes)
    if outcomes.drivers:
        blocks.append(_tornado(outcomes))
    blocks.append(_error(outcomes))
    return Section(id="damage", title=_TITLE, blocks=tuple(blocks))


def _lead(outcomes: Outcomes) -> Paragraph:
    often, chance_five = once_in(outcomes.yearly_rate), chance_range(outcomes.p_damage_five_years)
    return Paragraph(
        Text(
            ja=f"被害の出る攻撃は{often.ja}、5年以内に一度でも起きる確率は{chance_five.ja}と見込みます。"
            "かっこ内は、90%が入る範囲です。",
            en=f"A damaging attack is expected {often.en}; the chance of at least one in five years is {chance_five.en}. "
            "Brackets hold 90% of results.",
        ),
        "lead",
    )


def _summary(outcomes: Outcomes) -> Table:
    rows = (
        (Text(ja="電子カルテが止まる日数(被害時)", en="Days without EHR, given damage"), days_range(outcomes.ehr_down_days)),
        (
            Text(ja="7日以上止まる確率(被害時)", en="Chance of 7 days or more, given damage"),
            chance_range(outcomes.p_ehr_seven_days),
        ),
        (
            Text(ja="7日以上止まる確率(1年あたり)", en="Chance of 7 days or more, in a year"),
            chance_range(outcomes.p_ehr_seven_days_yearly),
        ),
        (Text(ja="1回の損失(被害時)", en="Loss, given damage"), yen_range(outcomes.loss_given_damage)),
        (
            Text(ja="重いときの損失(20回に1回はこれを超える)", en="Bad case (exceeded 1 time in 20)"),
            yen_brief(outcomes.tail_loss),
        ),
        (Text(ja="1年あたりの見込み損失", en="Expected loss a year"), yen_range(outcomes.expected_yearly_loss)),
        (
            Text(ja="電子カルテのバックアップも失う確率(被害時)", en="Chance that EHR backups are lost too, given damage"),
            chance_range(outcomes.p_backup_lost),
        ),
    )
    return Table(
        caption=Text(ja="被害のまとめ", en="Summary"),
        columns=(Column(Text(ja="項目", en="Item"), 1.6), Column(Text(ja="見込み(90%の範囲)", en="Estimate (90% range)"), 1.6)),
        rows=rows,
    )


def day_bins(outcomes: Outcomes) -> tuple[Bin, ...]:
    """Put the simulated histogram into spans that people think in."""
    return bins_of(outcomes.histogram_days)


def bins_of(found: Sequence[tuple[float, float, float]]) -> tuple[Bin, ...]:
    """Return (from day, to day, share) in spans that people think in; one across an edge is split by its length."""
    shares = [0.0] * (len(_EDGES) - 1)
    for low, high, share in found:
        for index, (left, right) in enumerate(pairwise(_EDGES)):
            if high <= low:
                shares[index] += share if left <= low < right else 0.0
            else:
                shares[index] += share * max(0.0, min(high, right) - max(low, left)) / (high - low)
    return tuple(
        Bin(label=_span(left, right), share=share, value=chance(share), grave=left >= _GRAVE_DAYS)
        for (left, right), share in zip(pairwise(_EDGES), shares, strict=True)
    )


def day_histogram(bins: tuple[Bin, ...]) -> Histogram:
    """Return the picture of the days without EHR; the paper and the screen show the same one."""
    return Histogram(
        axis=Text(ja="電子カルテが止まる日数(被害が出た攻撃のうちの割合)", en="Days without EHR (share of damaging attacks)"),
        grave_label=Text(ja="7日以上", en="7 days or more"),
        bins=bins,
    )


def _span(left: float, right: float) -> Text:
    if left == 0:
        return Text(ja="1日未満", en="under 1 day")
    if right == float("inf"):
        return Text(ja=f"{left:.0f}日以上", en=f"{left:.0f} or more")
    return Text(ja=f"{left:.0f}〜{right:.0f}日", en=f"{left:.0f} to {right:.0f}")


def _histogram(outcomes: Outcomes) -> Figure:
    bins = day_bins(outcomes)
    return Figure(
        title=_HISTOGRAM,
        picture=day_histogram(bins),
        alt=Text(
            ja="、".join(f"{one.label.ja} {one.value.ja}" for one in bins),
            en=", ".join(f"{one.label.en}: {one.value.en}" for one in bins),
        ),
    )


def _services(materials: Materials) -> Table:
    return Table(
        caption=Text(ja="診療機能ごとの、ふだんどおりにできない日数", en="Days each service does not run normally"),
        columns=(
            Column(Text(ja="診療機能", en="Service"), 1.4),
            Column(Text(ja="日数(90%の範囲)", en="Days (90% range)"), 1.4),
            Column(Text(ja="7日以上になる確率", en="Chance of 7 days or more"), 1.2),
        ),
        rows=tuple(_service(materials, one) for one in materials.outcomes.services),
    )


def _service(materials: Materials, one: ServiceOutcome) -> tuple[Text, Text, Text]:
    """A service of whose systems the evidence names none does not stand still for 0 days: nobody knows."""
    known = {system.kind for system in materials.hospital.systems}
    entry = materials.catalogue.services.get(one.service)
    if entry is not None and not known & set(entry.needs):
        return one.name, _NO_SYSTEM, same("—")
    return one.name, days_range(one.days), chance(one.p_seven_days)


def _systems(outcomes: Outcomes) -> Table:
    return Table(
        caption=Text(ja="システムごとの、止まる日数", en="Days each system is down"),
        columns=(
            Column(Text(ja="システム", en="System"), 1.4),
            Column(Text(ja="日数(90%の範囲)", en="Days (90% range)"), 1.4),
            Column(Text(ja="止まる確率(被害時)", en="Chance of going down, given damage"), 1.2),
        ),
        rows=tuple((one.name, days_range(one.days), chance(one.p_down)) for one in outcomes.systems),
    )


def _parts(outcomes: Outcomes) -> Table:
    return Table(
        caption=Text(ja="損失の内訳(1回の被害で)", en="Parts of the loss of one damaging attack"),
        columns=(Column(Text(ja="内訳", en="Part"), 1.4), Column(Text(ja="金額(90%の範囲)", en="Yen (90% range)"), 1.8)),
        rows=tuple((one.name, yen_range(one.yen)) for one in outcomes.loss_parts),
    )


def _tornado(outcomes: Outcomes) -> Figure:
    drivers = sorted(outcomes.drivers, key=lambda one: (-abs(one.result_high - one.result_low), one.quantity))[:_DRIVERS]
    base = outcomes.driver_base
    centre = outcomes.expected_yearly_loss.mid if base is None else base
    swings = tuple(
        Swing(
            label=Text(ja=f"{one.name.ja}({BASIS_NAMES[one.basis].ja})", en=f"{one.name.en} ({BASIS_NAMES[one.basis].en})"),
            at_low=one.result_low,
            at_high=one.result_high,
            low_label=yen_brief(one.result_low),
            high_label=yen_brief(one.result_high),
        )
        for one in drivers
    )
    brief = yen_brief(centre)
    return Figure(
        title=_TORNADO,
        picture=Tornado(
            axis=Text(ja="1年あたりの見込み損失", en="Expected loss a year"),
            centre=centre,
            centre_label=Text(ja=f"すべて中央の値なら {brief.ja}", en=f"all at their centre {brief.en}"),
            swings=swings,
        ),
        alt=Text(
            ja="、".join(f"{one.label.ja}: {one.low_label.ja}から{one.high_label.ja}" for one in swings),
            en=", ".join(f"{one.label.en}: {one.low_label.en} to {one.high_label.en}" for one in swings),
        ),
    )


def _error(outcomes: Outcomes) -> Paragraph:
    spread = yen_range(outcomes.parameter_spread)
    error = chance(outcomes.monte_carlo_error)
    return Paragraph(
        Text(
            ja=f"試算のばらつき: 乱数による誤差は±{error.ja}(1年あたりの見込み損失に対して)、"
            f"使った数値の不確かさによる幅は{spread.ja}です。乱数の種は{outcomes.seed}で、同じ資料からは同じ数字が出ます。",
            en=f"Error of the simulation itself: ±{error.en} of the expected yearly loss; spread from uncertain inputs: "
            f"{spread.en}. Seed {outcomes.seed}: the same evidence gives the same figures.",
        ),
        "note",
    )
