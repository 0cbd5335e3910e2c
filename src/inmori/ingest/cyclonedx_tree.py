"""One shape for CycloneDX documents in JSON and in XML, of any version: only the fields that are used, by their JSON names.

People stand in such documents too (authors, contacts, reporters of vulnerabilities); those fields are never taken.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.xml_stream import XmlStream, local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST = 30
# Elsewhere (tools, pedigree, evidence) a component is not a part of the product.
_PARTS_STAND_IN = frozenset({"bom", "components", "component", "metadata"})


@dataclass
class BomPart:
    """One component as written. ``properties``: names in lower case."""

    ref: str = ""
    name: str = ""
    version: str = ""
    kind: str = ""
    supplier: str = ""
    purl: str = ""
    cpe: str = ""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class BomFlaw:
    """One vulnerability with its verdict; ``affects``: reference of a part -> versions said to be unaffected."""

    id: str = ""
    state: str = ""
    affects: dict[str, set[str]] = field(default_factory=dict)


@dataclass
class BomTree:
    """A document. ``subject`` is the product that it describes. ``cut``: it ended too early."""

    subject: BomPart | None = None
    parts: list[BomPart] = field(default_factory=list)
    flaws: list[BomFlaw] = field(default_factory=list)
    made: str = ""
    cut: bool = False


def tree_of(file: EvidenceFile) -> BomTree | None:
    """Return what the document holds; ``None`` when it is not CycloneDX.

    Raises:
        InputError: XML that cannot be read safely.
    """
    text = (file.text or "").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _from_xml(file)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or str(document.get("bomFormat", "")).lower() != "cyclonedx":
        return None
    return _from_json(document)


def _from_json(document: Mapping[str, Any]) -> BomTree:
    metadata = _dict(document.get("metadata"))
    tree = BomTree(made=_text(metadata.get("timestamp")))
    subject = _dict(metadata.get("component"))
    if subject:
        tree.subject = _json_part(subject)
        tree.subject.properties = _json_properties(document) | _json_properties(metadata) | tree.subject.properties
        tree.parts += [_json_part(part) for part in _all_parts(subject.get("components"))]
    tree.parts += [_json_part(part) for part in _all_parts(document.get("components"))]
    tree.flaws += [_json_flaw(_dict(flaw)) for flaw in _list(document.get("vulnerabilities"))]
    return tree


def _all_parts(parts: Any) -> Iterator[Mapping[str, Any]]:
    """Give components and those inside them, in order; nesting beyond reason is left out."""
    waiting = [(_dict(part), 0) for part in reversed(_list(parts))]
    while waiting:
        part, depth = waiting.pop()
        if part:
            yield part
        if depth < _DEEPEST:
            waiting += [(_dict(inner), depth + 1) for inner in reversed(_list(part.get("components")))]


def _json_part(part: Mapping[str, Any]) -> BomPart:
    makers = (_dict(part.get(name)).get("name") for name in ("supplier", "manufacturer"))
    group, name = _text(part.get("group")), _text(part.get("name"))
    return BomPart(
        ref=_text(part.get("bom-ref")),
        name=f"{group}/{name}" if group and name else name,
        version=_text(part.get("version")),
        kind=_text(part.get("type")),
        supplier=next((text for maker in makers if (text := _text(maker))), "") or _text(part.get("publisher")),
        purl=_text(part.get("purl")),
        cpe=_text(part.get("cpe")),
        properties=_json_properties(part),
    )


def _json_properties(part: Mapping[str, Any]) -> dict[str, str]:
    pairs = ((_dict(p).get("name"), _dict(p).get("value")) for p in _list(part.get("properties")))
    return {_text(key).lower(): _text(value) for key, value in pairs if _text(key)}


def _json_flaw(flaw: Mapping[str, Any]) -> BomFlaw:
    found = BomFlaw(id=_text(flaw.get("id")), state=_text(_dict(flaw.get("analysis")).get("state")))
    for affected in _list(flaw.get("affects")):
        versions = (_dict(version) for version in _list(_dict(affected).get("versions")))
        unaffected = {_text(v.get("version")) for v in versions if _text(v.get("status")).lower() == "unaffected"}
        if ref := _text(_dict(affected).get("ref")):
            found.affects.setdefault(ref, set()).update(unaffected - {""})
    return found


def _from_xml(file: EvidenceFile) -> BomTree | None:
    stream = XmlStream(file)
    tree = BomTree()
    beside: dict[str, str] = {}  # properties of the document, not of its subject
    for element in stream.elements("component", "vulnerability", "metadata"):
        name, path = local_name(element.tag), stream.path
        if name == "metadata":
            tree.made = _child(element, "timestamp")
            beside |= _xml_properties(element)
        elif name == "component" and path == ("bom", "metadata"):
            tree.subject = _xml_part(element)
        elif name == "component" and set(path) <= _PARTS_STAND_IN:
            tree.parts.append(_xml_part(element))
        elif name == "vulnerability" and path == ("bom", "vulnerabilities"):
            tree.flaws.append(_xml_flaw(element))
    if stream.root is None or "cyclonedx.org/schema/bom" not in stream.root.tag:
        return None
    if tree.subject is not None:
        tree.subject.properties = beside | tree.subject.properties
    tree.cut = stream.cut
    return tree


def _xml_part(element: "Element") -> BomPart:
    makers = [child for child in element if local_name(child.tag) in ("supplier", "manufacturer")]
    group, name = _child(element, "group"), _child(element, "name")
    return BomPart(
        ref=element.get("bom-ref", ""),
        name=f"{group}/{name}" if group and name else name,
        version=_child(element, "version"),
        kind=element.get("type", ""),
        supplier=next((text for maker in makers if (text := _child(maker, "name"))), "") or _child(element, "publisher"),
        purl=_child(element, "purl"),
        cpe=_child(element, "cpe"),
        properties=_xml_properties(element),
    )


def _xml_properties(element: "Element") -> dict[str, str]:
    return {
        prop.get("name", "").lower(): (prop.text or "").strip()
        for child in element
        if local_name(child.tag) == "properties"
        for prop in child
        if prop.get("name")
    }


def _xml_flaw(element: "Element") -> BomFlaw:
    found = BomFlaw(id=_child(element, "id"))
    for part in element.iter():
        if local_name(part.tag) == "analysis":
            found.state = _child(part, "state")
        elif local_name(part.tag) == "target" and (ref := _child(part, "ref")):
            unaffected = {
                _child(version, "version")
                for version in part.iter()
                if local_name(version.tag) == "version" and _child(version, "status").lower() == "unaffected"
            }
            found.affects.setdefault(ref, set()).update(unaffected - {""})
    return found


def _child(element: "Element", name: str) -> str:
    return next(((child.text or "").strip() for child in element if local_name(child.tag) == name), "")


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
