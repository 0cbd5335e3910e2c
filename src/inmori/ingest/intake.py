"""The intake report (``intake.json``): every file, every problem with its place, all at once, and what was done."""

from typing import Literal

from inmori.model import Document, Evidence, Fact, Frozen, MergedRecord, Source, ZoneKind
from inmori.text import Text

Severity = Literal["error", "warning", "note"]
ZoneWhy = Literal["person", "named", "ledger", "machines", "nothing"]


class Problem(Frozen):
    """One thing that could not be used as it was, and what was done instead.

    error: the file or row was not used; warning: used in part or with a doubt; note: worth knowing.
    """

    severity: Severity
    code: str
    where: Source
    text: Text
    done: Text


class ColumnMapping(Frozen):
    """Which column of a sheet was taken for which field.

    ``shape`` is the fingerprint of the headings by which a correction is kept; "" where none can be made.
    """

    file: str
    sheet: str
    header_rows: tuple[int, ...]  # counted from 1
    columns: tuple[tuple[str, str, str], ...]  # (column letter, heading as written, field name or "")
    kind: str = "device"  # of list: "device", "contract", "remote_access", or "none" for a sheet that is not read
    shape: str = ""
    corrected: bool = False  # by a person (columns.toml)
    guessed: tuple[str, ...] = ()  # letters of the columns whose field was told by what they hold, not by their heading
    # Beside each of ``columns``: up to three of its values, as outlines where they are not kept (column_sample).
    samples: tuple[tuple[str, ...], ...] = ()


class ZoneRead(Frozen):
    """One network, what it was taken to be for, and why.

    ``why``: a person said so; its name or its description says so; the ledger says so of its machines; such machines
    stand in it; nothing tells. The sources and what contradicts them stand in ``kind``.
    """

    cidr: str
    name: str
    vlan: int | None
    kind: Fact[ZoneKind]
    why: ZoneWhy
    machines: int  # with an address in it


class FileRead(Frozen):
    """One file and what became of it."""

    evidence: Evidence
    recognised_by: Text
    used: bool


class Merge(Frozen):
    """How one device came to be: its records with scores."""

    device_id: str
    label: str
    records: tuple[MergedRecord, ...]


class Proposal(Frozen):
    """A likely slip of the pen with what was probably meant; proposed, never silently mended."""

    where: Source
    written: str
    proposed: str
    reason: Text


class Intake(Document):
    """The intake report."""

    files: tuple[FileRead, ...] = ()
    problems: tuple[Problem, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    merges: tuple[Merge, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    zones: tuple[ZoneRead, ...] = ()
