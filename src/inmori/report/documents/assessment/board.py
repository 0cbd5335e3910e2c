"""The page for the board: how closed the closed network is, what an attack would cost, the roads, six steps.

It has to be readable aloud by somebody who has never seen the rest of the paper.
"""

from collections.abc import Callable

from inmori.model import SYSTEM_NAMES, SystemKind
from inmori.plan.roads import DirectionResult, NextStep
from inmori.report.block import Board, Column, KeyFigure, Step, Table
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.roadmap.agreed import agreed
from inmori.report.saved_words import SAVED, saved_words
from inmori.report.sides import sides
from inmori.report.verdict_words import verdict_aloud
from inmori.report.wording import (
    EMPTY,
    UNKNOWN,
    amount,
    chance_range,
    days_range,
    hours_range,
    joined,
    listed,
    once_in,
    plain,
    same,
    shortened,
    yen_range,
)
from inmori.text import Text
from inmori.units import Interval

TITLE = Text(ja="情報セキュリティ診断", en="Security assessment")
_OLD_DAYS = 90
_HALF_A_DAY = 0.5
STEP_LABELS = (
    Text(ja="なぜ", en="Why"),
    Text(ja="どうやって", en="How"),
    Text(ja="誰が", en="Who"),
    Text(ja="いくら", en="How much"),
)
_NOTHING = Text(ja="なし", en="none")


def board(materials: Materials) -> Board:
    """Build the page."""
    years = materials.roads.years
    return Board(
        whose=materials.hospital_name,
        title=TITLE,
        situation=joined((closedness(materials), attack(materials))),
        figures=_key_figures(materials),
        roads_title=Text(ja=f"これからの道({years}年間の比較)", en=f"The roads compared ({years} years)"),
        roads=roads_table(materials),
        steps_title=_steps_title(len(materials.roads.next_steps)),
        step_labels=STEP_LABELS,
        steps=tuple(_step(agreed(step, materials.roadmap)) for step in materials.roads.next_steps[:6]),
        verdict_title=Text(ja="結論", en="Verdict"),
        verdict=verdict_aloud(materials.roads),
        honesty=honesty(materials),
        notice=_notice(materials),
    )


def _notice(materials: Materials) -> Text:
    """Warn when the public table of support ends is old: what ended since is then missing from the findings."""
    snapshot = materials.lifecycle_snapshot
    if snapshot is None or (materials.today - snapshot).days <= _OLD_DAYS:
        return EMPTY
    return Text(
        ja=f"製品のサポート期限の表が{snapshot.isoformat()}時点のもので、{_OLD_DAYS}日より古くなっています。最新版の院守でもう一度確かめてください。",
        en=f"The table of support ends dates from {snapshot.isoformat()}, over {_OLD_DAYS} days ago. Check again with a newer Inmori.",
    )


def closedness(materials: Materials) -> Text:
    """Say in one sentence how closed the closed network is; what was not seen is never called closed."""
    leaks = materials.leaks
    if leaks:
        seen = sum(1 for leak in leaks if leak.seen)
        believed = materials.hospital.believes_closed.value
        return Text(
            ja=("病院では「診療系は外とつながっていない」と考えられていましたが、" if believed else "診療系(閉域)には、")
            + f"外とつながる想定外の経路が{len(leaks)}か所あります"
            + (f"(うち{seen}か所は実際の通信を確認)。" if seen else "。"),
            en=("The hospital believes its clinical network to be closed, but " if believed else "In the clinical network ")
            + f"{len(leaks)} unexpected ways to the outside were found"
            + (f" ({seen} of them seen carrying traffic)." if seen else "."),
        )
    hospital = materials.hospital
    if not materials.border_seen:
        return Text(
            ja="機器の設定も通信の記録もないため、診療系(閉域)が本当に閉じているかは判断できません。",
            en="With neither device configurations nor traffic records, nobody can say whether the clinical network is closed.",
        )
    missing = Text(ja="通信の記録", en="traffic") if not hospital.flows else Text(ja="機器の設定", en="configurations")
    partial = not hospital.flows or not hospital.gateways
    return Text(
        ja="確かめた範囲では、診療系(閉域)に外とつながる想定外の経路は見つかりませんでした"
        + (f"(ただし{missing.ja}は見ていません)。" if partial else "(資料にない場所は分かりません)。"),
        en="No unexpected way out of the clinical network was found in what was examined"
        + (f" (but no {missing.en} was available)." if partial else " (places not in the evidence remain unknown)."),
    )


def attack(materials: Materials) -> Text:
    """Say what a successful attack would cost, in days and yen."""
    outcomes = materials.outcomes
    if not simulated(materials):
        return Text(ja="被害の大きさは、まだ試算できていません。", en="What an attack would cost has not been estimated.")
    days, loss = days_range(outcomes.ehr_down_days), yen_range(outcomes.loss_given_damage)
    if outcomes.ehr_down_days.mid < _HALF_A_DAY:  # most attacks never reach it: an EHR in the cloud
        longest = amount(outcomes.ehr_down_days.high)
        return Text(
            ja=f"攻撃が成功しても、電子カルテは止まらないか、止まっても{longest}日以内の見込みです(90%の範囲)。ほかのシステムの停止などで、損失は{loss.ja}になる見込みです。",
            en=f"A successful attack would rather not stop the EHR, or for up to {longest} days (90% range); with other systems down it would cost {loss.en}.",
        )
    return Text(
        ja=f"攻撃が成功すると、電子カルテは{days.ja}止まり、損失は{loss.ja}になる見込みです。",
        en=f"A successful attack would stop the EHR for {days.en} and cost {loss.en}.",
    )


def simulated(materials: Materials) -> bool:
    """Whether any attack was simulated: zeros that come from no simulation must not be read as "no damage"."""
    return materials.outcomes.trials > 0


def _key_figures(materials: Materials) -> tuple[KeyFigure, ...]:
    outcomes = materials.outcomes
    if not simulated(materials):
        return ()
    figures = [
        (Text(ja="電子カルテが止まる日数", en="Days without EHR"), days_range(outcomes.ehr_down_days)),
        (Text(ja="1回の攻撃での損失", en="Loss of one attack"), yen_range(outcomes.loss_given_damage)),
        (Text(ja="5年以内に被害が出る確率", en="Chance of damage in 5 years"), chance_range(outcomes.p_damage_five_years)),
        (Text(ja="被害の頻度(今のまま)", en="How often, as things are"), once_in(outcomes.yearly_rate)),
    ]
    return tuple(_key_figure(label, value) for label, value in figures)


def _key_figure(label: Text, value: Text) -> KeyFigure:
    """Split 10日(5〜30日) into the number and its range."""
    ja, _, ja_range = value.ja.partition("(")
    en, _, en_range = value.en.partition(" (")
    return KeyFigure(
        label=label, value=Text(ja=ja, en=en), range=Text(ja=ja_range.removesuffix(")"), en=en_range.removesuffix(")"))
    )


def roads_table(materials: Materials) -> Table | None:
    """Put the roads side by side; ``None`` when no road was computed."""
    compared, years = sides(materials.roads), materials.roads.years
    if not compared:
        return None
    rows: tuple[tuple[Text, Callable[[DirectionResult], Text]], ...] = (
        (Text(ja="費用の合計", en="Total cost"), _cost),
        *(((SAVED, saved_words),) if any(one.saved is not None for one in compared) else ()),
        (Text(ja="攻撃による見込み損失", en="Expected loss from attacks"), lambda one: yen_range(one.expected_loss)),
        (
            Text(ja="電子カルテが7日以上止まる確率", en="Chance of 7 days or more without EHR"),
            lambda one: chance_range(one.p_ehr_seven_days),
        ),
        (Text(ja="攻撃されたとき止まる日数", en="Days down when attacked"), lambda one: days_range(one.ehr_down_days)),
        (Text(ja="今は満たせていない義務のうち、満たせるもの", en="Open duties that it meets"), _duties),
        (Text(ja="担当者の手間(1年)", en="Staff time a year"), lambda one: _staff(one, years)),
        (Text(ja="残る想定外の経路", en="Unexpected ways left"), lambda one: _left(materials, one)),
        (Text(ja="院内に残るもの", en="What stays on site"), lambda one: _remains(materials, one)),
    )
    return Table(
        caption=Text(ja="道の比較", en="The roads side by side"),
        columns=(Column(EMPTY, 1.5), *(Column(one.name, _weight(len(compared))) for one in compared)),
        rows=tuple((title, *(cell(one) for one in compared)) for title, cell in rows),
        small=True,
    )


def _weight(roads: int) -> float:
    """Return the width of a road's column beside the names of the rows."""
    return 3.0 if roads <= 2 else 2.2 if roads == 3 else 2.0


def _cost(direction: DirectionResult) -> Text:
    cost = yen_range(direction.total_cost)
    return Text(ja=f"{cost.ja} ※予算超過", en=f"{cost.en}; over budget") if direction.over_budget else cost


def _duties(direction: DirectionResult) -> Text:
    met, open_ = len(direction.requirements_met), len(direction.requirements_open)
    if not met + open_:
        return Text(ja="判断できません", en="not judged")
    return Text(ja=f"{met + open_}項目中{met}項目", en=f"{met} of {met + open_}")


def _staff(direction: DirectionResult, years: int) -> Text:
    return hours_range(direction.staff_hours.scaled(1 / max(years, 1)))


def _left(materials: Materials, direction: DirectionResult) -> Text:
    count = direction.open_crossings
    if not count and not materials.border_seen:
        return Text(ja="判断できません", en="cannot be judged")
    return Text(ja=f"{count}か所", en=f"{count}") if count else Text(ja="なし(見えた範囲)", en="none (in what was seen)")


def _remains(materials: Materials, direction: DirectionResult) -> Text:
    if not direction.remains_on_site:
        return _NOTHING if materials.hospital.systems else UNKNOWN
    names = system_names(materials, direction.remains_on_site)
    return Text(
        ja=listed([name.ja for name in names], limit=4, width=14).ja, en=listed([name.en for name in names], limit=4, width=24).en
    )


def system_names(materials: Materials, system_ids: tuple[str, ...]) -> list[Text]:
    """Return the kinds of these systems, each once, the EHR first; an id that is no system stands for itself."""
    order = list(SystemKind)
    known = {system.id: system.kind for system in materials.hospital.systems}
    kinds = sorted({known[one] for one in system_ids if one in known}, key=order.index)
    return [*(SYSTEM_NAMES[kind] for kind in kinds), *(same(one) for one in system_ids if one not in known)]


def _steps_title(count: int) -> Text:
    if count == 0:
        return Text(ja="次にすること: 今の資料からは挙げられません", en="What to do next: nothing could be named from this evidence")
    return Text(ja=f"次にすること {min(count, 6)}つ", en=f"What to do next: {min(count, 6)} steps")


def _step(step: NextStep) -> Step:
    return Step(
        number=step.rank,
        title=shortened(step.title, ja=44, en=90),
        why=shortened(step.why, ja=90, en=180),
        how=shortened(step.how, ja=100, en=200),
        who=shortened(step.who, ja=36, en=70),
        cost=step_cost(step),
        by=step_by(step),
    )


def step_cost(step: NextStep) -> Text:
    """Say what a step costs in money and hours; unknown is said to be unknown."""
    money = Text(ja="費用は見積もりが必要", en="ask for a quote") if step.cost is None else _money(step.cost)
    if step.quotation is not None:
        money = Text(ja=f"{money.ja}({step.quotation.ja})", en=f"{money.en} ({step.quotation.en})")
    if step.staff_hours is None:
        return money
    time = hours_range(Interval(low=step.staff_hours, mid=step.staff_hours, high=step.staff_hours, unit="hour"))
    return Text(ja=f"{money.ja}、{time.ja}", en=f"{money.en}, {time.en}")


def _money(cost: Interval) -> Text:
    return Text(ja="費用なし", en="no cost") if cost.high == 0 else yen_range(cost)


def step_by(step: NextStep) -> Text:
    """Say until when."""
    if step.by is None:
        return EMPTY
    return Text(ja=f"{step.by.year}年{step.by.month}月まで", en=f"by {step.by.isoformat()}")


def honesty(materials: Materials) -> Text:
    """Say how much the numbers can carry: how they were made, and what moves them most."""
    outcomes = materials.outcomes
    if not simulated(materials):
        return Text(
            ja=f"判断できなかった点検は{len(materials.diagnosis.not_judged)}個です。",
            en=f"{len(materials.diagnosis.not_judged)} checks could not be judged.",
        )
    assumed = sum(1 for one in outcomes.assumptions if one.basis == "assumption")
    basis = Text(
        ja=f"数字は{outcomes.trials:,}回の試算の結果で、かっこ内は90%が入る範囲です。"
        f"使った数値{len(outcomes.assumptions)}個のうち{assumed}個は仮定、"
        f"分からなかった事項は{len(outcomes.unknowns)}個、判断できなかった点検は{len(materials.diagnosis.not_judged)}個です。",
        en=f"Figures come from {outcomes.trials:,} simulated attacks; brackets hold 90% of them. "
        f"Of {len(outcomes.assumptions)} input figures {assumed} are assumptions, "
        f"{len(outcomes.unknowns)} facts were not known and {len(materials.diagnosis.not_judged)} checks could not be judged.",
    )
    if not outcomes.drivers:
        return basis
    name = outcomes.drivers[0].name
    strongest = Text(
        ja=f"結果をいちばん動かす数値は「{plain(name.ja, 40)}」です。", en=f"What moves the result most: {plain(name.en, 70)}."
    )
    return joined((basis, strongest))
