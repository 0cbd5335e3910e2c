"""What a reading would change, as lists a person can look through: new, gone, changed, contradictory; so many, and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inmori.ingest.decided import is_open
from inmori.ingest.intake import Intake, Problem
from inmori.model import Device, Hospital, RemoteAccess, Zone
from inmori.model.attribute import attributes_of
from inmori.model.provenance import Fact
from inmori.report.documents.assessment.values import said
from inmori.text import Text
from inmori.web.versions.difference import Difference

SHOWN = 15  # lines of a list before a person asks for all of them
MOST = 2_000  # lines of a list that is asked for
_TITLES = {attribute.name: attribute.title for attribute in attributes_of(Device)}


@dataclass(frozen=True)
class Line:
    """One line: what it is about, what is to be said of it, and where that stands."""

    name: str | Text
    text: Text
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One list of the preview."""

    id: str
    name: Text
    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        """How many lines are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class FileLine:
    """One file: what it was taken for, how much was found in it, and what is to be said of it."""

    name: str
    look: Text
    used: bool
    records: int
    problems: tuple[Problem, ...]


def parts(after: Hospital, told: Difference, *, whole: str = "") -> tuple[Part, ...]:
    """Return the lists; the one with the id ``whole`` is not cut short. Of a first reading all is new: that is not listed."""
    rows: tuple[tuple[str, Text, list[Line]], ...] = (
        ("new", Text(ja="新しい機器", en="New machines"), [] if told.first else [_machine(d) for d in told.new]),
        ("gone", Text(ja="なくなる機器", en="Machines that go"), [_machine(d) for d in told.gone]),
        ("changed", Text(ja="変わる機器", en="Machines that change"), list(_changes(after, told))),
        ("contradictory", Text(ja="資料どうしが食い違う機器", en="Machines the sources disagree on"), [
            line for device in told.contradictory for line in _contradictions(device)
        ]),
        ("zones", Text(ja="新しい区画・なくなる区画", en="Zones that come or go"), [] if told.first else [
            *(_zone(zone, _COMES) for zone in told.zones_new), *(_zone(zone, _GOES) for zone in told.zones_gone),
        ]),
        ("ways", Text(ja="新しい接続・なくなる接続(外とのつながり)", en="Outside connections that come or go"),
         [] if told.first else [*(_way(w, _COMES) for w in told.remote_new), *(_way(w, _GOES) for w in told.remote_gone)]),
    )  # fmt: skip
    return tuple(
        Part(key, name, tuple(lines[: MOST if key == whole else SHOWN]), len(lines)) for key, name, lines in rows if lines
    )


def files(intake: Intake, *, handed_in: Sequence[str]) -> tuple[FileLine, ...]:
    """Return every file with what became of it, those that were not read first; ``handed_in`` are all that were there."""
    about: dict[str, list[Problem]] = {}
    for problem in intake.problems:
        if problem.severity != "note" or problem.code == "file_copy":
            about.setdefault(problem.where.file, []).append(problem)
    lines = [
        FileLine(f.evidence.file, f.recognised_by, f.used, f.evidence.records, tuple(about.get(f.evidence.file, ())))
        for f in intake.files
    ]
    known = {line.name for line in lines}
    lines += [FileLine(name, _LEFT_BEHIND, False, 0, ()) for name in handed_in if name not in known]
    return tuple(sorted(lines, key=lambda line: (line.used, line.name)))


def _machine(device: Device) -> Line:
    address = "、".join(fact.value for fact in device.addresses if fact.value)
    places = tuple(source.place() for source in device.name.sources[:2]) or tuple(r.source.place() for r in device.records[:2])
    return Line(device.label(), Text(ja=address, en=address.replace("、", ", ")), places)


def _changes(after: Hospital, told: Difference) -> Iterator[Line]:
    machines = {device.id: device for device in after.devices}
    for change in told.changed:
        name, old, new = _TITLES[change.field], said(change.before), said(change.after)
        text = Text(ja=f"{name.ja}: {old.ja} → {new.ja}", en=f"{name.en}: {old.en} → {new.en}")
        yield Line(machines[change.device].label(), text)


def _contradictions(device: Device) -> Iterator[Line]:
    for name, title in _TITLES.items():
        found = getattr(device, name)
        for fact in found if isinstance(found, tuple) else (found,):
            if not isinstance(fact, Fact) or not is_open(fact):
                continue
            others = fact.others
            taken, against = said(fact.value), [said(claim.value) for claim in others]
            places = tuple(dict.fromkeys([*(s.place() for s in fact.sources[:2]), *(claim.source.place() for claim in others[:3])]))
            yield Line(device.label(), Text(
                ja=f"{title.ja}: 「{taken.ja}」として読みました。ほかに" + "、".join(f"「{a.ja}」" for a in against) + "とも書かれています。",
                en=f"{title.en}: read as '{taken.en}'; also written " + ", ".join(f"'{a.en}'" for a in against) + ".",
            ), places)  # fmt: skip


def _zone(zone: Zone, text: Text) -> Line:
    return Line(zone.name.value or zone.id, text, tuple(network.cidr for network in zone.networks[:3]))


def _way(way: RemoteAccess, text: Text) -> Line:
    who, how = said(way.vendor.value), said(way.method.value)
    name = Text(ja=f"{who.ja}({how.ja})", en=f"{who.en} ({how.en})")
    return Line(name, text, tuple(source.place() for source in way.sources[:2]))


_COMES, _GOES = Text(ja="新しい", en="new"), Text(ja="なくなる", en="goes")
_LEFT_BEHIND = Text(
    ja="読みませんでした(Officeなどが一時的に作るファイル、または今は外されたファイルです)",
    en="Not read (a file that Office and the like leave behind, or one that was removed since)",
)
