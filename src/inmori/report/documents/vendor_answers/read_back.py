"""Reads an answer sheet that came back from a vendor. All of it is understood, or nothing is taken and every fault named.

What strangers write may hold a password or somebody's name: both are taken out before anything is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inmori.comply.vendor_question import VendorQuestion
from inmori.comply.vendor_register import VendorRegister, questions_of
from inmori.comply.vendor_reply import Reply
from inmori.errors import InputError
from inmori.ingest.person_word import without_persons
from inmori.ingest.secret_text import without_secrets
from inmori.report.documents.vendor_answers.sheets import (
    ANSWER,
    ANSWERS,
    DETAIL,
    FILLED,
    KEY,
    OFFERED,
    ON,
    TARGET,
    key_of,
)
from inmori.report.documents.vendor_register.edited_rows import Cells, EditedRows, Rows
from inmori.report.writers.edited_cell import refused
from inmori.text import Text

_PASSES = 5


@dataclass(frozen=True)
class AnswersBack:
    """The answers as written. ``rows`` are the matrix rows that have any; ``missing`` counts questions whose row is gone."""

    vendor: str
    replies: tuple[Reply, ...]
    rows: tuple[str, ...]
    missing: int
    cleaned: int  # remarks from which a password or a person was taken out


def is_answer_sheet(sheets: dict[str, Rows]) -> bool:
    """Whether a workbook is one of our answer sheets."""
    return ANSWERS.ja in sheets or ANSWERS.en in sheets


def read_answers(
    sheets: dict[str, Rows], register: VendorRegister, questions: Sequence[VendorQuestion], *, name: str, today: date
) -> AnswersBack:
    """Read an answer sheet; ``name`` is the file's name for errors.

    Raises:
        InputError: rows of no vendor of this register, or of several; or cells that cannot be understood, each with its place.
    """
    reader = _Reader(today)
    known = {
        key_of(row, one.id): (vendor, row, one)
        for vendor in register.vendors()
        for row, _, one in questions_of(register.of_vendor(vendor), questions)
    }
    found: list[tuple[str, Reply]] = []
    for cells in reader.table(sheets, ANSWERS, FILLED):
        key = reader.key(cells, known)
        if key is not None:
            vendor, row, question = known[key]
            found.append((vendor, reader.reply(cells, row, question)))
    if reader.faults:
        raise refused(name, reader.faults)
    vendors = sorted({vendor for vendor, _ in found})
    if len(vendors) != 1:
        raise InputError(
            Text(
                ja=f"{name} には{'、'.join(vendors) if vendors else '回答の行'}の行が{'まざっています' if vendors else 'ありません'}。何も変えていません。",
                en=f"{name} has {'rows of several vendors' if vendors else 'no rows of answers'}. Nothing was changed.",
            )
        )
    replies = tuple(reply for _, reply in found)
    asked = sum(vendor == vendors[0] for vendor, _, _ in known.values())
    answered = {one.row for one in replies if one.answer is not None or one.detail}
    return AnswersBack(
        vendor=vendors[0],
        replies=replies,
        rows=tuple(sorted(answered & {row.id for row in register.rows})),
        missing=asked - len(replies),
        cleaned=reader.cleaned,
    )


class _Reader(EditedRows):
    """Reads the rows of answers."""

    def __init__(self, today: date) -> None:
        super().__init__(KEY)
        self._today = today
        self.cleaned = 0

    def reply(self, cells: Cells, row: str, question: VendorQuestion) -> Reply:
        """Return the answer of one row."""
        answer = self.choice(cells[ANSWER.title.en], OFFERED)
        written = self.text(cells[DETAIL.title.en])
        detail = cleaned_remark(written, calls=question.id == "vendor/contact")
        self.cleaned += detail != written
        on, target = self.day(cells[ON.title.en]), self.day(cells[TARGET.title.en])
        if on is not None and on > self._today:
            self.fault(cells[ON.title.en], Text(ja=f"{question.number} 確認日が今日より後です", en=f"{question.number} checked on a day that lies ahead"))
        if target is not None and answer != "no":
            self.fault(cells[TARGET.title.en], Text(ja=f"{question.number} 目標日は「いいえ」のときだけ書きます", en=f"{question.number} only a no has a target day"))
        return Reply(row=row, question=question.id, answer=answer, detail=detail, on=on, target=target)


def cleaned_remark(written: str, *, calls: bool) -> str:
    """Return a remark without secrets and persons; where ``calls``, the number to call is what was asked for and stays.

    Cleaned until nothing more goes: what is written out again must come back as it is.
    """
    for _ in range(_PASSES):
        before, written = written, without_secrets(written)[0] if calls else without_persons(written)
        if written == before:
            break
    return written
