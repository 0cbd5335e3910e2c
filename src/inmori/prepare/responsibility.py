"""Who is responsible for what between the hospital and each vendor (責任分界), as the contracts say, or do not say."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.ingest.systems import UNWRITTEN
from inmori.ingest.vendors import same_vendor
from inmori.model import SYSTEM_NAMES, Contract, Hospital, System, TextFact, Vendor
from inmori.text import Text

Topic = Literal["updates", "remote", "accounts", "backup", "logs", "incident", "exit", "disclosure"]
Side = Literal["vendor", "hospital", "shared", "unwritten"]  # unwritten: looked for in the contract and not there


@dataclass(frozen=True, slots=True)
class Share:
    """Who does one thing. ``side`` None: no contract was seen, so nothing can be said. ``words``: why we think so."""

    topic: Topic
    side: Side | None
    words: Text


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One vendor and one system (or the equipment its contract covers) with the split topic by topic."""

    vendor: str | None
    vendor_id: str | None
    system_id: str | None
    system: Text
    contract: str | None  # its number or file
    shares: tuple[Share, ...]


TOPIC_NAMES: dict[Topic, Text] = {
    "updates": Text(ja="セキュリティ更新", en="security updates"),
    "remote": Text(ja="遠隔保守の接続と装置", en="remote maintenance: lines and boxes"),
    "accounts": Text(ja="保守用のアカウント", en="maintenance accounts"),
    "backup": Text(ja="バックアップと復元", en="backup and restore"),
    "logs": Text(ja="記録(ログ)の取得と提供", en="keeping and handing over logs"),
    "incident": Text(ja="事故のときの連絡と復旧の支援", en="notice and help in an incident"),
    "exit": Text(ja="契約が終わるときの返却と撤去", en="return and removal at the end"),
    "disclosure": Text(ja="開示書(MDS/SDS)の提出", en="disclosure (MDS/SDS)"),
}
SIDE_NAMES: dict[Side, Text] = {
    "vendor": Text(ja="事業者", en="vendor"),
    "hospital": Text(ja="病院", en="hospital"),
    "shared": Text(ja="双方", en="both"),
    "unwritten": Text(ja="契約に書かれていない", en="not in the contract"),
}
NOT_SEEN = Text(ja="契約書で確かめる", en="look it up in the contract")


def responsibilities_of(hospital: Hospital, catalogue: Catalogue) -> tuple[Responsibility, ...]:
    """Return one row a system, then one a contract that covers no known system, in the order of the document."""
    systems = [_row(hospital, catalogue, system) for system in hospital.systems]
    taken = {id(one) for system in hospital.systems for one in _contracts(hospital, system)}
    rest = [_of_contract(hospital, catalogue, one) for one in hospital.contracts if id(one) not in taken]
    return (*systems, *rest)


def _row(hospital: Hospital, catalogue: Catalogue, system: System) -> Responsibility:
    contracts = _contracts(hospital, system)
    vendor = _vendor(hospital, system.vendor.value)
    name = system.name.value
    kind = SYSTEM_NAMES[system.kind]
    return Responsibility(
        vendor=vendor.name if vendor else system.vendor.value,
        vendor_id=vendor.id if vendor else None,
        system_id=system.id,
        system=Text(ja=name, en=f"{kind.en} ({name})") if name else kind,
        contract=_number(contracts),
        shares=_shares(catalogue, system.update_owner, contracts, vendor),
    )


def _of_contract(hospital: Hospital, catalogue: Catalogue, contract: Contract) -> Responsibility:
    vendor = _vendor(hospital, contract.vendor.value)
    covers = "、".join(contract.covers) or "契約の対象(資料に記載なし)"
    return Responsibility(
        vendor=vendor.name if vendor else contract.vendor.value,
        vendor_id=vendor.id if vendor else None,
        system_id=None,
        system=Text(ja=covers, en=covers.replace("、", ", ") if contract.covers else "what the contract covers (not in the evidence)"),
        contract=_number([contract]),
        shares=_shares(catalogue, contract.update_clause, [contract], vendor),
    )


def _contracts(hospital: Hospital, system: System) -> list[Contract]:
    """Return the contracts about a system: those of its vendor that name it or its machines, else all of the vendor."""
    own = [one for one in hospital.contracts if same_vendor(one.vendor.value, system.vendor.value)]
    machines = [device.name.value for name in system.device_ids if (device := hospital.device(name))]
    names = {name for name in (system.name.value, *machines) if name}
    naming = [one for one in own if any(name in cover or cover in name for name in names for cover in one.covers)]
    return naming or (own if len(own) == 1 else [])


def _vendor(hospital: Hospital, written: str | None) -> Vendor | None:
    return next((one for one in hospital.vendors if same_vendor(one.name, written)), None)


def _number(contracts: Sequence[Contract]) -> str | None:
    return "、".join(one.number.value for one in contracts if one.number.value) or None


def _shares(
    catalogue: Catalogue, updates: TextFact, contracts: Sequence[Contract], vendor: Vendor | None
) -> tuple[Share, ...]:
    remote = next((one.remote.value for one in contracts if one.remote.known), None)
    found: dict[Topic, Share] = {
        "updates": _updates(catalogue, updates, vendor),
        "incident": _clause("incident", contracts),
        "exit": _clause("exit", contracts),
    }
    if remote is not None:
        words = Text(ja="契約一覧に遠隔保守あり", en="remote maintenance is on the list of contracts")
        none = Text(ja="契約一覧では遠隔保守なし", en="the list of contracts says there is none")
        found["remote"] = Share("remote", None, words if remote else none)
    if vendor is not None and vendor.disclosure_received.known:
        got = bool(vendor.disclosure_received.value)
        words = Text(ja="受け取った", en="received") if got else Text(ja="まだ受け取っていない", en="not yet received")
        found["disclosure"] = Share("disclosure", "vendor", words)
    return tuple(found.get(topic, Share(topic, None, NOT_SEEN)) for topic in TOPIC_NAMES)


def _clause(topic: Literal["incident", "exit"], contracts: Sequence[Contract]) -> Share:
    facts = [one.incident_clause if topic == "incident" else one.exit_clause for one in contracts]
    written = next((one.value for one in facts if one.value), None)
    if written is None:
        return Share(topic, None, NOT_SEEN)
    return Share(topic, None, Text(ja=f"契約の記載: {written}", en=f"as written: {written}"))


def _updates(catalogue: Catalogue, written: TextFact, vendor: Vendor | None) -> Share:
    """Read the clause with the words by which the checklist reads it: one that takes back wins over one that promises."""
    if written.value is None:
        return Share("updates", None, NOT_SEEN)
    if written.value == UNWRITTEN:
        return Share("updates", "unwritten", Text(ja="契約一覧に更新の責任の記載がない", en="the list of contracts names nobody"))
    words = catalogue.topics["update_duty"].words
    said = unicodedata.normalize("NFKC", written.value).strip().casefold()
    as_written = Text(ja=f"契約の記載: {written.value}", en=f"as written: {written.value}")
    if said in words["unwritten"]:
        return Share("updates", "unwritten", as_written)
    if said in words["denied_alone"] or any(word in said for word in words["denials"]):
        return Share("updates", "hospital", as_written)
    if any(word in said for word in words["vague"]):
        return Share("updates", None, as_written)
    named = vendor is not None and unicodedata.normalize("NFKC", vendor.name).casefold() in said
    promised = named or any(word in said for word in words["promises"])
    return Share("updates", "vendor" if promised else None, as_written)
