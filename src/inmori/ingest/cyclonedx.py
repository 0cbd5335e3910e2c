"""Reads CycloneDX documents (SBOM, HBOM, OBOM, VEX) in JSON and XML: what a product is made of, and what that means.

A bill of materials describes a type of product. It becomes a sighting of a machine only when it names one machine, by
serial number, card or host name; else it would invent a machine beside the one that the ledger knows.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.cell_value import text_of
from inmori.ingest.cyclonedx_tree import BomFlaw, BomPart, BomTree, tree_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.heard import host_name
from inmori.ingest.identity_key import serial_key
from inmori.ingest.intake import Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.limits import Limits, over
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.person_word import without_persons
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import problem
from inmori.model import Component, Evidence, Source, SourceKind, VexState, VexStatement
from inmori.text import Text

FORMAT = "cyclonedx"
KIND = SourceKind.EXPORT
NAME = Text(ja="部品表(CycloneDX)", en="Bill of materials (CycloneDX)")

_HEAD = 4096
_KEPT = 200
_STATES = {
    "resolved": VexState.FIXED, "resolved_with_pedigree": VexState.FIXED, "exploitable": VexState.AFFECTED,
    "in_triage": VexState.UNDER_INVESTIGATION, "false_positive": VexState.NOT_AFFECTED, "not_affected": VexState.NOT_AFFECTED,
}  # fmt: skip
# From what leaves nothing to do to what must be dealt with.
_WEIGHT = (VexState.NOT_AFFECTED, VexState.FIXED, VexState.UNDER_INVESTIGATION, VexState.UNKNOWN, VexState.AFFECTED)
_FLAW_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{1,15}-[A-Za-z0-9:.-]{2,40}")
_DEVICE_KINDS = frozenset({"device", "operating-system", "platform", "machine"})
_SERIAL = re.compile(r"(?:^|[:./_-])serial(?:[ _-]?(?:number|no))?$")
_CARD = re.compile(r"(?:^|[:./_-])mac(?:[ _-]?address)?$")
_HOST = re.compile(
    r"(?:^|[:./_-])(?:(?:target|install(?:ed|ation)?|deploy(?:ed|ment)?)?[ _-]?(?:host|computer|machine|server|node|device|asset)(?:[:. _-]?(?:name|id))?"
    r"|(?:installed|deployed|running)[ _-]?(?:on|at|to))$|^(?:(?:ホスト|コンピュータ|サーバ|端末|機器|導入|設置|対象|搭載)ー?先?の?)+(?:名称?)?$"
)
_NOT_ITS_HOST = re.compile(r"build|compil|scan|generat|tool|author|repo")
_DATABASE = re.compile(r"sql server|oracle database|postgres|mysql|mariadb|\bdb2\b|intersystems|\bcach[eé]\b|\biris\b|firebird|interbase|sybase", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:^|[:./_-])(?:ip(?:v4)?(?:[ _-]?address)?)$")


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is CycloneDX, from 0 to 1."""
    start = file.data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if start == b"{":
        text = file.text or ""
        return 0.98 if re.search(r'"bomFormat"\s*:\s*"CycloneDX"', text) else 0.0
    if start == b"<":
        head = (file.text or file.data[:_HEAD].decode("latin-1"))[:_HEAD]
        return 0.98 if re.search(r"<(?:\w+:)?bom\s[^>]*cyclonedx\.org/schema/bom", head) else 0.0
    return 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all parts and verdicts.

    Raises:
        InputError: not CycloneDX, cut off (JSON), or XML that cannot be read safely.
    """
    tree = tree_of(file)
    if tree is None:
        raise _unusable(file)
    made = _day(tree.made, today)
    source = Source(kind=KIND, file=file.name, as_of=made)
    parts = tree.parts[: file.limits.rows]
    components = _components(tree, parts, source)
    if not components:
        raise _unusable(file)
    sighting = _sighting(tree, source, KindWords(catalogue))
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(components)),
        sightings=(sighting,) if sighting else (),
        components=components,
        problems=tuple(_problems(tree, source, sighting, len(tree.parts) - len(parts), file.limits)),
    )  # fmt: skip


@dataclass
class _Verdicts:
    """Statements by reference of the part; those on the product as a whole stand under its own reference."""

    by_ref: dict[str, list[tuple[BomFlaw, set[str]]]]
    unplaced: list[BomFlaw]

    def of(self, part: BomPart) -> tuple[VexStatement, ...]:
        """Return the statements about one part."""
        found: dict[str, VexState] = {}
        for flaw, unaffected in self.by_ref.get(part.ref, ()) if part.ref else ():
            spared = bool(part.version) and part.version in unaffected
            _say(found, flaw.id, VexState.NOT_AFFECTED if spared else _state(flaw))
        return _statements(found)


def _state(flaw: BomFlaw) -> VexState:
    return _STATES.get(flaw.state.lower(), VexState.UNKNOWN)


def _say(found: dict[str, VexState], flaw: str, state: VexState) -> None:
    """Add a verdict; of two on the same part the one that leaves more to do stands."""
    known = found.get(flaw, state)
    found[flaw] = max(known, state, key=_WEIGHT.index)


def _statements(found: dict[str, VexState]) -> tuple[VexStatement, ...]:
    return tuple(VexStatement(vulnerability=flaw, state=state) for flaw, state in sorted(found.items()))


def _components(tree: BomTree, parts: list[BomPart], source: Source) -> tuple[Component, ...]:
    subject = tree.subject or BomPart()
    listed = [*([subject] if tree.subject else []), *parts]
    verdicts = _verdicts(tree, {part.ref for part in (subject, *tree.parts) if part.ref})
    found = []
    for number, part in enumerate(listed):
        if name := _clean(part.name):
            whole = number == 0 and tree.subject is not None
            found.append(_component(part, name, f"{source.file}#{number}", None if whole else subject, source, verdicts.of(part)))
    found += _apart(verdicts, subject, source)
    return tuple(found)


def _component(
    part: BomPart, name: str, component_id: str, whole: BomPart | None, source: Source, vex: tuple[VexStatement, ...]
) -> Component:
    return Component(
        id=component_id,
        product=name,
        version=_clean(part.version) or None,
        supplier=_clean(part.supplier) or None,
        kind=part.kind if re.fullmatch(r"[a-z-]{1,40}", part.kind) else "",
        # What follows the mark (where to fetch it from) may hold a password.
        purl=part.purl.partition("?")[0][:_KEPT] if part.purl.startswith("pkg:") else None,
        cpe=part.cpe[:_KEPT] if part.cpe.lower().startswith("cpe:") else None,
        part_of=_clean(whole.name) if whole else "",
        part_of_version=(_clean(whole.version) or None) if whole else None,
        vex=vex,
        sources=(source,),
    )


def _verdicts(tree: BomTree, known: set[str]) -> _Verdicts:
    """Sort the statements; a reference into another document (urn:cdx:…#ref) is known by what stands behind the mark."""
    by_ref: dict[str, list[tuple[BomFlaw, set[str]]]] = {}
    unplaced = []
    for flaw in tree.flaws:
        if not _FLAW_NAME.fullmatch(flaw.id):
            continue
        placed = False
        for ref, unaffected in flaw.affects.items():
            target = ref if ref in known else ref.rpartition("#")[2]
            if target in known:
                by_ref.setdefault(target, []).append((flaw, unaffected))
                placed = True
        if not placed:
            unplaced.append(flaw)
    return _Verdicts(by_ref, unplaced)


def _apart(verdicts: _Verdicts, subject: BomPart, source: Source) -> list[Component]:
    """Return parts that only the verdicts name: a VEX document stands apart from the list of parts."""
    named: dict[str, BomPart] = {}
    said: dict[str, dict[str, VexState]] = {}
    for flaw in verdicts.unplaced:
        for ref in sorted(flaw.affects) or [""]:
            part = _part_of_reference(ref)
            named.setdefault(part.purl or part.name, part)
            _say(said.setdefault(part.purl or part.name, {}), flaw.id, _state(flaw))
    found = []
    for number, (key, part) in enumerate(sorted(named.items()), start=1):
        name = _clean(part.name) or _clean(subject.name)
        if name:
            found.append(_component(part, name, f"{source.file}#vex{number}", subject, source, _statements(said[key])))
    return found


def _part_of_reference(ref: str) -> BomPart:
    """Return what a reference itself tells: a package URL names product and version."""
    tail = ref.rpartition("#")[2]
    match = re.match(r"(pkg:[\w.+-]+/(?:[^@?#]*/)?([^@/?#]+))(?:@([^?#]+))?", tail)
    if match is None:
        return BomPart()
    return BomPart(ref=ref, name=match[2], version=match[3] or "", purl=tail)


def _sighting(tree: BomTree, source: Source, words: KindWords) -> Sighting | None:
    """Return the machine that the document is about, when it names one machine."""
    subject = tree.subject
    if subject is None:
        return None
    told = subject.properties.items()
    serials = [value for key, value in told if _SERIAL.search(key) and serial_key(value)]
    macs = [mac for key, value in told if _CARD.search(key) for mac in macs_of(value).values]
    hosts = [name for key, value in told if _HOST.search(key) and not _NOT_ITS_HOST.search(key) and (name := host_name(value))]
    addresses = [address for key, value in told if _ADDRESS.search(key) for address in addresses_of(value).values]
    # The serial number of a program is its licence; a program is on a machine only where that is named.
    if not (hosts or (subject.kind in _DEVICE_KINDS and (serials or macs))):
        return None
    facts: dict[str, tuple[Any, Source]] = {}
    if subject.kind in _DEVICE_KINDS:
        _device_facts(subject, facts, source, words)
    else:
        serials = []
    _facts_of_parts(tree.parts, facts, source)
    return Sighting(
        source=source,
        serials=tuple(dict.fromkeys(serials)),
        macs=tuple(dict.fromkeys(macs)),
        hostnames=tuple(dict.fromkeys(hosts)),
        addresses=tuple(dict.fromkeys(addresses)),
        facts=facts,
    )


def _device_facts(
    subject: BomPart, facts: dict[str, tuple[Any, Source]], source: Source, words: KindWords
) -> None:
    name = _clean(subject.name)
    if subject.kind == "operating-system":
        facts["os"] = (_named(subject), source)
    elif name:
        facts["model"] = (name, source)
        if (kind := words.device(name)) is not None:
            facts["kind"] = (kind, source)
    if maker := _clean(subject.supplier):
        facts["maker"] = (maker, source)


def _facts_of_parts(parts: list[BomPart], facts: dict[str, tuple[Any, Source]], source: Source) -> None:
    databases = {_named(part) for part in parts if part.kind in ("application", "platform", "") and _DATABASE.search(part.name)}
    if len(databases) == 1:
        facts["database"] = (databases.pop(), source)
    for kind_of_part, field in (("operating-system", "os"), ("firmware", "firmware")):
        named = [_named(part) for part in parts if part.kind == kind_of_part and _clean(part.name)]
        if len(set(named)) == 1:  # of several it cannot be told which one is meant
            facts.setdefault(field, (named[0], source))


def _named(part: BomPart) -> str:
    name, version = _clean(part.name), _clean(part.version)
    return name if not version or version.lower() in name.lower() else f"{name} {version}"


def _clean(text: str) -> str:
    return without_persons(" ".join(text_of(text).split()))[:_KEPT]


def _unusable(file: EvidenceFile) -> InputError:
    return InputError(
        Text(
            ja=f"{file.name} はCycloneDXの部品表として読めません(途中で切れている、部品がない、など)。",
            en=f"{file.name} cannot be read as a CycloneDX document (cut off, or without any part).",
        )
    )


def _day(text: str, today: date) -> date | None:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?:T|$)", text)
    if match is None:
        return None
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return found if found <= today else None


def _problems(tree: BomTree, source: Source, sighting: Sighting | None, left_out: int, limits: Limits) -> list[Problem]:
    found = []
    if tree.cut:
        found.append(
            problem(
                "warning", "cut_off", source,
                Text(ja=f"{source.file} は途中で切れています。", en=f"{source.file} is cut off."),
                done=Text(ja="読めたところまでを使いました。", en="It was used as far as it goes."),
            )
        )  # fmt: skip
    if left_out > 0:
        found.append(
            problem(
                "warning", "rows_left_out", source,
                Text(ja=f"{source.file} は部品の数が上限を{left_out:,}件超えています。", en=f"{source.file} is {left_out:,} parts over the limit."),
                done=over(Text(ja="上限までを使いました。", en="It was used up to the limit."), "rows", limits),
            )
        )  # fmt: skip
    if sighting is None and tree.subject is not None:
        name = _clean(tree.subject.name)
        found.append(
            problem(
                "note", "bom_of_a_type", source,
                Text(
                    ja=f"{source.file} は製品「{name}」の型の部品表で、どの1台のものかは書かれていません。",
                    en=f"{source.file} describes the product '{name}', not one particular machine.",
                ),
                done=Text(
                    ja="部品と脆弱性の判定を使い、機器としては数えていません。",
                    en="Parts and verdicts were used; it was not counted as a machine.",
                ),
            )
        )  # fmt: skip
    return found
