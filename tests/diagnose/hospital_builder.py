"""Turns the short YAML of a case file into a hospital: what a case does not say is unknown, as in real evidence.

Facts are written as their bare value (then somebody told it), as ``{is: value, in: file}``, or as a list of such
claims that are settled against each other. The suffix of a file says what kind of evidence it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any, TypeVar, get_args, get_origin

from inmori.model import (
    Backup,
    Component,
    Contract,
    Controls,
    Device,
    DisclosedAnswer,
    DisclosedItem,
    Disclosure,
    DisclosureTopic,
    Evidence,
    Fact,
    Flow,
    Frozen,
    Gateway,
    Hospital,
    MergedRecord,
    Network,
    RemoteAccess,
    Source,
    SourceKind,
    Staff,
    System,
    Vendor,
    Zone,
)
from inmori.model.gateway import (
    AddressSet,
    Administrator,
    Interface,
    PortSpan,
    Publication,
    Route,
    Rule,
    ServiceSet,
    Tunnel,
)

M = TypeVar("M", bound=Frozen)

KINDS = {".log": SourceKind.WIRE, ".pcap": SourceKind.WIRE, ".xml": SourceKind.EXPORT, ".json": SourceKind.EXPORT, ".conf": SourceKind.CONFIG, ".csv": SourceKind.EXPORT, ".xlsx": SourceKind.LEDGER}
FORMATS = {
    "ledger.xlsx": "ledger_workbook",
    "contracts.xlsx": "contract_workbook",
    "assets.csv": "asset_tool_csv",
    "ad.csv": "ad_computers",
    "dir.ldif": "ldif",
    "conn.log": "zeek_conn",
    "fw.conf": "fortios",
    "interview.yaml": "interview",
    "wire.pcap": "pcap",
    "scan.xml": "nmap_xml",
    "parts.json": "cyclonedx",
    "leases.csv": "dhcp_leases",
}
LISTS: dict[str, type[Frozen]] = {
    "systems": System,
    "remote_accesses": RemoteAccess,
    "backups": Backup,
    "vendors": Vendor,
    "contracts": Contract,
    "components": Component,
}
MADE = date(2026, 11, 17)  # a week before the day on which the cases are judged
EVERYBODY = (("0.0.0.0", "255.255.255.255"),)


def hospital_of(case: dict[str, Any]) -> Hospital:
    """Build a hospital; the files that its facts name (and those under "files") become its evidence."""
    raw = dict(case)
    files = list(raw.pop("files", []))
    parts: dict[str, Any] = {
        "staff": filled(Staff, raw.pop("staff", {})),
        "controls": filled(Controls, raw.pop("controls", {})),
        "zones": tuple(zone(zone_id, text) for zone_id, text in raw.pop("zones", {}).items()),
        "devices": tuple(device(entry) for entry in raw.pop("devices", [])),
        "gateways": tuple(gateway(entry) for entry in raw.pop("gateways", [])),
        "flows": tuple(flow(text) for text in raw.pop("flows", [])),
        "disclosures": tuple(
            disclosure(number, entry) for number, entry in enumerate(raw.pop("disclosures", []), start=1)
        ),
    }
    for name, kind in LISTS.items():
        entries = raw.pop(name, [])
        parts[name] = tuple(
            filled(kind, {"id": f"{name}-{number}", **entry}) for number, entry in enumerate(entries, start=1)
        )
    built = filled(Hospital, raw | parts)
    named = [*files, *(source.file for source in sources_in(built))]
    return built.model_copy(update={"evidence": tuple(evidence(name) for name in sorted(set(named)))})


def evidence(name: str) -> Evidence:
    return Evidence(file=name, sha256="0", size=1, format=FORMATS.get(name, "other"), kind=source(name).kind)


def source(file: str, *, concluded: bool = False, **place: Any) -> Source:
    """``concluded``: not said there, but worked out from what is said there."""
    kind = SourceKind.DERIVED if concluded else KINDS.get(PurePath(file).suffix, SourceKind.TOLD)
    return Source(kind=kind, file=file, as_of=place.pop("as_of", MADE), **place)


def sources_in(value: Any) -> Iterator[Source]:
    """All places that anything in a model names."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from sources_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sources_in(item)


def filled(kind: type[M], raw: dict[str, Any]) -> M:
    """Make a model whose facts are written short."""
    data = {name: value(kind.model_fields[name].annotation, written) for name, written in raw.items()}
    if "sources" in kind.model_fields and "sources" not in data:
        data["sources"] = (source("interview.yaml"),)
    return kind.model_validate(data)


def value(annotation: Any, written: Any) -> Any:
    if is_fact(annotation):
        return fact(annotation, written)
    if get_origin(annotation) is tuple and is_fact(get_args(annotation)[0]):
        return tuple(fact(get_args(annotation)[0], item) for item in written)
    return written


def is_fact(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Fact)


def fact(kind: Any, written: Any) -> Any:
    claims = written if isinstance(written, list) else [written]
    read = [
        (claim["is"], source(claim.get("in", "interview.yaml"), as_of=claim.get("as_of", MADE), concluded=claim.get("concluded", False)))
        if isinstance(claim, dict)
        else (claim, source("interview.yaml"))
        for claim in claims
    ]
    wanted = kind.model_fields["value"].annotation
    real = next(option for option in get_args(wanted) if option is not type(None))
    return kind.settled([(real(said) if isinstance(said, str) else said, where) for said, where in read])


def zone(zone_id: str, text: str) -> Zone:
    """ "clinical 10.0.1.0/24 10.0.2.0/24": kind, then networks."""
    kind, *networks = text.split()
    known = tuple(Network(cidr=cidr, sources=(source("fw.conf"),)) for cidr in networks)
    return Zone.model_validate({"id": zone_id, "kind": kind, "networks": known})


def device(entry: dict[str, Any]) -> Device:
    """``files`` are those that list it; ``zone``, ``ip`` and ``mac`` may be one or several, blanks between."""
    raw = dict(entry)
    files = raw.pop("files", "ledger.xlsx").split()
    for short, long in (("zone", "zones"), ("ip", "addresses"), ("mac", "macs"), ("host", "hostnames")):
        if short in raw:
            raw[long] = [{"is": item, "in": files[0]} for item in raw.pop(short).split()]
    raw.setdefault("hostnames", [{"is": raw["id"], "in": files[0]}])
    records = tuple(MergedRecord(source=source(name), score=10.0) for name in files)
    return filled(Device, raw | {"records": records})


def disclosure(number: int, entry: dict[str, Any]) -> Disclosure:
    """``says`` maps topics to answers ({antivirus: yes}); every answer stands in its own row of the form."""
    raw = dict(entry)
    says = raw.pop("says", {})
    items = tuple(
        DisclosedItem(
            number=str(row), topic=DisclosureTopic(topic), question=topic,
            answer=DisclosedAnswer({True: "yes", False: "no"}.get(answer, answer)),
            source=source("sds.tsv", sheet="SDS", row=row),
        )
        for row, (topic, answer) in enumerate(says.items(), start=5)
    )  # fmt: skip
    where = {"sources": (source("sds.tsv"),), "answers": items}
    return filled(Disclosure, {"id": f"disclosures-{number}", "form": "sds", **raw, **where})


def flow(text: str) -> Flow:
    """ "10.0.1.5 > 192.0.2.9 tcp/443 x20": who to whom, service, number of connections; "unanswered" at the end."""
    src, _, dst, service, *count = text.split()
    protocol, _, port = service.partition("/")
    return Flow(
        src=src, dst=dst, protocol=protocol, port=int(port) if port else None,
        connections=int(count[0].removeprefix("x")) if count else 1, answered=count[-1:] != ["unanswered"],
        bytes_out=50_000, bytes_in=50_000, sources=(source("conn.log", line=1),),
    )  # fmt: skip


def gateway(entry: dict[str, Any]) -> Gateway:
    """Parts of a gateway by short writings; everything else is given as the model has it."""
    raw = {"id": "fw", "product": "FortiOS", **entry}
    where = {"source_ref": source("fw.conf")}
    makers: dict[str, Any] = {
        "interfaces": interface,
        "rules": rule,
        "routes": lambda item: Route.model_validate(item | where),
        "publications": lambda item: Publication.model_validate(item | where),
        "tunnels": lambda item: Tunnel.model_validate(item | where),
        "administrators": lambda item: Administrator.model_validate(item | where),
    }
    for name, make in makers.items():
        raw[name] = tuple(make(item) for item in raw.get(name, []))
    return filled(Gateway, raw | where)


def interface(text: str) -> Interface:
    """ "wan1 203.0.113.2/29 wan https,ssh": name, address, role, management services; a name with "!" is switched off."""
    name, cidr, role, management = [*text.split(), "", "", ""][:4]
    return Interface(
        name=name.rstrip("!"), up=not name.endswith("!"), cidr=cidr if "/" in cidr else None, role=role.strip("-"),
        management=tuple(management.split(",")) if management else (), source_ref=source("fw.conf", line=10),
    )  # fmt: skip


def rule(entry: dict[str, Any]) -> Rule:
    """``path`` is "port1 > wan1", ``from`` and ``to`` addresses ("all", or first-last), ``service`` "tcp/443"."""
    raw = dict(entry)
    inner, _, outer = raw.pop("path").split()
    return Rule.model_validate(
        {
            "action": "allow",
            "logged": True,
            "source_ref": source("fw.conf", line=100 + int(raw["id"])),
            "from_interfaces": (inner,),
            "to_interfaces": (outer,),
            "source": addresses(raw.pop("from", "all")),
            "destination": addresses(raw.pop("to", "all")),
            "service": services(raw.pop("service", "any")),
            **raw,
        }
    )


def addresses(text: str) -> AddressSet:
    if text == "all":
        return AddressSet(ranges=EVERYBODY, names=("all",))
    spans = tuple((part.partition("-")[0], part.partition("-")[2] or part) for part in text.split())
    return AddressSet(ranges=spans, names=tuple(text.split()))


def services(text: str) -> ServiceSet:
    if text == "any":
        return ServiceSet(ports=(PortSpan(protocol="any"),), names=("ALL",))
    spans = []
    for part in text.split():
        protocol, _, port = part.partition("/")
        spans.append(PortSpan(protocol=protocol, first=int(port or 0), last=int(port or 65535)))
    return ServiceSet(ports=tuple(spans), names=tuple(text.split()))
