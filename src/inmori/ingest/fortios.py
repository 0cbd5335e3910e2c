"""Reads a FortiGate's configuration — a backup, or ``show`` pasted from a terminal — into the neutral rule model.

One gateway for each VDOM. What is not understood is listed in ``Gateway.unread`` and told as a problem; secrets are
dropped while parsing (``fortios_syntax``) and from free text (``fortios_text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest import fortios_policy, fortios_vpn
from inmori.ingest.collector import collector_off
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.fortios_network import Place, interfaces, routes, zones
from inmori.ingest.fortios_objects import Objects
from inmori.ingest.fortios_problems import problems_of, unread_of
from inmori.ingest.fortios_syntax import Node, Tree, parse
from inmori.ingest.fortios_text import clean
from inmori.ingest.fortios_told import told_networks
from inmori.ingest.limits import too_many_lines
from inmori.ingest.reading import Reading, Sighting, ToldNetwork
from inmori.model import DeviceKind, Evidence, Source, SourceKind, TextFact
from inmori.model.gateway import Administrator, Gateway
from inmori.reach.routing import addresses_of
from inmori.text import Text

FORMAT = "fortios"
KIND = SourceKind.CONFIG
NAME = Text(ja="FortiGateの設定", en="FortiGate configuration")

_HEAD = 65_536
_HEADER = re.compile(r"#config-version=([A-Za-z0-9_\-]{2,40}?)-v?(\d+\.\d+(?:\.\d+)?)[,\-]")
_STATUS = re.compile(r"^\s*Version:\s*(Forti(?:Gate|WiFi)-[\w\-]+) v(\d+\.\d+\.\d+)", re.MULTILINE)
_SERIAL = re.compile(r"^\s*Serial-Number:\s*(F[A-Z0-9\-]{9,24})\s*$", re.MULTILINE)
_PROMPT_NAME = re.compile(r"^\s*([\w.\-]{1,64})(?:\s*\([^()]{1,64}\))?\s*[#$]\s*(?:show|get)\b", re.MULTILINE)
_SECTION = re.compile(
    r"^\s*(?:[\w.\-]+(?:\s*\([^()]*\))?\s*[#$]\s*|>+\s*)?config (firewall (?:policy|address|addrgrp|vip|service custom|"
    r"security-policy|schedule recurring)|system (?:interface|global|zone|admin|accprofile|settings|sdwan)|router static|"
    r"vpn (?:ipsec phase1-interface|ipsec phase2-interface|ssl settings|ssl web portal)|user (?:local|group)|vdom)\s*$",
    re.MULTILINE,
)
_STRUCTURE = re.compile(r"^[\s>]*(?:edit \S|next\s*$|end\s*$|set [a-z0-9][\w-]* )", re.MULTILINE)
_OWN_WORDS = re.compile(
    r"^[\s>]*set (?:srcintf|dstintf|allowaccess|vdom|srcaddr|logtraffic|uuid) ", re.MULTILINE
)
_ENCRYPTED = b"#FGBK|"  # first bytes of a backup that was saved with a password
_LOG_SECTIONS = (
    *(f"log syslogd{number} setting" for number in ("", "2", "3", "4")),
    *(f"log fortianalyzer{number} setting" for number in ("", "2", "3", "-cloud")),
    "log fortiguard setting",
    "log syslogd override-setting",
    "log fortianalyzer override-setting",
    "log tacacs+accounting setting",
)
_FACTORS = ("fortitoken", "fortitoken-cloud", "email", "sms")


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is FortiOS; encrypted backups count, to be named as such."""
    if file.data.startswith(_ENCRYPTED):
        return 0.99
    head = _head(file)
    header = _HEADER.search(head)
    if header:
        # FortiSwitch, FortiMail and others write the same header with another model.
        return 0.98 if _is_fortigate(header[1]) else 0.2
    sections = set(_SECTION.findall(head))
    if not sections or len(_STRUCTURE.findall(head)) < 3:
        return 0.5 if len(_OWN_WORDS.findall(head)) >= 3 and _STRUCTURE.search(head) else 0.0
    own = bool(_OWN_WORDS.search(head))
    return min(0.95, 0.4 + 0.15 * min(len(sections), 3) + 0.3 * own)


def _head(file: EvidenceFile) -> str:
    if file.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return (file.text or "")[:_HEAD]
    return file.data[:_HEAD].replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("latin-1")


def _is_fortigate(model: str) -> bool:
    return model.upper().startswith(("FG", "FW", "FFW", "FK", "FORTIGATE", "FORTIWIFI"))


@collector_off()
def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: an encrypted backup, no text, too many lines, or nothing of FortiOS in it.
    """
    text = _text(file)
    tree = parse(text)
    place = Place(Source(kind=KIND, file=file.name))
    box = _box(text, tree.root, file.name)
    gateways: list[Gateway] = []
    told: list[ToldNetwork] = []
    for vdom, part, shared in _vdoms(tree.root):
        reader = _VdomReader(box, part, shared, vdom, today, place)
        gateway = reader.gateway(tree)
        if not (
            gateway.interfaces or gateway.rules or gateway.routes or gateway.tunnels or gateway.publications
        ):
            continue
        gateways.append(gateway)
        told += told_networks(gateway, reader.objects, catalogue.words.get("zone"), place)
    if not gateways:
        raise _nothing(file.name)
    return Reading(
        evidence=Evidence(
            file=file.name,
            sha256=file.sha256,
            size=len(file.data),
            format=FORMAT,
            kind=KIND,
            records=sum(len(gateway.rules) + len(gateway.interfaces) for gateway in gateways),
        ),
        sightings=(_sighting(box, tree.root, gateways, place),),
        gateways=tuple(gateways),
        networks=tuple(told),
        problems=problems_of(tree, gateways, place),
    )


def _text(file: EvidenceFile) -> str:
    if file.data.startswith(_ENCRYPTED):
        raise InputError(
            Text(
                ja=f"{file.name} はパスワード付き(暗号化)で保存されたFortiGateのバックアップです。"
                "暗号化なしで保存し直したものをご用意ください(パスワードは書き込まないでください)。",
                en=f"{file.name} is a FortiGate backup that was saved encrypted. Please save it again without encryption.",
            )
        )
    text = file.text
    if text is None:
        raise _nothing(file.name)
    if text.count("\n") > file.limits.lines:
        raise InputError(too_many_lines(file.name, file.limits))
    return text


def _nothing(name: str) -> InputError:
    return InputError(
        Text(
            ja=f"{name} からFortiGateの設定(インターフェースや規則)を読み取れませんでした。途中で切れていないか確かめてください。",
            en=f"No FortiGate configuration (interfaces, rules) could be read from {name}. Check that it is complete.",
        )
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """What the file says of the machine itself."""

    hostname: str
    label: str  # host name, or the file's name when there is none
    model: str
    version: str
    serial: str | None
    complete: bool  # a whole backup, so that what is not in it is not set

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())


def _box(text: str, root: Node, file: str) -> _Box:
    header = _HEADER.search(text[:_HEAD])
    status = _STATUS.search(text) if "Version:" in text else None
    system = (root.section("global") or root).section("system global")
    hostname = system.value("hostname") if system else ""
    prompt = None if hostname else _PROMPT_NAME.search(text)
    hostname = (hostname or (prompt[1] if prompt else "")).split(".")[0]
    serial = _SERIAL.search(text) if "Serial-Number:" in text else None
    return _Box(
        hostname=hostname,
        label=hostname or PurePosixPath(file).stem,
        model=_model(header[1]) if header else status[1] if status else "",
        version=header[2] if header else status[2] if status else "",
        serial=serial[1] if serial else None,
        complete=header is not None and system is not None,
    )


def _model(written: str) -> str:
    """Return the trade name of a model as the header writes it: FGT100F → FortiGate-100F."""
    for prefix, name in (
        ("FWF", "FortiWiFi"),
        ("FW", "FortiWiFi"),
        ("FGT", "FortiGate"),
        ("FG", "FortiGate"),
    ):
        if written.upper().startswith(prefix):
            return f"{name}-{written[len(prefix) :].lstrip('_-')}"
    return written


def _vdoms(root: Node) -> Iterable[tuple[str | None, Node, Node]]:
    """Yield (name, its part, the shared part); the name is None for a machine without VDOMs."""
    edits = root.entries("vdom")
    if not edits:
        yield None, root, root.section("global") or root
        return
    shared = root.section("global") or Node("global", 0)
    for edit in edits:
        yield edit.name, edit, shared


@dataclass(slots=True)
class _VdomReader:
    """Reads one VDOM."""

    box: _Box
    part: Node
    shared: Node
    vdom: str | None
    today: date
    place: Place

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.part,) if self.part is self.shared else (self.part, self.shared)

    @property
    def objects(self) -> Objects:
        return Objects(*self.parts)

    def gateway(self, tree: Tree) -> Gateway:
        """Return the VDOM as a gateway."""
        objects = self.objects
        nodes = [node for part in self.parts for node in part.entries("system interface")]
        mine = [node for node in nodes if self.vdom is None or node.value("vdom", self.vdom) == self.vdom]
        found = interfaces(mine, vdom=self.vdom, place=self.place)
        published, unpublished = fortios_policy.publications(objects, found, self.place)
        rules = fortios_policy.rules(self._rule_nodes(), self._context(objects), published)
        around = fortios_vpn.Surroundings(
            rules, zones(self.part), routes(self.part, mine, objects=objects, place=self.place), found
        )
        users = fortios_vpn.Users(*self.parts)
        ssl = fortios_vpn.ssl_vpn(
            self.part, vdom=self.vdom or "root", objects=objects, users=users, around=around, place=self.place
        )
        name = self.box.label if self.vdom is None else f"{self.box.label}/{self.vdom}"
        return Gateway(
            id=f"{FORMAT}:{name}",
            name=TextFact.of(name, self.place.source) if self.box.hostname else TextFact(),
            product="FortiOS",
            version=self.box.version,
            model=self.box.model,
            interfaces=found,
            interface_zones=around.zones,
            routes=around.routes,
            rules=rules,
            publications=published,
            tunnels=(
                *ssl,
                *fortios_vpn.ipsec(self.part, objects=objects, users=users, around=around, place=self.place),
            ),
            administrators=self._administrators(),
            remote_logging=self._remote_logging(),
            unread=unread_of(self.part, tree, unpublished, self.place),
            source_ref=self.place.source,
        )

    def _rule_nodes(self) -> list[Node]:
        settings = self.part.section("system settings")
        if settings is not None and settings.value("ngfw-mode") == "policy-based":
            return self.part.entries("firewall security-policy")
        return [*self.part.entries("firewall policy"), *self.part.entries("firewall consolidated policy")]

    def _context(self, objects: Objects) -> fortios_policy.Context:
        settings = self.part.section("system settings")
        return fortios_policy.Context(
            objects=objects,
            schedules=fortios_policy.schedules(*self.parts),
            profile_groups={
                edit.name: edit for part in self.parts for edit in part.entries("firewall profile-group")
            },
            central_nat=settings is not None and settings.enabled("central-nat"),
            version=self.box.numbers,
            today=self.today,
            place=self.place,
        )

    def _administrators(self) -> tuple[Administrator, ...]:
        return tuple(
            _administrator(edit, self.place)
            for edit in self.shared.entries("system admin")
            if self.vdom in (None, *edit.values("vdom")) or edit.value("accprofile") == "super_admin"
        )

    def _remote_logging(self) -> bool | None:
        sections = [part.section(name) for part in self.parts for name in _LOG_SECTIONS]
        if any(section.enabled("status") for section in sections if section is not None):
            return True
        return False if self.box.complete else None


def _administrator(edit: Node, place: Place) -> Administrator:
    trusted = [edit.values(f"trusthost{number}") for number in range(1, 11)]
    limited = [values for values in trusted if values and values[0] not in ("0.0.0.0", "0.0.0.0/0")]
    factor: bool | None = edit.value("two-factor", "disable") in _FACTORS or edit.enabled("peer-auth")
    if not factor and edit.enabled("remote-auth"):
        factor = None  # the other server may ask for one
    return Administrator(
        name=edit.name,
        source_limited=bool(limited),
        second_factor=factor,
        comment=clean(edit.value("comments")),
        source_ref=place.at(edit),
    )


def _sighting(box: _Box, root: Node, gateways: list[Gateway], place: Place) -> Sighting:
    """Return the firewall itself as a machine."""
    source = place.source
    system = (root.section("global") or root).section("system global")
    here = source.model_copy(update={"line": system.line}) if system else source
    cidrs = [cidr for gateway in gateways for item in gateway.interfaces for cidr in addresses_of(item)]
    nodes = [node for part in (root, *root.sections("global")) for node in part.entries("system interface")]
    macs = [node.value("macaddr").lower() for node in nodes]
    facts: dict[str, tuple[object, Source]] = {
        "kind": (DeviceKind.FIREWALL, source),
        "maker": ("Fortinet", source),
    }
    if box.model:
        facts["model"] = (box.model, source)
    if box.version:
        facts["firmware"] = (f"FortiOS {box.version}", source)
    return Sighting(
        source=here,
        addresses=tuple(dict.fromkeys(cidr.split("/")[0] for cidr in cidrs)),
        macs=tuple(dict.fromkeys(mac for mac in macs if re.fullmatch(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", mac))),
        hostnames=(box.hostname,) if box.hostname else (),
        serials=(box.serial,) if box.serial else (),
        facts=facts,
    )
