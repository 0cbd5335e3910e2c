"""Is what runs on a device still looked after by its maker? Told per component, with the reason and its source.

"Unknown" is an answer of its own. A text that fits several releases is judged only as far as all of them agree.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from inmori.catalogue.lifecycle import Cycle, Lifecycles
from inmori.catalogue.quantity import Confidence
from inmori.intel.product_name import NamedProduct, name_products
from inmori.model import Device, DeviceKind, Frozen, TextFact
from inmori.text import Text

SOON_DAYS = 180
ComponentName = Literal["os", "database", "firmware", "hardware", "office"]
# An office suite out of support is a finding, but does not make the machine one: it can be removed or replaced alone.
MACHINE: tuple[ComponentName, ...] = ("os", "database", "firmware", "hardware")


class Support(StrEnum):
    """How far the maker still provides security fixes."""

    ENDED = "ended"
    PAID_ONLY = "paid_only"  # the fixes that everybody gets have ended; a paid extension may still be had
    ENDS_SOON = "ends_soon"  # within 180 days
    SUPPORTED = "supported"
    UNKNOWN = "unknown"

    @property
    def out(self) -> bool:
        """Whether fixes that everybody gets have ended: also ``PAID_ONLY``, as nobody has shown us the contract."""
        return self in (Support.ENDED, Support.PAID_ONLY)


class ComponentSupport(Frozen):
    """The answer for one component of one device.

    ``end`` is the day after which no release that the text may mean gets fixes (or, if all are supported, the first
    day on which one of them ends); ``paid_end`` the end of a paid extension. ``candidates`` are all releases that
    the text may mean.
    """

    component: ComponentName
    text: str
    status: Support
    product: str
    end: date | None = None
    paid_end: date | None = None
    reason: Text
    candidates: tuple[str, ...] = ()
    source: str
    confidence: Confidence = "high"


def support_of(device: Device, *, lifecycles: Lifecycles, today: date) -> tuple[ComponentSupport, ...]:
    """Judge every component that the evidence names; a component nobody wrote down has no entry."""
    found: list[ComponentSupport] = []
    box = " ".join(text for text in (device.maker.value, device.model.value) if text)
    os_products = _read(device.os, lifecycles, build=device.os_build.value, box=box)
    if device.os.value or device.os_build.value:
        own = _by_kind(_first(os_products, ("os", "firmware")), device.kind.value)
        text = device.os.value or device.os_build.value or ""
        found.append(_judge("os", text, own, lifecycles, today))
    written = [("database", device.database, ("database",)), ("firmware", device.firmware, ("firmware", "os")),
               ("office", device.office, ("office",))]  # fmt: skip
    for component, fact, kinds in written:
        if fact.value:
            named = _first(_read(fact, lifecycles, build=None, box=box), kinds)
            found.append(_judge(component, fact.value, named, lifecycles, today))  # type: ignore[arg-type]
    if not device.database.value and (database := _first(os_products, ("database",))) is not None:
        found.append(_judge("database", device.os.value or "", database, lifecycles, today))
    if device.model.value and (hardware := lifecycles.hardware(box)) is not None:
        named = NamedProduct(hardware.product, lifecycles.title(hardware.product), "firmware", None, (hardware,))
        found.append(_judge("hardware", device.model.value, named, lifecycles, today))
    return tuple(found)


def out_of_support(
    device: Device, *, lifecycles: Lifecycles, today: date, components: Sequence[ComponentName] = MACHINE
) -> bool | None:
    """Return whether any of the components is out of support; None when nothing could be told of any of them.

    The office suite does not count unless asked for in ``components``.
    """
    parts = support_of(device, lifecycles=lifecycles, today=today)
    states = [part.status for part in parts if part.component in components]
    if any(state.out for state in states):
        return True
    return False if any(state is not Support.UNKNOWN for state in states) else None


def _read(fact: TextFact, table: Lifecycles, *, build: str | None, box: str) -> tuple[NamedProduct, ...]:
    """Read the winning text; what other sources wrote narrows it as long as it does not contradict."""
    texts = [fact.value or "", *(claim.value for claim in fact.others)]
    readings = [name_products(text, lifecycles=table, build=build, box=box or None) for text in texts if text or build]
    if not readings:
        return ()
    first = readings[0] or next((reading for reading in readings if reading), ())
    for reading in readings:
        first = tuple(_narrowed(product, reading) for product in first)
    return first


def _narrowed(product: NamedProduct, others: Sequence[NamedProduct]) -> NamedProduct:
    for other in others:
        both = tuple(cycle for cycle in product.cycles if cycle in other.cycles)
        if both and other.component == product.component and len(both) < len(product.cycles):
            return NamedProduct(product.product, product.title, product.component, product.version, both)
    return product


def _first(named: Sequence[NamedProduct], kinds: Sequence[str]) -> NamedProduct | None:
    return next((product for product in named if product.component in kinds), None)


def _by_kind(named: NamedProduct | None, kind: DeviceKind | None) -> NamedProduct | None:
    """A build number or a scan fits a client and a server release alike; what the machine is settles it."""
    if named is None or len({cycle.product for cycle in named.cycles}) < 2:
        return named
    wanted = {DeviceKind.SERVER: "windows-server", DeviceKind.CLIENT: "windows", DeviceKind.TABLET: "windows"}
    fitting = tuple(cycle for cycle in named.cycles if kind is not None and cycle.product == wanted.get(kind))
    if not fitting:
        return named
    return NamedProduct(fitting[0].product, named.title, named.component, named.version, fitting)


def _judge(
    component: ComponentName, text: str, named: NamedProduct | None, table: Lifecycles, today: date
) -> ComponentSupport:
    age = _age(table, today)
    if named is None:
        reason = _UNREAD.filled(text=text)
        return _answer(component, text, Support.UNKNOWN, "", reason, table.source)
    if not named.cycles:
        status = Support.ENDED if named.older_than_listed else Support.UNKNOWN
        reason = (_OLDER if named.older_than_listed else _NOT_LISTED).filled(product=_title(named), age=age.ja)
        reason = Text(ja=reason.ja, en=reason.en.replace(age.ja, age.en))
        return _answer(component, text, status, _title(named), reason, table.source)
    states = {cycle: _state(cycle, today) for cycle in sorted(named.cycles, key=_order)}
    status, confidence = _together(tuple(states.values())), _weakest(tuple(states))
    if confidence == "low" and not status.out:
        status = Support.UNKNOWN  # a date from memory may raise an alarm, never give the all-clear
    end = _deciding_end(status, tuple(states))
    paid = [cycle.paid_end for cycle, state in states.items() if state is Support.PAID_ONLY]
    paid_end = max((day for day in paid if isinstance(day, date)), default=None) if status is Support.PAID_ONLY else None
    return ComponentSupport(
        component=component,
        text=text,
        status=status,
        product=_title(named),
        end=end,
        paid_end=paid_end,
        reason=_reason(status, named, states, end, paid_end, today, age, text),
        candidates=tuple(dict.fromkeys(cycle.label for cycle in states)),
        source="; ".join(dict.fromkeys(cycle.source for cycle in states)),
        confidence=confidence,
    )


def _weakest(cycles: Sequence[Cycle]) -> Confidence:
    ranks: tuple[Confidence, ...] = ("high", "medium", "low")
    return max((cycle.confidence for cycle in cycles), key=ranks.index)


def _answer(
    component: ComponentName, text: str, status: Support, product: str, reason: Text, source: str
) -> ComponentSupport:
    return ComponentSupport(
        component=component, text=text, status=status, product=product, reason=reason, source=source, confidence="low"
    )


def _state(cycle: Cycle, today: date) -> Support:
    if cycle.end is None:
        return Support.UNKNOWN
    if cycle.end is False:
        return Support.SUPPORTED
    if cycle.end is True or cycle.end < today:
        runs_on = isinstance(cycle.paid_end, date) and cycle.paid_end >= today
        return Support.PAID_ONLY if runs_on else Support.ENDED
    return Support.ENDS_SOON if (cycle.end - today).days <= SOON_DAYS else Support.SUPPORTED


def _together(states: Sequence[Support]) -> Support:
    """Judge only as far as all candidates agree."""
    kinds = set(states)
    if len(kinds) == 1:
        return states[0]
    if kinds <= {Support.ENDED, Support.PAID_ONLY}:
        return Support.PAID_ONLY
    return Support.SUPPORTED if kinds <= {Support.SUPPORTED, Support.ENDS_SOON} else Support.UNKNOWN


def _order(cycle: Cycle) -> tuple[date, str, str]:
    end = cycle.end if isinstance(cycle.end, date) else date.min if cycle.end is True else date.max
    return (end, cycle.product, cycle.cycle)


def _deciding_end(status: Support, cycles: Sequence[Cycle]) -> date | None:
    days = [cycle.end for cycle in cycles if isinstance(cycle.end, date)]
    if not days or status is Support.UNKNOWN:
        return None
    return max(days) if status.out else min(days)


def _title(named: NamedProduct) -> str:
    """The release when it is settled, else what the candidates have in common."""
    labels = tuple(dict.fromkeys(cycle.label for cycle in named.cycles))
    if len(labels) == 1:
        return labels[0]
    if not labels:
        return f"{named.title} {named.version}" if named.version else named.title
    common: list[str] = []
    for words in zip(*(label.split() for label in labels), strict=False):
        if len(set(words)) > 1:
            break
        common.append(words[0])
    if len(common) > 1:
        return " ".join(common)
    return " / ".join(labels) if len(labels) <= 3 else named.title


def _age(table: Lifecycles, today: date) -> Text:
    days = (today - table.snapshot).days
    return Text(
        ja=f"(期限の表は{table.snapshot.isoformat()}時点、{days}日前のもの)",
        en=f"(table of dates as of {table.snapshot.isoformat()}, {days} days old)",
    )


_UNREAD = Text(ja="「{text}」がどの製品を指すか分かりません。", en='It cannot be told which product "{text}" is.')
_NOT_LISTED = Text(
    ja="{product} のサポート期限は手元の表にありません。メーカーか保守会社に確認してください。{age}",
    en="The end of support of {product} is not in our table; ask the maker or the maintenance vendor. {age}",
)
_OLDER = Text(
    ja="{product} は表にあるどの版よりも古く、その最も古い版もすでに終わっています。{age}",
    en="{product} is older than every release in the table, the oldest of which has ended. {age}",
)
_ENDED = Text(ja="{product} のサポートは{end}に終わっています。", en="Support of {product} ended on {end}.")
_ENDED_SOME_DAY = Text(
    ja="{product} のサポートは終わっています(日付は不明)。", en="Support of {product} has ended (day unknown)."
)
_PAID_ONLY = Text(
    ja="{product} の一般の更新は{end}に終わりました。有償の延長(最長{paid}まで)を契約していなければ、更新は届きません。",
    en="Ordinary updates of {product} ended on {end}. Without a paid extension (to {paid} at most) none arrive.",
)
_ENDS_SOON = Text(
    ja="{product} のサポートは{end}に終わります(あと{days}日)。", en="Support of {product} ends on {end} (in {days} days)."
)
_SUPPORTED = Text(ja="{product} は{end}までサポートがあります。", en="{product} is supported until {end}.")
_NO_END = Text(ja="{product} は終了の予定が発表されていません。", en="No end of support is announced for {product}.")
_OPEN = Text(
    ja="「{text}」だけでは版が決まりません。終わっている候補: {ended}。続いている候補: {going}。",
    en='"{text}" does not settle the release. Ended if: {ended}. Supported if: {going}.',
)
_NO_DATE = Text(ja="{product} のサポート期限は手元の表に日付がありません。", en="The table has no date for {product}.")
_UNCHECKED = Text(
    ja="{product} のサポートは続いている見込みですが、確かめられていません。メーカーか保守会社に確認してください。",
    en="{product} is thought to be supported, which was not checked; ask the maker or the maintenance vendor.",
)
_RECALLED = Text(ja="期限は公表資料を未確認の値です。", en="The date was not checked against the maker's page.")


def _reason(
    status: Support,
    named: NamedProduct,
    states: dict[Cycle, Support],
    end: date | None,
    paid_end: date | None,
    today: date,
    age: Text,
    text: str,
) -> Text:
    values = {
        "product": _title(named),
        "text": text,
        "end": end.isoformat() if end else "",
        "paid": paid_end.isoformat() if paid_end else "",
        "days": (end - today).days if end else "",
        "ended": _some(states, out=True),
        "going": _some(states, out=False),
    }
    match status:
        case Support.ENDED:
            body = _ENDED if end else _ENDED_SOME_DAY
        case Support.PAID_ONLY:
            body = _PAID_ONLY
        case Support.ENDS_SOON:
            body = _ENDS_SOON
        case Support.SUPPORTED:
            body = _SUPPORTED if end else _NO_END
        case Support.UNKNOWN:
            kinds = {state.out for state in states.values() if state is not Support.UNKNOWN}
            body = _OPEN if len(kinds) > 1 else _UNCHECKED if kinds else _NO_DATE
    said = body.filled(**values)
    recalled = any(cycle.confidence == "low" for cycle in states)
    extra = _RECALLED if recalled else Text(ja="", en="")
    return Text(ja=f"{said.ja}{extra.ja}{age.ja}", en=" ".join(p for p in (said.en, extra.en, age.en) if p))


def _some(states: dict[Cycle, Support], *, out: bool) -> str:
    """Name up to three releases, the latest first."""
    labels = [cycle.label for cycle, state in states.items() if state.out is out and state is not Support.UNKNOWN]
    latest = list(dict.fromkeys(reversed(labels)))
    return " / ".join(latest[:3]) + (" …" if len(latest) > 3 else "") if latest else "-"
