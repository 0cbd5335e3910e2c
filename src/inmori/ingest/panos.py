"""Reads the configuration of a Palo Alto Networks firewall — XML export or ``set`` commands — into the neutral model.

One gateway for each vsys. Objects, rules and networks have files of their own (``panos_*``); passwords, keys and
certificates are dropped while parsing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest import panos_policy
from inmori.ingest.config_text import at, head_of, nothing_in, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.gear_box import Box, evidence_of, sighting_of
from inmori.ingest.gear_problem import problems_of
from inmori.ingest.gear_unread import UnreadParts
from inmori.ingest.intake import Problem
from inmori.ingest.limits import too_many_lines
from inmori.ingest.panos_braces import brace_tree, in_braces
from inmori.ingest.panos_network import interfaces, routes, tunnels, zones
from inmori.ingest.panos_objects import Objects
from inmori.ingest.panos_tree import Node, Tree, set_tree, xml_tree
from inmori.ingest.reading import Reading
from inmori.model import DeviceKind, Gateway, Source, SourceKind, TextFact
from inmori.model.gateway import Action, Administrator, Effect, Tunnel, Unread
from inmori.text import Text

FORMAT = "panos"
KIND = SourceKind.CONFIG
NAME = Text(ja="Palo Alto(PAN-OS)の設定", en="PAN-OS configuration")

_XML = re.compile(r"<config\s[^>]*\bversion=\"\d+\.\d+", re.IGNORECASE)
_XML_PARTS = re.compile(r"<(?:mgt-config|devices|deviceconfig|vsys|rulebase|network|shared|phash|urldb)\b")
_SET = re.compile(
    r"^[>\s]*(?:\S+[#>] )?set (?:(?:vsys \S+ |device-group \S+ |shared )?(?:(?:pre-|post-)?rulebase (?:security|nat) rules |zone \S+ network "
    r"|address \S+ (?:ip-netmask|ip-range|fqdn)|address-group \S+ static|service \S+ protocol)|deviceconfig (?:system|setting) "
    r"|network (?:interface (?:ethernet|tunnel|loopback|vlan) |virtual-router |ike |tunnel ipsec |profiles interface-management-profile )"
    r"|mgt-config users )",
    re.MULTILINE,
)
_TOP = (
    "deviceconfig", "network", "vsys", "rulebase", "pre-rulebase", "post-rulebase", "zone", "address", "address-group", "service",
    "service-group", "application", "application-group", "shared", "mgt-config", "global-protect", "profiles", "profile-group", "tag",
    "schedule", "external-list", "log-settings", "import", "setting", "template", "device-group", "readonly", "authentication-profile",
    "local-user-database", "certificate", "ssl-tls-service-profile", "server-profile", "region", "threats", "user-id-agent", "group-mapping",
    "reports", "report-group", "pdf-summary-report", "email-scheduler", "content-preview", "captive-portal", "ssl-decrypt", "application-status",
    "botnet", "admin-role", "authentication-object", "authentication-sequence", "certificate-profile", "vm-info-source", "display-name",
    "dynamic-user-group", "url-content-types", "response-page", "user-id-collector", "sdwan-interface-profile", "scp-server-profile", "cli",
)  # fmt: skip


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are (0 to 1) that this is PAN-OS; never raises."""
    head = head_of(file)
    if _XML.search(head):
        parts = len(set(_XML_PARTS.findall(head)))
        return 0.97 if parts >= 2 else 0.55 if parts else 0.3
    lines = _SET.findall(head)
    if len(lines) < 3:
        kinds = in_braces(head)
        return 0.0 if kinds < 4 else min(0.9, 0.5 + 0.06 * kinds)
    return min(0.95, 0.55 + 0.08 * min(len(lines), 5))


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file.

    Raises:
        InputError: no text, forbidden or broken XML, or nothing of PAN-OS in it.
    """
    del catalogue, today
    source = Source(kind=KIND, file=file.name)
    tree = _tree(file)
    device = _device(tree.root)
    shared = tree.root.at("shared") or Node("shared", 0)
    box = _box(tree, device)
    parts = _vsys(tree.root, device)
    gateways = [_Vsys(tree, device, part, shared, box, source, alone=len(parts) == 1).gateway(file) for part in parts]
    gateways = [g for g in gateways if g.rules or g.interfaces or g.routes or g.interface_zones]
    if not gateways:
        raise nothing_in(file, NAME)
    problems = [p for g in gateways for p in problems_of(g, FORMAT, whole=bool(box.hostname))]
    if tree.cut:
        problems.insert(0, _cut(source))
    return Reading(
        evidence=evidence_of(file, FORMAT, gateways),
        sightings=(sighting_of(box, gateways, source),),
        gateways=tuple(gateways),
        problems=tuple(problems),
    )


def _tree(file: EvidenceFile) -> Tree:
    if b"<config" in file.data[:65536]:
        if file.data.count(b"\n") > file.limits.lines:
            raise InputError(too_many_lines(file.name, file.limits))
        tree = xml_tree(file.data[file.data.index(b"<config") :])
        if tree is None:
            raise InputError(_BROKEN.filled(file=file.name))
        return tree
    text = text_of(file, NAME)
    return brace_tree(text) if in_braces(text) and len(_SET.findall(text)) < 3 else set_tree(text)


def _device(root: Node) -> Node:
    """Return the part of the machine itself; set commands write it at the top."""
    devices = root.under("devices")
    return devices[0] if devices else root


def _vsys(root: Node, device: Node) -> tuple[Node, ...]:
    """Return the virtual systems; without any, the top itself (set commands of a single one) or device groups."""
    found = device.under("vsys")
    if found:
        return found
    groups = device.under("device-group") or root.under("device-group")
    return groups or (device,)


def _box(tree: Tree, device: Node) -> Box:
    hostname = device.value("deviceconfig", "system", "hostname")
    return Box(
        kind=DeviceKind.FIREWALL,
        maker="Palo Alto Networks",
        product="PAN-OS",
        hostname=hostname if re.fullmatch(r"[A-Za-z0-9][\w.\-]{0,62}", hostname) else "",
        version=tree.version,
    )


class _Vsys:
    """Reads one virtual system."""

    def __init__(
        self, tree: Tree, device: Node, part: Node, shared: Node, box: Box, source: Source, *, alone: bool
    ) -> None:
        self.tree, self.device, self.part, self.box, self.source = tree, device, part, box, source
        self.alone = alone
        self.parts: Sequence[Node] = (part, shared)
        self.objects = Objects(self.parts)

    def gateway(self, file: EvidenceFile) -> Gateway:
        """Return the vsys as a gateway."""
        source, box, objects = self.source, self.box, self.objects
        published, untold = panos_policy.publications(self.parts, objects, source)
        areas = zones(self.part)
        mine = frozenset(name for area in areas for name in area.interfaces)
        ports = interfaces(self.device, objects, source)
        if not self.alone:
            ports = tuple(item for item in ports if item.name in mine)
        found = routes(self.device, objects, source)
        ways = tunnels(self.device, self.parts, found, source)
        label = box.label(file) + ("" if self.alone else f"/{self.part.name}")
        return Gateway(
            id=f"{FORMAT}:{label}",
            name=TextFact.of(label, source) if box.hostname else TextFact(),
            product=box.product,
            version=box.version,
            default=panos_policy.default_action(self.parts, "interzone-default", Action.DENY),
            interfaces=ports,
            interface_zones=areas,
            routes=found,
            rules=panos_policy.rules(self.parts, objects, (area.name for area in areas), published, source),
            publications=published,
            tunnels=ways,
            administrators=self._administrators(),
            remote_logging=self._remote_logging(),
            unread=self._unread(untold, ways),
            source_ref=source,
        )

    def _administrators(self) -> tuple[Administrator, ...]:
        limited = bool(self.device.values("deviceconfig", "system", "permitted-ip"))
        holder = self.tree.root.at("mgt-config") or self.device.at("mgt-config") or Node("mgt-config", 0)
        found: list[Administrator] = []
        for node in holder.under("users"):
            factor: bool | None = None if node.value("authentication-profile") else False
            if node.on("client-certificate-only"):
                factor = True
            found.append(
                Administrator(
                    name=node.name, source_limited=limited, second_factor=factor, source_ref=at(self.source, node.line)
                )
            )
        return tuple(found)

    def _remote_logging(self) -> bool | None:
        sent = any(part.under("log-settings", "syslog") for part in self.parts)
        panorama = self.device.at("deviceconfig", "system", "panorama") or self.device.at(
            "deviceconfig", "system", "panorama-server"
        )
        if sent or panorama is not None:
            return True
        return False if self.box.hostname else None

    def _unread(self, untold: Sequence[Node], ways: Sequence[Tunnel]) -> tuple[Unread, ...]:
        parts = UnreadParts(self.source, _TOP)
        for way in ways:
            # The file does not say behind which interface these people come in, so no zone's rule can be ruled out.
            if way.kind == "sslvpn" and not way.name.startswith("tunnel"):
                parts.name("global-protect: the tunnel interface is not written", None, effect=Effect.EITHER, interfaces=(way.name,))
        network = self.device.at("network") or Node("network", 0)
        for protocol in ("ospf", "bgp", "rip"):
            for node in network.everywhere(protocol):
                if node.on("enable"):
                    parts.name(f"routing: {protocol}", node.line)
        wires = network.under("virtual-wire")
        if wires:
            parts.name("routing: virtual wire", wires[0].line)
        routers = network.under("virtual-router")
        if len([node for node in routers if node.values("interface")]) > 1:
            parts.name("routing: several virtual routers", routers[1].line)
        for kind, what in (("pbf", "routing: policy-based forwarding"), ("application-override", "application override")):
            rules = list(panos_policy.rulebases(self.parts, kind))
            if rules:
                parts.name(what, rules[0].line)
        for node in untold:
            zones = () if "any" in node.values("from") else node.values("from")
            parts.name(
                "nat: a translation that is not understood", node.line, effect=Effect.OPENS, interfaces=zones
            )
        for line in self.tree.stray:
            parts.stray(line)
        return parts.parts()


def _cut(source: Source) -> Problem:
    return Problem(
        severity="warning",
        code=f"{FORMAT}_cut_off",
        where=source,
        text=Text(ja="設定が途中で切れています。", en="The configuration is cut off."),
        done=Text(ja="読めたところまでを使いました。", en="What could be read was used."),
    )


_BROKEN = Text(
    ja="{file} はXMLとして読めません(壊れているか、外部参照など読んではならない部分があります)。",
    en="{file} cannot be read as XML (broken, or it holds parts that must not be followed).",
)
