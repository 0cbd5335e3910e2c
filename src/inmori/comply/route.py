"""Guideline 7.0's route (適用範囲): the part for outsourced maintenance alone, or all parts.

The short route is open only when for every server that keeps or mainly processes medical data a contract, the general
terms or an SLA says that the vendor has to update it. One server without such words closes it. A system in the cloud has
no server in the hospital; what remains is to note where the terms say so.
"""

import unicodedata
from datetime import date
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.evidence_topic import EvidenceTopic
from inmori.comply.asset import class_of, system_name
from inmori.ingest.systems import UNWRITTEN
from inmori.ingest.vendors import same_vendor
from inmori.model import Contract, Device, Frozen, Hospital, Hosting, Source, System, SystemKind
from inmori.text import Text

Vote = Literal["yes", "confirm", "unclear", "no"]
Course = Literal["outsourced", "outsourced_if_confirmed", "all_parts", "unknown"]
TOPIC = "update_duty"

VOTE_NAMES: dict[Vote, Text] = {
    "yes": Text(ja="事業者が更新(契約に記載)", en="vendor updates, in writing"),
    "confirm": Text(ja="クラウド(約款を確かめる)", en="cloud: confirm in its terms"),
    "unclear": Text(ja="はっきりしない", en="unclear"),
    "no": Text(ja="事業者ではない", en="not the vendor"),
}
COURSE_NAMES: dict[Course, Text] = {
    "outsourced": Text(ja="概説編と保守委託機関編だけでよい", en="the overview and the part for outsourced maintenance suffice"),
    "outsourced_if_confirmed": Text(
        ja="約款・SLAを確かめられれば、概説編と保守委託機関編だけでよい",
        en="once the terms are confirmed, the overview and the part for outsourced maintenance suffice",
    ),
    "all_parts": Text(ja="全編が対象", en="all parts apply"),
    "unknown": Text(ja="サーバが資料から分からず、決められない", en="cannot be told: no paper shows the servers"),
}
# They keep no medical data; a machine of theirs that does is counted all the same.
_AROUND = (SystemKind.DIRECTORY, SystemKind.ANTIVIRUS, SystemKind.ASSET_MANAGEMENT)


class ServerVote(Frozen):
    """What decides for one server (``device`` empty: a system whose machines are not known, or are in the cloud)."""

    device: str
    name: str
    system: str
    vendor: str
    vote: Vote
    clause: str  # as written; empty when nothing is written
    reason: Text
    mend: Text | None = None  # what would turn the vote to yes
    sources: tuple[Source, ...] = ()


class Route(Frozen):
    """The course with the votes behind it. ``left_out`` are servers taken to keep no medical data (an assumption)."""

    course: Course
    votes: tuple[ServerVote, ...]
    left_out: tuple[str, ...] = ()
    reason: Text

    @property
    def breaking(self) -> tuple[ServerVote, ...]:
        """The servers that close the short route."""
        return tuple(one for one in self.votes if one.vote in ("no", "unclear"))


class Mend(Frozen):
    """What to do with one vendor, for all its servers at once; ``vendor`` is empty for servers that nobody keeps."""

    vendor: str
    servers: tuple[str, ...]
    words: Text


def mends_of(route: Route) -> tuple[Mend, ...]:
    """Return what would turn every vote to yes, a contract at a time: those that close the short route first."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for one in sorted(route.votes, key=lambda vote: vote.vote == "confirm"):
        if one.vote != "yes":
            groups.setdefault((one.vote == "confirm", one.vendor), []).append(one.name)
    return tuple(
        Mend(vendor=vendor, servers=tuple(names), words=_mend("、".join(names), vendor, cloud=cloud))
        for (cloud, vendor), names in groups.items()
    )


def route_of(hospital: Hospital, catalogue: Catalogue, *, today: date) -> Route:
    """Decide the route from the clause on updates of every server; a contract that has ended promises nothing."""
    topic = catalogue.topics[TOPIC]
    votes: list[ServerVote] = []
    left_out: list[str] = []
    placed: set[str] = set()
    for system in hospital.systems:
        machines = [device for name in system.device_ids if (device := hospital.device(name)) and device.in_use()]
        placed |= {device.id for device in machines}
        servers = [device for device in machines if class_of(device) in ("server", None)]
        if system.hosting.value is Hosting.CLOUD:
            votes.append(_vote(None, system, hospital, topic, today))
            continue
        counted = [one for one in servers if system.kind not in _AROUND or one.holds_patient_data.value]
        left_out += [one.label() for one in servers if one not in counted]
        # Machines that are all PCs or instruments make no server; none known at all is a server not yet found.
        votes += [_vote(one, system, hospital, topic, today) for one in counted]
        if not machines and system.kind not in _AROUND:
            votes.append(_vote(None, system, hospital, topic, today))
    for device in hospital.devices:
        if device.in_use() and class_of(device) == "server" and device.id not in placed:
            votes.append(_vote(device, None, hospital, topic, today))
    unique = {(one.device or one.system): one for one in reversed(votes)}
    ordered = tuple(unique[key] for key in dict.fromkeys((one.device or one.system) for one in votes))
    course = _course(ordered)
    return Route(course=course, votes=ordered, left_out=tuple(sorted(set(left_out))), reason=_reason(course, ordered))


def _course(votes: tuple[ServerVote, ...]) -> Course:
    if not votes:
        return "unknown"
    kinds = {one.vote for one in votes}
    if kinds & {"no", "unclear"}:
        return "all_parts"
    return "outsourced_if_confirmed" if "confirm" in kinds else "outsourced"


def _reason(course: Course, votes: tuple[ServerVote, ...]) -> Text:
    against = [one for one in votes if one.vote in ("no", "unclear")]
    if course == "all_parts":
        names = "、".join(one.name for one in against[:5])
        more = len(against) - 5
        return Text(
            ja=f"更新を事業者が行うと書面で示せないサーバが{len(against)}台あります: {names}" + (f" ほか{more}台" if more > 0 else ""),
            en=f"For {len(against)} servers no paper says that the vendor updates them: {names.replace('、', ', ')}"
            + (f" and {more} more" if more > 0 else ""),
        )
    if course == "unknown":
        return COURSE_NAMES[course]
    away = sum(1 for one in votes if one.vote == "confirm")
    return Text(
        ja=f"院内のサーバ{len(votes) - away}台すべてに、事業者が更新するという記載があります。" + (f"クラウド{away}件は約款を確かめます。" if away else ""),
        en=f"For all {len(votes) - away} servers on site the vendor's duty to update is written."
        + (f" The terms of {away} cloud services are to be confirmed." if away else ""),
    )


def _vote(
    device: Device | None, system: System | None, hospital: Hospital, topic: EvidenceTopic, today: date
) -> ServerVote:
    cloud = system is not None and system.hosting.value is Hosting.CLOUD
    name = device.label() if device else system_name(system) if system else ""
    vendor = (system.vendor.value if system else None) or (device.vendor.value if device else None) or ""
    contracts = [one for one in hospital.contracts if same_vendor(vendor, one.vendor.value)]
    clause, sources = _clause(system, contracts, device)
    vote, reason = _read(clause, topic, vendor=vendor, cloud=cloud)
    ended = _ended(contracts, today)
    if vote == "yes" and ended is not None:
        vote, reason = "unclear", Text(
            ja=f"{vendor}との契約は{ended.isoformat()}に終わっています", en=f"the contract with {vendor} ended on {ended.isoformat()}"
        )
    return ServerVote(
        device=device.id if device else "",
        name=name,
        system=system.id if system else "",
        vendor=vendor,
        vote=vote,
        clause=clause,
        reason=reason,
        mend=None if vote == "yes" else _mend(name, vendor, cloud=cloud),
        sources=sources,
    )


def _ended(contracts: list[Contract], today: date) -> date | None:
    """Return the day on which the last contract ended; None while one runs, renews itself or has no known end."""
    ends = [one.end.value for one in contracts if not one.auto_renewal.value]
    known = [end for end in ends if end is not None and end < today]
    return max(known) if contracts and len(known) == len(contracts) else None


def _clause(system: System | None, contracts: list[Contract], device: Device | None) -> tuple[str, tuple[Source, ...]]:
    """Return what is written on updates: of the system, else in the contract that names the machine."""
    if system is not None and system.update_owner.value:
        written = system.update_owner.value
        return "" if written == UNWRITTEN else written, system.update_owner.sources
    name = device.name.value if device else None
    for contract in contracts:
        if name and name in contract.covers:
            return contract.update_clause.value or "", contract.update_clause.sources or contract.sources
    return "", tuple(source for one in contracts[:1] for source in one.sources)


def _read(clause: str, topic: EvidenceTopic, *, vendor: str, cloud: bool) -> tuple[Vote, Text]:
    """Return the vote of a clause. In the cloud the old contract's silence says nothing of the new terms."""
    words = unicodedata.normalize("NFKC", clause).strip().casefold()
    silent = not words or words in topic.words["unwritten"]
    if silent and cloud:
        return "confirm", Text(ja="サーバは院内になく、事業者のものです", en="the server is the provider's, not in the hospital")
    if silent and not vendor:
        return "unclear", Text(ja="更新する事業者も契約も資料にありません", en="no paper names a vendor or a contract for it")
    if silent:
        return "unclear", Text(ja="契約に更新の責任の記載がありません", en="no contract says who has to update it")
    if words in topic.words["denied_alone"] or any(word in words for word in topic.words["denials"]):
        return "no", Text(ja="更新を事業者の責任とは書いていません", en="what is written does not make it the vendor's duty")
    if any(word in words for word in topic.words["vague"]):
        return "unclear", Text(ja="事業者が自らの責任で更新するとは読めません", en="it does not say that the vendor updates on its own duty")
    promised = any(word in words for word in topic.words["promises"])
    if promised or (vendor and unicodedata.normalize("NFKC", vendor).casefold() in words):
        return "yes", Text(ja="事業者が更新すると書かれています", en="it is written that the vendor updates")
    return "unclear", Text(ja="誰が更新するのか読み取れません", en="it cannot be read who updates")


def _mend(name: str, vendor: str, *, cloud: bool) -> Text:
    if not cloud and not vendor:
        return Text(
            ja=f"{name}の更新を引き受ける事業者を決めて契約に書くか、診療データを置かないようにするか、クラウドへ移す。",
            en=f"Find a vendor that takes on the updates of {name} by contract, keep no medical data there, or move it to the cloud.",
        )
    if cloud:
        return Text(
            ja=f"{vendor or '事業者'}の約款かSLAで、サーバのセキュリティ更新を提供者が行うと書いた箇所を探し、文書名・条番号・日付を控える。",
            en=f"Find where the terms or SLA of {vendor or 'the provider'} say that it updates its servers; note paper, clause and date.",
        )
    return Text(
        ja=f"{vendor}との契約に足す文の例(自作):「乙は、{name}のOS、ミドルウェアおよびアプリケーションのセキュリティ更新を、"
        "自らの責任で、公表から定めた期間内に行う。」対象の機器名と期間を書く。",
        en=f"Wording to add to the contract with {vendor} (our own sample): “The contractor shall apply security updates "
        f"of operating system, middleware and application of {name} on its own responsibility within the agreed time.”",
    )
