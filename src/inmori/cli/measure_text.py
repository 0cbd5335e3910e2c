"""How a measure is told on the screen: its price by unit, its effect, what it needs, and what it would change here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.measure import FAMILY_NAMES, UNIT_NAMES, Cost, Measure
from inmori.catalogue.quantity import Quantity
from inmori.catalogue.quotation import quotation_of
from inmori.cli.summary import money
from inmori.model import Hospital
from inmori.plan.apply import Applied
from inmori.plan.price import Counts, Price
from inmori.plan.subsidy import Grant
from inmori.text import Language, Text
from inmori.units import Interval

BASIS = {
    "measured": Text(ja="見積書", en="quotation"),
    "reported": Text(ja="公表値", en="published"),
    "assumption": Text(ja="仮定", en="assumption"),
}
JOINT = Text(ja="、", en="; ")
NAMED = 12  # changed things named in full; the rest are counted


@dataclass(frozen=True)
class Here:
    """A measure at one hospital."""

    hospital: Hospital
    applied: Applied
    price: Price
    grants: tuple[Grant, ...]
    counts: Counts
    things: tuple[Text, ...]


def list_line(measure: Measure, catalogue: Catalogue, here: Here | None, language: Language) -> str:
    """One measure in one line."""
    joint = JOINT.in_(language)
    price = _total(here.price, language) if here else joint.join(_unit_prices(measure, catalogue, language))
    nothing = Text(ja="費用なし(職員の作業だけ)", en="no cost but staff time").in_(language)
    quoted = quotation_of(measure)
    mark = f" [{quoted.in_(language)}]" if quoted else ""
    return f"  {measure.id}  {measure.name.in_(language)} — {price or nothing}{mark}{_effect(here, language)}"


def _effect(here: Here | None, language: Language) -> str:
    if here is None:
        return ""
    if here.applied.changes:
        return Text(
            ja=f" — ここで{here.applied.changes}か所が変わる", en=f" — changes {here.applied.changes} things here"
        ).in_(language)
    reason = here.applied.reason.in_(language) if here.applied.reason else ""
    return Text(ja=f" — ここでは何も変わりません: {reason}", en=f" — changes nothing here: {reason}").in_(language)


def explanation(
    measure: Measure, catalogue: Catalogue, here: Here | None, language: Language, *, today: date
) -> Iterator[str]:
    """Everything about one measure."""
    family = FAMILY_NAMES[measure.family]
    yield f"■ {measure.name.in_(language)} ({measure.id}{JOINT.in_(language)}{family.in_(language)})"
    labels = {"why": ("なぜ", "Why"), "how": ("どうやって", "How"), "who": ("だれが", "Who")}
    for field, (ja, en) in labels.items():
        yield f"{Text(ja=ja, en=en).in_(language)}: {getattr(measure, field).in_(language)}"
    if not measure.lowers_risk:
        yield Text(
            ja="効き目: 試算には数えていません(備えや義務のための対策です)",
            en="Effect: not counted by the simulation (it serves readiness or a duty)",
        ).in_(language)
    if measure.may_add_risk:
        yield f"{Text(ja='注意', en='Beware').in_(language)}: {measure.may_add_risk.in_(language)}"
    yield from _price_lines(measure, catalogue, language)
    yield from _work_lines(measure, language, today=today)
    yield from _relations(measure, catalogue, language)
    yield from _subsidy_lines(measure, catalogue, here, language, today=today)
    if here is not None:
        yield from _here_lines(here, language)


def _here_lines(here: Here, language: Language) -> Iterator[str]:
    price = _total(here.price, language) or Text(ja="費用なし", en="no cost").in_(language)
    yield f"{Text(ja='この病院での費用', en='Cost here').in_(language)}: {price}"
    if not here.applied.changes:
        yield _effect(here, language).removeprefix(" — ")
        return
    names = [thing.in_(language) for thing in here.things]
    more = len(names) - NAMED
    rest = Text(ja=f" ほか{more}件", en=f" and {more} more").in_(language) if more > 0 else ""
    joint = JOINT.in_(language)
    yield f"{Text(ja='この病院で変わるもの', en='Changes here').in_(language)}: {joint.join(names[:NAMED])}{rest}"


def _price_lines(measure: Measure, catalogue: Catalogue, language: Language) -> Iterator[str]:
    if not measure.costs:
        yield Text(ja="費用: なし(職員の作業だけ)", en="Cost: none but staff time").in_(language)
    for cost in measure.costs:
        for figure, yearly in _figures(cost, catalogue):
            amount = _amount(cost, figure, yearly, language)
            basis = BASIS[figure.basis].in_(language)
            yield f"{Text(ja='費用', en='Cost').in_(language)}: {figure.name.in_(language)} {amount} [{basis}: {figure.source}]"


def _work_lines(measure: Measure, language: Language, *, today: date) -> Iterator[str]:
    hours, yearly = measure.staff_hours, measure.staff_hours_yearly
    later = f"、毎年{yearly.value:g}時間" if yearly else ""
    later_en = f", {yearly.value:g} hours a year" if yearly else ""
    yield Text(
        ja=f"職員の作業: {hours.value:g}時間({hours.low:g}〜{hours.high:g}時間){later}。始めてから約{measure.lead_months}か月",
        en=f"Staff: {hours.value:g} hours ({hours.low:g} to {hours.high:g}){later_en}; about {measure.lead_months} months",
    ).in_(language)
    if measure.deadline is not None:
        late = measure.deadline < today
        yield Text(
            ja=f"期限: {measure.deadline.isoformat()}{'(過ぎています)' if late else ''}",
            en=f"Due: {measure.deadline.isoformat()}{' (past)' if late else ''}",
        ).in_(language)


def _relations(measure: Measure, catalogue: Catalogue, language: Language) -> Iterator[str]:
    def named(ids: tuple[str, ...]) -> str:
        return JOINT.in_(language).join(f"{catalogue.measures[id_].name.in_(language)}({id_})" for id_ in ids)

    if measure.ladder is not None:
        steps = sorted((m for m in catalogue.measures.values() if m.ladder == measure.ladder), key=lambda m: m.level)
        yield f"{Text(ja='段階', en='Levels').in_(language)}: {' < '.join(step.id for step in steps)}"
    if measure.prerequisites:
        yield f"{Text(ja='先に要るもの', en='Needs first').in_(language)}: {named(measure.prerequisites)}"
    if measure.exclusions:
        yield f"{Text(ja='同時には選ばないもの', en='Not together with').in_(language)}: {named(measure.exclusions)}"
    for name in measure.requirements:
        yield f"{Text(ja='満たす項目', en='Meets').in_(language)}: {name} {catalogue.requirements[name].text.in_(language)}"


def _subsidy_lines(
    measure: Measure, catalogue: Catalogue, here: Here | None, language: Language, *, today: date
) -> Iterator[str]:
    amounts = {grant.subsidy.id: grant.amount for grant in here.grants} if here else {}
    for name in measure.subsidies:
        scheme = catalogue.subsidies[name]
        closed = scheme.apply_by is not None and scheme.apply_by < today
        terms = [scheme.name.in_(language), _rate(scheme.rate, scheme.cap_yen, language)]
        if scheme.apply_by:
            ended = Text(ja="(締切済み)", en=" (closed)").in_(language) if closed else ""
            terms.append(Text(ja=f"申請 {scheme.apply_by}まで", en=f"apply by {scheme.apply_by}").in_(language) + ended)
        amount = amounts.get(name)
        if amount is not None and amount.high > 0 and not closed:
            terms.append(f"{Text(ja='見込み', en='expected').in_(language)} {money(amount, language)}")
        yield f"{Text(ja='補助金', en='Subsidy').in_(language)}: {JOINT.in_(language).join(terms)}{Text(ja='。', en='. ').in_(language)}{scheme.who.in_(language)} [{scheme.source}]"


def _rate(rate: float | None, cap: float | None, language: Language) -> str:
    share = Text(ja="補助率未公表", en="rate not published") if rate is None else Text(ja=f"費用の{rate * 100:.0f}%", en=f"{rate * 100:.0f} %")
    most = Text(ja="上限未確認", en="cap not seen") if cap is None else Text(ja=f"上限{cap / 1e4:,.0f}万円", en=f"up to JPY {cap:,.0f}")
    return f"{share.in_(language)}{JOINT.in_(language)}{most.in_(language)}"


def _unit_prices(measure: Measure, catalogue: Catalogue, language: Language) -> Iterator[str]:
    for cost in measure.costs:
        for figure, yearly in _figures(cost, catalogue):
            yield _amount(cost, figure, yearly, language)


def _amount(cost: Cost, figure: Quantity, yearly: bool, language: Language) -> str:
    unit = UNIT_NAMES[cost.per].in_(language)
    when = Text(ja="年", en="a year") if yearly else Text(ja="初期", en="once")
    amount = money(figure.interval().scaled(cost.times), language)
    size = _size(cost, language)
    if language == "ja":
        return f"{unit}{size} {when.ja} {amount}"
    return f"{amount} {when.en}" + (size if cost.per == "hospital" else f" per {unit}{size}")


def _size(cost: Cost, language: Language) -> str:
    if not cost.beds_min and cost.beds_max is None:
        return ""
    most = "" if cost.beds_max is None else f"{cost.beds_max}"
    return Text(ja=f"({cost.beds_min}〜{most}床)", en=f" ({cost.beds_min}-{most} beds)").in_(language)


def _figures(cost: Cost, catalogue: Catalogue) -> Iterator[tuple[Quantity, bool]]:
    for own, ref, yearly in ((cost.capital, cost.capital_ref, False), (cost.yearly, cost.yearly_ref, True)):
        figure = own or (catalogue.quantity(ref) if ref else None)
        if figure is not None:
            yield figure, yearly


def _total(price: Price, language: Language) -> str:
    parts = []
    for words, amount in (
        (Text(ja="初期", en="once"), price.capital),
        (Text(ja="年", en="a year"), price.yearly),
    ):
        if amount.high > 0:
            parts.append(_said(words, amount, language))
    return JOINT.in_(language).join(parts)


def _said(words: Text, amount: Interval, language: Language) -> str:
    said = money(amount, language)
    return f"{words.ja} {said}" if language == "ja" else f"{said} {words.en}"
