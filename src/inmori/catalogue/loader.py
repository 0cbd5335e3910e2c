"""Loads the catalogue: every YAML entry is checked against the schema of its kind, and ids must be unique.

The folder under ``data/`` decides the kind: ``data/quantities/*.yaml`` hold lists of Quantity, and so on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from inmori.catalogue.clinical_service import ClinicalService
from inmori.catalogue.evidence_topic import EvidenceTopic
from inmori.catalogue.measure import Measure
from inmori.catalogue.quantity import Quantity
from inmori.catalogue.requirement import Framework, Requirement
from inmori.catalogue.statistic import Incident, Statistic
from inmori.catalogue.subsidy import Subsidy
from inmori.catalogue.threat import Archetype, Technique
from inmori.catalogue.zone_word import WordRules
from inmori.errors import OurFault
from inmori.model import Frozen, sha256_of
from inmori.text import Text

DATA = Path(__file__).parent / "data"
Entry = TypeVar("Entry", bound=Frozen)


@dataclass(frozen=True)
class Catalogue:
    """All entries by id. ``folder`` is where they came from; big tables (lifecycles, KEV, OUI) load when first asked."""

    folder: Path
    quantities: dict[str, Quantity]
    services: dict[str, ClinicalService]
    measures: dict[str, Measure]
    techniques: dict[str, Technique]
    archetypes: dict[str, Archetype]
    requirements: dict[str, Requirement]
    incidents: dict[str, Incident]
    statistics: dict[str, Statistic]
    words: dict[str, WordRules]
    subsidies: dict[str, Subsidy] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    topics: dict[str, EvidenceTopic] = field(default_factory=dict)
    quotations: str = ""  # the prices that a hospital gave, in a form that is equal for equal prices

    def quantity(self, quantity_id: str) -> Quantity:
        """Return a figure by id; KeyError names the missing id."""
        return self.quantities[quantity_id]

    @cached_property
    def sha256(self) -> str:
        """Hash over all data files and quotations, so that a result says which catalogue it rests on."""
        return sha256_of("\n".join([*self._parts, self.quotations]).encode()) if self.quotations else self.own_sha256

    @cached_property
    def own_sha256(self) -> str:
        """Hash over all data files, whatever quotations a hospital gave."""
        return sha256_of("\n".join(self._parts).encode())

    @cached_property
    def _parts(self) -> list[str]:
        return [f"{p.relative_to(self.folder)}:{sha256_of(p.read_bytes())}" for p in sorted(self.folder.rglob("*")) if p.is_file()]


def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Read and check the whole catalogue; the bundled one is read once for the life of the process.

    Raises:
        OurFault: an entry does not fit its schema or an id occurs twice; the message names file and entry.
    """
    return _bundled() if folder == DATA else _read(folder)


@cache
def _bundled() -> Catalogue:
    return _read(DATA)


def _read(folder: Path) -> Catalogue:
    return Catalogue(
        folder=folder,
        quantities=_entries(folder / "quantities", Quantity),
        services=_entries(folder / "services", ClinicalService),
        measures=_entries(folder / "measures", Measure),
        techniques=_entries(folder / "techniques", Technique),
        archetypes=_entries(folder / "archetypes", Archetype),
        requirements=_entries(folder / "requirements", Requirement),
        incidents=_entries(folder / "incidents", Incident),
        statistics=_entries(folder / "statistics", Statistic),
        words=_entries(folder / "words", WordRules, key=lambda entry: entry.vocabulary),
        subsidies=_entries(folder / "subsidies", Subsidy),
        frameworks=_frameworks(folder / "requirements"),
        topics=_entries(folder / "evidence_topics", EvidenceTopic),
    )


def _entries(
    folder: Path, kind: type[Entry], key: Callable[[Any], str] = lambda entry: str(entry.id)
) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        for number, raw in enumerate(_listed(path), start=1):
            entry = _checked(kind, raw, f"{path.name} entry {number}")
            if key(entry) in found:
                raise _fault(f"{path.name} entry {number}: id {key(entry)} occurs twice")
            found[key(entry)] = entry
    return found


def _listed(path: Path) -> list[Any]:
    """The entries of a file; one with a heading of its own keeps them under ``items``."""
    read = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or []
    return list(read["items"]) if isinstance(read, dict) else list(read)


def _frameworks(folder: Path) -> dict[str, Framework]:
    """The headings of the files of requirements: one edition, one file."""
    found: dict[str, Framework] = {}
    for path in sorted(folder.glob("*.yaml")):
        read = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for raw in read.get("frameworks", ()) if isinstance(read, dict) else ():
            entry = _checked(Framework, raw, f"{path.name} heading")
            if entry.id in found or any(entry.short == other.short for other in found.values()):
                raise _fault(f"{path.name}: framework {entry.id} or its short name occurs twice")
            found[entry.id] = entry
    return found


def _checked(kind: type[Entry], raw: Any, place: str) -> Entry:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise _fault(f"{place}: {error}") from error


def _fault(detail: str) -> OurFault:
    return OurFault(Text(ja=f"同梱データに誤りがあります: {detail}", en=f"Bundled data is faulty: {detail}"))
