"""The order of work of ingest: find the files, read each with the reader that fits, put everything together.

A file that cannot be used never stops the others; what happened to each one is in the intake report, all at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import inmori
from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest import column_correction
from inmori.ingest.assembly import assemble
from inmori.ingest.collector import collector_off
from inmori.ingest.column_correction import ColumnCorrections
from inmori.ingest.evidence_file import EvidenceFile, Limits, too_large
from inmori.ingest.evidence_folder import FoundFile, files_in, safe_name
from inmori.ingest.file_look import look_of
from inmori.ingest.folder_lists import FolderLists
from inmori.ingest.folder_look import look_through
from inmori.ingest.header_choice import unused
from inmori.ingest.intake import ColumnMapping, FileRead, Intake, Problem
from inmori.ingest.readers import Reader, recognise, shipped_readers, streams
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import forget_tables, unread_lists
from inmori.ingest.zone_decision import ZoneDecisions
from inmori.model import Evidence, Hospital, MadeFrom, Source, SourceKind
from inmori.text import Text

Progress = Callable[[str, float], None]

_READING_SHARE = 0.6  # of the whole work; the rest is putting together
_NAMED_IN_ERROR = 5


def ingest(
    folder: Path,
    catalogue: Catalogue,
    *,
    today: date,
    limits: Limits | None = None,
    progress: Progress | None = None,
    columns: ColumnCorrections | None = None,
    zones: ZoneDecisions | None = None,
) -> tuple[Hospital, Intake]:
    """Read a folder of evidence into one hospital and one intake report.

    ``columns`` corrects how the columns of lists are read; corrections in the folder itself count after them.
    ``zones`` is what a person has said of networks; it goes before the evidence.
    ``progress`` gets what is being done (in Japanese) and the share done, from 0 to 1; it may raise KeyboardInterrupt.

    Raises:
        InputError: the folder is missing or empty, or nothing in it could be used.
    """
    tell = progress or _silent
    tell("資料を探しています", 0.0)
    desk = _Desk(catalogue, today, limits or Limits(), shipped_readers(), columns or ColumnCorrections())
    found = [file for file in files_in(folder) if not desk.take_corrections(file)]
    desk.folder = look_through(found, desk.limits)
    forget_tables()
    for index, file in enumerate(found):
        desk.take(file, progress=_within(tell, file.name, index, len(found)))
    if not any(_told_something(reading) for reading in desk.readings):
        raise InputError(_nothing_used(safe_name(str(folder)), desk.problems))
    with collector_off():  # of the millions of small objects of a large hospital none is in a cycle
        result = assemble(
            desk.readings,
            catalogue,
            today=today,
            progress=lambda what, share: tell(what, _READING_SHARE + (1 - _READING_SHARE) * share),
            zones_decided=zones,
        )
    desk.problems += unused(desk.columns, desk.mappings)
    desk.problems += zones.unused(result.zones) if zones else []
    made = {"inmori_version": inmori.__version__, "made_from": _made_from(desk.files, catalogue, columns, zones)}
    intake = Intake(
        **made,
        files=tuple(desk.files),
        problems=(*desk.problems, *result.problems),
        mappings=tuple(desk.mappings),
        merges=result.merges,
        proposals=result.proposals,
        zones=result.zones,
    )
    tell("読み取りが終わりました", 1.0)
    return result.hospital.model_copy(update=made), intake


@dataclass
class _Desk:
    """Where files are read one after another, and everything about them is noted."""

    catalogue: Catalogue
    today: date
    limits: Limits
    readers: Sequence[Reader]
    columns: ColumnCorrections
    folder: FolderLists = field(default_factory=FolderLists)
    readings: list[Reading] = field(default_factory=list)
    mappings: list[ColumnMapping] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)  # hash -> name of the file read first

    def take_corrections(self, found: FoundFile) -> bool:
        """Read one file if it corrects the columns of others; ``False`` when it is of another kind."""
        if found.refused is not None or found.path.suffix.lower() != ".toml":
            return False
        try:
            file = EvidenceFile.load(found.path, name=found.name, limits=self.limits)
        except InputError:
            return False
        if not column_correction.speaks_of_columns(file.text or ""):
            return False
        told = column_correction.read(file.text or "", file=file.name)
        self.columns = self.columns.before(told.corrections)
        self.problems.extend(told.problems)
        evidence = Evidence(
            file=file.name, sha256=file.sha256, size=file.size, format=column_correction.FORMAT,
            kind=SourceKind.TOLD, records=len(told.corrections.sheets),
        )  # fmt: skip
        used = bool(told.corrections.sheets)
        self.files.append(FileRead(evidence=evidence, recognised_by=column_correction.NAME, used=used))
        return True

    def take(self, found: FoundFile, *, progress: Callable[[float], None]) -> None:
        """Read one file, or note why not; ``progress`` gets the share of it that was read."""
        progress(0.0)
        try:
            self._take(found, progress)
        finally:
            forget_tables()

    def _take(self, found: FoundFile, progress: Callable[[float], None]) -> None:
        if found.refused is not None:
            self._unused(found.name, "refused", found.refused, code="file_refused")
            return
        try:
            file = EvidenceFile.load(
                found.path, name=found.name, limits=self.limits, columns=self.columns, told=progress
            )
        except InputError as error:
            self._unused(found.name, "refused", error.message, code="file_unreadable")
            return
        file = replace(file, folder=self.folder)
        if file.sha256 in self._seen:
            text = _SAME.filled(name=self._seen[file.sha256])
            self._unused(file.name, "copy", text, file=file, code="file_copy")
            return
        self._seen[file.sha256] = file.name
        recognition = recognise(file, self.readers)
        for reader in recognition.failed:
            self._note("warning", "reader_broke", file.name, _BROKE.filled(reader=reader), _BROKE_DONE)
        if recognition.reader is None and not file.whole:
            text = too_large(file.name, file.size, self.limits, streams=False)
            self._unused(file.name, "refused", text, file=file, look=look_of(file), code="file_too_large")
        elif recognition.reader is None:
            self.mappings += unread_lists(file)
            look = look_of(file)
            self._unused(file.name, "unrecognised", Text(ja=_UNKNOWN.ja.format(look=look.ja), en=_UNKNOWN.en.format(look=look.en)), file=file, look=look)
        else:
            self._read(file, recognition.reader)

    def _read(self, file: EvidenceFile, reader: Reader) -> None:
        try:
            if streams(reader) and file.size > self.limits.capture_bytes:
                raise InputError(too_large(file.name, file.size, self.limits, streams=True))
            reading = reader.read(file, self.catalogue, today=self.today)
        except InputError as error:
            self._unused(file.name, reader.FORMAT, error.message, file=file, look=reader.NAME, code="file_unusable")
            return
        except Exception as error:  # a stranger's file may hit a fault of ours; the other files still count
            # Only the kind of the error: its message may quote what must not be kept.
            text = _FAULT.filled(kind=type(error).__name__)
            self._unused(file.name, reader.FORMAT, text, file=file, look=reader.NAME, code="reader_fault")
            return
        self.readings.append(reading)
        self.mappings += reading.mappings
        self.problems.extend(reading.problems)
        self.files.append(FileRead(evidence=reading.evidence, recognised_by=reader.NAME, used=True))

    def _unused(
        self,
        name: str,
        format_id: str,
        text: Text,
        *,
        file: EvidenceFile | None = None,
        look: Text | None = None,
        code: str = "file_unrecognised",
    ) -> None:
        severity = "note" if format_id == "copy" else "warning" if code == "file_unrecognised" else "error"
        self._note(severity, code, name, text, _NOT_USED)
        evidence = Evidence(
            file=name,
            sha256=file.sha256 if file else "",
            size=file.size if file else 0,
            format=format_id,
            kind=SourceKind.DERIVED,
        )
        self.files.append(FileRead(evidence=evidence, recognised_by=look or text, used=False))

    def _note(self, severity: str, code: str, name: str, text: Text, done: Text) -> None:
        where = Source(kind=SourceKind.DERIVED, file=name)
        self.problems.append(
            Problem.model_validate({"severity": severity, "code": code, "where": where, "text": text, "done": done})
        )


def _told_something(reading: Reading) -> bool:
    return bool(
        reading.sightings
        or reading.gateways
        or reading.flows
        or reading.networks
        or reading.contracts
        or reading.remote_accesses
        or reading.backups
        or reading.told
        or reading.incidents
        or reading.disclosures
        or reading.components
    )


def _made_from(
    files: Sequence[FileRead], catalogue: Catalogue, columns: ColumnCorrections | None, zones: ZoneDecisions | None
) -> tuple[MadeFrom, ...]:
    used = [MadeFrom(name=f.evidence.file, sha256=f.evidence.sha256) for f in files if f.used]
    if columns is not None and columns.sheets:
        used.append(MadeFrom(name="columns", sha256=columns.sha256))
    if zones is not None and zones.decisions:
        used.append(MadeFrom(name="zones", sha256=zones.sha256))
    return (*used, MadeFrom(name="catalogue", sha256=catalogue.sha256))


def _within(tell: Progress, name: str, index: int, count: int) -> Callable[[float], None]:
    """Return the progress of one file as a part of the progress of the whole work."""

    def progress(share: float) -> None:
        tell(f"{name} を読んでいます", _READING_SHARE * (index + share) / count)

    return progress


def _silent(what: str, share: float) -> None:
    """Do nothing with the progress."""


def _nothing_used(folder: str, problems: Sequence[Problem]) -> Text:
    named = [f"{problem.where.file}: " for problem in problems[:_NAMED_IN_ERROR]]
    shown = list(zip(named, problems, strict=False))
    return Text(
        ja=f"フォルダ {folder} に使える資料がありませんでした。"
        + " / ".join(name + problem.text.ja for name, problem in shown),
        en=f"Nothing in the folder {folder} could be used. "
        + " / ".join(name + problem.text.en for name, problem in shown),
    )


_UNKNOWN = Text(
    ja="読み取れる種類の資料ではありません({look}と思われます)。",
    en="Not a kind of evidence that can be read (it looks like {look}).",
)
_NOT_USED = Text(ja="このファイルは使っていません。", en="This file was not used.")
_SAME = Text(ja="{name} と中身が同じです。", en="Its content is the same as that of {name}.")
_BROKE = Text(
    ja="種類を調べる途中で不具合が起きました({reader})。", en="Something broke while its kind was looked for ({reader})."
)
_BROKE_DONE = Text(ja="ほかの読み方を試しました。", en="The other readers were tried.")
_FAULT = Text(
    ja="読み取りの途中でInmoriの不具合が起きました({kind})。",
    en="A fault of Inmori occurred while reading it ({kind}).",
)
