"""Writing papers that people edit: what they wrote is never overwritten, and they are told what is new, part by part."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from inmori.cli.stage_files import stamped, write_text
from inmori.errors import InputError
from inmori.model import Document
from inmori.model.document import sha256_of
from inmori.prepare.draft_record import DraftRecord, FileRecord, PaperRecord, PartRecord, part_changes
from inmori.report.documents.draft_parts import parts_of, words_of
from inmori.report.documents.manuscript import Manuscript
from inmori.text import Language, Text

STATE = "drafts.json"
_TRIES = 100


def write_drafts(
    out: Path,
    made: Sequence[tuple[str, Manuscript]],
    *,
    language: Language,
    inputs: Mapping[str, Document] | None = None,
) -> list[Text]:
    """Write each manuscript to ``out/<name>.docx`` (in English ``<name>_en.docx``) and return what to say about it.

    ``inputs`` are the documents it was all made from, by name, for ``drafts.json``. A file whose bytes are not those we wrote belongs to a person: it stays as it is, and the new text goes beside it.

    Raises:
        InputError: the folder cannot be written, or ``drafts.json`` cannot be read.
    """
    from inmori.report.report import write_whole
    from inmori.report.writers.docx import docx

    record = _read(out)
    told: list[Text] = []
    for name, manuscript in made:
        parts = parts_of(manuscript, language)
        words = words_of(parts)
        earlier = record.paper(manuscript.id, language)
        place, note = _place(out, name if language == "ja" else f"{name}_en", earlier, words)
        if place is not None:
            data = docx(manuscript, language=language)
            write_whole(place, data)
            entry = FileRecord(file=place.name, sha256=sha256_of(data), words=words)
            record = record.with_paper(_noted(manuscript, language, parts, earlier, entry))
            record = stamped(record, catalogue=None, **(inputs or {}))
            write_text(out / STATE, record.to_json())  # at once: a file that no record knows is taken for a person's
        told += [note, *_changes(earlier, parts)]
    return told


def _read(out: Path) -> DraftRecord:
    path = out / STATE
    if not path.exists():
        return DraftRecord()
    try:
        return DraftRecord.from_json(path.read_text("utf-8"), name=STATE)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Text(ja=f"{path} を読めません。", en=f"Cannot read {path}.")) from error


def _place(out: Path, name: str, earlier: PaperRecord | None, words: str) -> tuple[Path | None, Text]:
    """Return where to write (None: nowhere, an edited file already holds these words) and what to say."""
    known = {one.file: one for one in earlier.files} if earlier else {}
    first = out / f"{name}.docx"
    for number in range(_TRIES):
        path = first if not number else out / f"{name}_新しい版{'' if number == 1 else number}.docx"
        if not path.exists() or _untouched(path, known.get(path.name)):
            if not number:
                return path, Text(ja=f"書きました: {path}", en=f"Written: {path}")
            return path, Text(
                ja=f"{first.name} は手で直されているので残し、新しい版を別の名前で書きました: {path}",
                en=f"{first.name} was edited by hand and stays; the new version is beside it: {path}",
            )
        if path.name in known and known[path.name].words == words:
            return None, Text(
                ja=f"{path.name} は手で直されています。元になる内容は変わっていないので、そのままにしました: {path}",
                en=f"{path.name} was edited by hand; what it was made from has not changed, so it stays: {path}",
            )
    raise InputError(
        Text(ja=f"{first} の新しい版が多すぎます。要らないものを消してください。", en=f"Too many versions of {first}; remove some.")
    )


def _untouched(path: Path, entry: FileRecord | None) -> bool:
    try:
        return entry is not None and sha256_of(path.read_bytes()) == entry.sha256
    except OSError as error:
        raise InputError(
            Text(ja=f"{path} を読めません({error.strerror})。", en=f"Cannot read {path} ({error.strerror}).")
        ) from error


def _noted(
    manuscript: Manuscript,
    language: Language,
    parts: tuple[PartRecord, ...],
    earlier: PaperRecord | None,
    entry: FileRecord,
) -> PaperRecord:
    others = [one for one in earlier.files if one.file != entry.file] if earlier else []
    return PaperRecord(
        id=manuscript.id,
        language=language,
        title=manuscript.title.in_(language),
        parts=parts,
        files=tuple(sorted((*others, entry), key=lambda one: one.file)),
    )


def _changes(earlier: PaperRecord | None, parts: tuple[PartRecord, ...]) -> list[Text]:
    if earlier is None:
        return []
    found = part_changes(earlier.parts, parts)
    if not found:
        return [Text(ja="  前の版と内容は同じです", en="  same words as the version before")]
    return [Text(ja=f"  {one.ja}", en=f"  {one.en}") for one in found]
