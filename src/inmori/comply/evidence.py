"""The papers behind the answers (証拠), apart from them: one paper serves many items, and each has version, day and expiry.

A paper grows old without anybody touching it. One that is past its time no longer carries a "yes"; a "no" it showed stays,
because nothing says that it was mended. A paper that does not say its day is told as such and carries on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import BaseModel

from inmori.catalogue import Catalogue
from inmori.model import Evidence, Frozen, Hospital, Source, SourceKind
from inmori.text import Text

Age = Literal["current", "expired", "undated"]
VALID_DAYS = "evidence.valid_days."  # and the kind of source: ids of the catalogue's figures

AGE_NAMES: dict[Age, Text] = {
    "current": Text(ja="有効", en="current"),
    "expired": Text(ja="期限切れ(確認し直す)", en="expired: look again"),
    "undated": Text(ja="日付不明", en="no date"),
}
# What a thing of the hospital's document is called when papers are described by what they speak of.
_THINGS: dict[str, Text] = {
    "devices": Text(ja="機器", en="devices"),
    "systems": Text(ja="システム", en="systems"),
    "gateways": Text(ja="ルータ・ファイアウォールの設定", en="gateways"),
    "remote_accesses": Text(ja="リモート保守の経路", en="remote paths"),
    "flows": Text(ja="通信", en="flows"),
    "backups": Text(ja="バックアップ", en="backups"),
    "contracts": Text(ja="契約", en="contracts"),
    "disclosures": Text(ja="開示書", en="disclosures"),
    "zones": Text(ja="ネットワークの区画", en="zones"),
    "vendors": Text(ja="事業者", en="vendors"),
    "components": Text(ja="ソフトの部品", en="software parts"),
}
_TOLD = Text(ja="病院の方針と対策", en="policies and controls")
_NOTHING = Text(ja="この点検では使っていない", en="not used in this assessment")


class EvidencePaper(Frozen):
    """One paper. ``number`` is what people write beside an answer (E3); ``version`` rises when the file's content changes.

    ``made_on`` is the newest day that the paper says of itself; ``expires`` the last day it may be relied on (assumed).
    """

    number: int
    file: str
    sha256: str
    size: int  # bytes
    format: str
    kind: SourceKind
    version: int = 1
    replaced: str = ""  # the hash of the version before
    made_on: date | None = None
    expires: date | None = None
    age: Age
    shows: Text
    serves: tuple[str, ...] = ()  # ids of items

    @property
    def label(self) -> str:
        """How an answer refers to it."""
        return f"E{self.number}"


@dataclass
class Found:
    """What was found out about one file while walking the hospital."""

    days: set[date] = field(default_factory=set)
    things: dict[str, int] = field(default_factory=dict)


def found_in(hospital: Hospital) -> dict[str, Found]:
    """Return by file which days it says of itself and of how many things it speaks."""
    found: dict[str, Found] = {}
    for name in type(hospital).model_fields:
        value = getattr(hospital, name)
        for thing in value if isinstance(value, tuple) else (value,):
            files = set()
            for source in sources_of(thing):
                entry = found.setdefault(source.file, Found())
                files.add(source.file)
                if source.as_of:
                    entry.days.add(source.as_of)
            for file in files:
                found[file].things[name] = found[file].things.get(name, 0) + 1
    return found


def sources_of(value: object) -> Iterator[Source]:
    """Walk a part of a document and yield every place that it cites."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from sources_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sources_of(item)


def papers_of(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    before: Sequence[EvidencePaper] = (),
) -> tuple[EvidencePaper, ...]:
    """Return the papers in the order of their names; ``before`` are those of an earlier run, from which versions count on."""
    found, known = found_in(hospital), {one.file: one for one in before}
    following = max((one.number for one in before), default=0)  # numbers stay, because people have written them down
    papers = []
    for evidence in sorted(hospital.evidence, key=lambda one: one.file):
        earlier = known.get(evidence.file)
        following += earlier is None
        days = {day for day in found.get(evidence.file, Found()).days if day <= today}
        made_on = max(days, default=None)
        expires = made_on + timedelta(days=valid_days(evidence.kind, catalogue)) if made_on else None
        papers.append(
            EvidencePaper(
                number=earlier.number if earlier else following,
                file=evidence.file,
                sha256=evidence.sha256,
                size=evidence.size,
                format=evidence.format,
                kind=evidence.kind,
                made_on=made_on,
                expires=expires,
                age="undated" if expires is None else "expired" if expires < today else "current",
                shows=_shows(found.get(evidence.file)),
                **_version(evidence, earlier),
            )
        )
    return tuple(sorted(papers, key=lambda one: one.number))


def valid_days(kind: SourceKind, catalogue: Catalogue) -> int:
    """Return for how many days a paper of this kind may be relied on (an assumption of the catalogue)."""
    name = VALID_DAYS + (kind.value if kind is not SourceKind.DERIVED else SourceKind.TOLD.value)
    return round(catalogue.quantities[name].value)


def _version(evidence: Evidence, before: EvidencePaper | None) -> dict[str, Any]:
    if before is None:
        return {}
    if before.sha256 == evidence.sha256:
        return {"version": before.version, "replaced": before.replaced}
    return {"version": before.version + 1, "replaced": before.sha256}


def _shows(found: Found | None) -> Text:
    """Say of what the paper speaks, and of how many."""
    if found is None:
        return _NOTHING
    parts = [
        Text(ja=f"{name.ja}{found.things[key]}件", en=f"{found.things[key]} {name.en}")
        for key, name in _THINGS.items()
        if found.things.get(key)
    ]
    if "controls" in found.things or "staff" in found.things:
        parts.append(_TOLD)
    if not parts:
        return _TOLD if found.things else _NOTHING
    return Text(ja="、".join(one.ja for one in parts), en=", ".join(one.en for one in parts))


def with_items(papers: Sequence[EvidencePaper], cited: Mapping[str, Sequence[str]]) -> tuple[EvidencePaper, ...]:
    """Return the papers with the items that each serves; ``cited`` are the files behind each item, by its id."""
    return tuple(
        paper.model_copy(update={"serves": tuple(item for item, files in cited.items() if paper.file in files)})
        for paper in papers
    )
