"""What was written last time, by hash: so that a file somebody has edited is known, and so is every part that changed."""

from inmori.model import Document, Frozen
from inmori.text import Text


class PartRecord(Frozen):
    """One part of a paper: the hash of its words."""

    id: str
    title: str
    sha256: str


class FileRecord(Frozen):
    """One file as it was written: the hash of its bytes, and of the words of all its parts."""

    file: str
    sha256: str
    words: str


class PaperRecord(Frozen):
    """One paper in one language: its parts as last made, and the files that were written of it."""

    id: str
    language: str
    title: str
    parts: tuple[PartRecord, ...]
    files: tuple[FileRecord, ...]


class DraftRecord(Document):
    """Written to ``drafts.json`` beside the papers."""

    papers: tuple[PaperRecord, ...] = ()

    def paper(self, id: str, language: str) -> PaperRecord | None:
        """Return what is known of a paper."""
        return next((one for one in self.papers if (one.id, one.language) == (id, language)), None)

    def with_paper(self, paper: PaperRecord) -> "DraftRecord":
        """Return the record with this paper in the place of its earlier entry, papers in order of their ids."""
        others = [one for one in self.papers if (one.id, one.language) != (paper.id, paper.language)]
        ordered = sorted((*others, paper), key=lambda one: (one.id, one.language))
        return self.model_copy(update={"papers": tuple(ordered)})


def part_changes(earlier: tuple[PartRecord, ...], now: tuple[PartRecord, ...]) -> tuple[Text, ...]:
    """Return one sentence for every part that is new, has changed or is gone."""
    before, after = {one.id: one for one in earlier}, {one.id: one for one in now}
    found = []
    for part in now:
        if part.id not in before:
            found.append(Text(ja=f"増えた: {part.title}", en=f"new: {part.title}"))
        elif before[part.id].sha256 != part.sha256:
            found.append(Text(ja=f"変わった: {part.title}", en=f"changed: {part.title}"))
    found += [
        Text(ja=f"なくなった: {part.title}", en=f"gone: {part.title}") for part in earlier if part.id not in after
    ]
    return tuple(found)
