"""A lease, and what a list of leases says of machines, whichever server wrote it.

A leased address is weak: it says who had it, until when. A reservation nobody uses is a plan and no machine, and an
address that a server set aside because somebody else used it is a warning and no machine either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from inmori.ingest.heard import host_name
from inmori.ingest.identity_key import mac_key
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.kind_words import KindWords
from inmori.ingest.limits import Limits, over
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.person_word import device_name, is_gadget, without_persons
from inmori.ingest.reading import Sighting
from inmori.ingest.table import problem
from inmori.model import Source, SourceKind
from inmori.text import Text

GADGET = "個人の携帯端末と思われる名前"


class LeaseState(StrEnum):
    """What became of an address."""

    LENT = "lent"
    RESERVED = "reserved"  # kept for one card, and in use
    OVER = "over"  # the lease has run out
    IDLE = "idle"  # reserved, not in use
    BAD = "bad"  # set aside because another machine used it
    DIAL_IN = "dial_in"  # borrowed by a dial-in server for its callers


_NO_MACHINE = (LeaseState.IDLE, LeaseState.BAD, LeaseState.DIAL_IN)


@dataclass(frozen=True, slots=True)
class Lease:
    """One line of a server's list. ``seen``: last day on which the machine asked, as far as the list tells."""

    line: int
    address: str
    mac: str = ""
    name: str = ""
    state: LeaseState = LeaseState.LENT
    seen: date | None = None
    ends: date | None = None
    remark: str = ""
    scope: str = ""


@dataclass
class LeaseBook:
    """What a list gave."""

    sightings: tuple[Sighting, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def machines_of(leases: Sequence[Lease], *, file: str, words: KindWords, today: date, limits: Limits) -> LeaseBook:
    """Return a sighting for each machine; of several leases of one card the newest counts."""
    whole = Source(kind=SourceKind.EXPORT, file=file)
    book = LeaseBook()
    counted = Counter(lease.state for lease in leases if lease.state in _NO_MACHINE)
    book.problems += [_no_machines(whole, state, counted[state]) for state in _NO_MACHINE if counted[state]]
    newest = _newest(lease for lease in leases if lease.state not in _NO_MACHINE and _valid(lease))
    if len(newest) > limits.rows:
        book.problems.append(_left_out(whole, len(newest) - limits.rows, limits))
    book.sightings = tuple(_sighting(lease, whole, words, today) for lease in newest[: limits.rows])
    return book


def _valid(lease: Lease) -> bool:
    return bool(addresses_of(lease.address).values)


def _newest(leases: Iterable[Lease]) -> list[Lease]:
    """Keep the last entry of each address, and of those the newest of each card, in the order of the list."""
    by_address = {lease.address: lease for lease in leases}
    by_card: dict[str, Lease] = {}
    for lease in by_address.values():
        card = mac_key(lease.mac) or lease.address
        known = by_card.get(card)
        if known is None or _age(lease) >= _age(known):
            by_card[card] = lease
    return sorted(by_card.values(), key=lambda lease: lease.line)


def _age(lease: Lease) -> tuple[bool, date, date]:
    reserved = lease.state is LeaseState.RESERVED
    return (lease.state is not LeaseState.OVER, lease.seen or lease.ends or date.min, date.max if reserved else date.min)


def _sighting(lease: Lease, whole: Source, words: KindWords, today: date) -> Sighting:
    seen = lease.seen
    if seen is None and lease.ends is not None and lease.ends <= today:
        seen = lease.ends  # it ran out then: the machine was there not long before, and not after
    source = whole.model_copy(update={"line": lease.line, "as_of": seen})
    facts: dict[str, tuple[Any, Source]] = {"dhcp": (True, source)}
    name = host_name(lease.name) if lease.name else None
    remark = without_persons(lease.remark.strip())
    if (kind := words.device(remark)) is not None:
        facts["kind"] = (kind, source)
    notes = [f"DHCPの予約: {lease.address}"] if lease.state is LeaseState.RESERVED else []
    notes += [remark] if remark else []
    notes += [GADGET] if is_gadget(lease.name) else []
    return Sighting(
        source=source,
        addresses=(lease.address,),
        macs=macs_of(lease.mac).values,
        hostnames=(name,) if name and device_name(name) and device_name(lease.name) else (),
        facts=facts,
        notes=tuple(notes),
        dhcp=lease.state is not LeaseState.RESERVED,
        ended=lease.state is LeaseState.OVER,
        last_seen=seen,
        group=lease.scope,
    )


_SENTENCES = {
    LeaseState.IDLE: (
        "unused_reservations",
        Text(
            ja="{file} には、使われていない(または使われているか分からない)予約アドレスが{count}件あります。",
            en="{file} has {count} reservations that are not in use (or of which that cannot be told).",
        ),
    ),
    LeaseState.BAD: (
        "address_conflicts",
        Text(
            ja="{file} には、重複が見つかって使用停止になったアドレスが{count}件あります。固定アドレスの機器と重なっていないか確かめてください。",
            en="{file} has {count} addresses that were set aside because another machine used them.",
        ),
    ),
    LeaseState.DIAL_IN: (
        "dial_in_leases",
        Text(
            ja="{file} には、リモートアクセスのサーバが接続者用に確保したアドレスが{count}件あります。",
            en="{file} has {count} addresses that a dial-in server borrowed for its callers.",
        ),
    ),
}


def _no_machines(whole: Source, state: LeaseState, count: int) -> Problem:
    code, text = _SENTENCES[state]
    severity: Severity = "warning" if state is LeaseState.BAD else "note"
    return problem(
        severity, code, whole, text.filled(file=whole.file, count=count),
        done=Text(ja="機器とは数えていません。", en="They were not counted as machines."),
    )  # fmt: skip


def _left_out(whole: Source, count: int, limits: Limits) -> Problem:
    return problem(
        "warning", "rows_left_out", whole,
        Text(ja=f"{whole.file} は件数が上限を{count:,}件超えています。", en=f"{whole.file} is {count:,} entries over the limit."),
        done=over(Text(ja="上限までを使いました。", en="It was used up to the limit."), "rows", limits),
    )  # fmt: skip
