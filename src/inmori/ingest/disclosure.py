"""Reads security disclosures of vendors (MDS/SDS by JAHIS and JIRA, NEMA's MDS2, the ministry's vendor checklist).

The form is recognised by its questions and answers, not by its name: vendors rebuild it in their own way. What was
answered is kept beside the evidence and never taken for it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inmori.catalogue import Catalogue
from inmori.era import EraBorderError
from inmori.errors import InputError
from inmori.ingest.cell_value import date_of
from inmori.ingest.delimited import looks_delimited, read_list
from inmori.ingest.disclosure_form import Form, FormRow, form_in
from inmori.ingest.disclosure_topic import topic_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.person_word import without_persons
from inmori.ingest.reading import Reading
from inmori.ingest.table import Table, problem
from inmori.ingest.workbook import is_spreadsheet, open_workbook
from inmori.model import (
    DateFact,
    DisclosedAnswer,
    DisclosedItem,
    Disclosure,
    DisclosureTopic,
    Evidence,
    Source,
    SourceKind,
    TextFact,
)
from inmori.text import Text

FORMAT = "disclosure"
KIND = SourceKind.TOLD
NAME = Text(ja="セキュリティ開示書(MDS/SDS)", en="Security disclosure (MDS/SDS)")

_TITLE = re.compile(r"開示書|manufacturer disclosure statement|(?<![a-z])mds2(?![a-z])|(?<![a-z])[ms]ds(?:\s*/\s*sds)?(?![a-z])", re.IGNORECASE)
_CHECKLIST = re.compile(r"チェックリスト|checklist", re.IGNORECASE)
_FOR_VENDORS = re.compile(r"事業者確認用|事業者用")
_FOR_HOSPITALS = re.compile(r"医療機関(?:等)?確認用|医療機関用|薬局用")
_NEMA = re.compile(r"^[A-Z]{4}[- ]\d")
_ASKS = re.compile(r"(?:か|こと|できる|ある)[。?]?$|\?$|^(?:does|is|are|can|do|has|have|will)\b", re.IGNORECASE)
_QUESTION_KEPT, _NOTE_KEPT = 200, 300
_ENOUGH, _FEW, _LEAST = 8, 4, 3


@dataclass(frozen=True)
class _Sheets:
    forms: tuple[tuple[Table, Form], ...]
    problems: tuple[Problem, ...]


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is a disclosure, from 0 to 1."""
    if not (is_spreadsheet(file) or looks_delimited(file)):
        return 0.0
    try:
        sheets = _open(file)
    except InputError:
        return 0.0
    return max((_sureness(form, sheets, file.name) for _, form in sheets.forms if form.rows), default=0.0)


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read all disclosures in the file.

    Raises:
        InputError: it cannot be opened, or no sheet has a form with answers.
    """
    sheets = _open(file)
    filled = [(table, form) for table, form in sheets.forms if form.rows]
    if not filled:
        raise InputError(
            Text(
                ja=f"{file.name} に、質問と回答(はい・いいえ・対象外)の並んだ表が見つかりません。",
                en=f"{file.name} has no table of questions with answers (yes, no, not applicable).",
            )
        )
    disclosures = _disclosures(file, filled, sheets, today)
    problems = [*sheets.problems]
    for disclosure in disclosures:
        problems += _doubts(disclosure)
    records = sum(len(disclosure.answers) for disclosure in disclosures)
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND, records=records),
        disclosures=tuple(disclosures),
        problems=tuple(problems),
    )  # fmt: skip


@lru_cache(maxsize=2)  # looked at when recognised, and again when read
def _open(file: EvidenceFile) -> _Sheets:
    if is_spreadsheet(file):
        workbook = open_workbook(file)
        tables, problems = workbook.tables, workbook.problems
    else:
        found = read_list(file)
        tables, problems = (found.table,), found.problems
    return _Sheets(tuple((table, form_in(table)) for table in tables), problems)


def _sureness(form: Form, sheets: _Sheets, name: str) -> float:
    titles = " ".join([*(f"{table.sheet or ''} {f.title}" for table, f in sheets.forms), name])
    if _FOR_HOSPITALS.search(titles) and not _TITLE.search(titles):
        return 0.2  # the hospital's own answers
    asking = sum(bool(_ASKS.search(row.question)) for row in form.rows)
    known = sum(topic_of(row.question, row.section) is not DisclosureTopic.OTHER for row in form.rows)
    if max(2 * asking, 3 * known) < len(form.rows):
        return 0.2  # a list that happens to have numbers and words like yes and no
    if _TITLE.search(titles) or sum(bool(_NEMA.match(row.number)) for row in form.rows) >= _ENOUGH:
        return 0.97
    heads = {field for _, other in sheets.forms for field in other.head}
    if "vendor" in heads and form.answered >= _LEAST and len(form.rows) >= _FEW and 10 * known >= 8 * len(form.rows) and not _CHECKLIST.search(titles):
        return 0.9  # a short form without a title: nearly all it asks is what disclosures ask
    if form.answered < _ENOUGH or "vendor" not in heads:
        return 0.3
    return 0.92 if _FOR_VENDORS.search(titles) or ("product" in heads and not _CHECKLIST.search(titles)) else 0.4


def _disclosures(
    file: EvidenceFile, filled: Sequence[tuple[Table, Form]], sheets: _Sheets, today: date
) -> list[Disclosure]:
    """Return one disclosure for each product; sheets without a head of their own belong to the one before, or the cover."""
    covers = [(table, form) for table, form in sheets.forms if form.head and not form.rows]
    groups: dict[tuple[str, str], list[tuple[Table, Form]]] = {}
    key = ("", "")
    for table, form in filled:
        own = tuple(form.head[field][0] if field in form.head else "" for field in ("vendor", "product"))
        if any(own):
            key = (own[0], own[1])
        groups.setdefault(key, []).append((table, form))
    return [_disclosure(file, members, [*members, *covers], today) for members in groups.values()]


def _disclosure(
    file: EvidenceFile, members: Sequence[tuple[Table, Form]], heads: Sequence[tuple[Table, Form]], today: date
) -> Disclosure:
    made_on = _made_on(heads, today)
    as_of = made_on.value
    answers = tuple(_item(table, row, as_of) for table, form in members for row in form.rows)
    first = members[0][0]
    return Disclosure(
        id=f"{file.name}/{first.sheet or ''}",
        form=_form_name(file, members),
        vendor=_fact(heads, "vendor", as_of),
        product=_fact(heads, "product", as_of),
        version=_fact(heads, "version", as_of),
        made_on=made_on,
        answers=answers,
        sources=tuple(Source(kind=KIND, file=file.name, sheet=table.sheet, as_of=as_of) for table, _ in members),
    )


def _form_name(file: EvidenceFile, members: Iterable[tuple[Table, Form]]) -> str:
    rows = [row for _, form in members for row in form.rows]
    titles = " ".join(form.title for _, form in members)
    if sum(bool(_NEMA.match(row.number)) for row in rows) * 2 > len(rows):
        return "mds2"
    if _CHECKLIST.search(titles) and not _TITLE.search(f"{titles} {file.name}"):
        return "checklist"
    return "sds"


def _told(heads: Sequence[tuple[Table, Form]], field: str) -> tuple[Table, tuple[str, int, int]] | None:
    return next(((table, form.head[field]) for table, form in heads if field in form.head), None)


def _fact(heads: Sequence[tuple[Table, Form]], field: str, as_of: date | None) -> TextFact:
    told = _told(heads, field)
    if told is None:
        return TextFact()
    table, (text, row, column) = told
    cleaned = without_persons(text)
    return TextFact.of(cleaned, table.source(KIND, row, column, as_of=as_of), confidence=0.8) if cleaned else TextFact()


def _made_on(heads: Sequence[tuple[Table, Form]], today: date) -> DateFact:
    told = _told(heads, "date")
    if told is None:
        return DateFact()
    table, (text, row, column) = told
    cell = table.rows[row][column]
    try:
        found = date_of(cell, starts_1904=table.starts_1904) or date_of(text)
    except EraBorderError:
        return DateFact()
    if found is None or found.written.first > today:
        return DateFact()
    return DateFact.of(found.written.first, table.source(KIND, row, column), confidence=0.8)


def _item(table: Table, row: FormRow, as_of: date | None) -> DisclosedItem:
    return DisclosedItem(
        number=row.number,
        topic=topic_of(row.question, row.section),
        question=without_persons(row.question)[:_QUESTION_KEPT],
        answer=row.answer,
        note=without_persons(row.note)[:_NOTE_KEPT],
        source=table.source(KIND, row.row, as_of=as_of),
    )


def _doubts(disclosure: Disclosure) -> list[Problem]:
    place = disclosure.sources[0]
    found = []
    open_answers = sum(item.answer is DisclosedAnswer.UNKNOWN for item in disclosure.answers)
    if open_answers:
        found.append(
            problem(
                "note", "answers_unknown", place,
                Text(
                    ja=f"{place.place()} の{len(disclosure.answers)}問のうち{open_answers}問は、空欄か、はい・いいえに決められない回答です。",
                    en=f"{open_answers} of the {len(disclosure.answers)} questions in {place.place()} have no answer that can be told.",
                ),
                done=Text(ja="「不明」としました。", en="They were kept as unknown."),
            )
        )  # fmt: skip
    if not disclosure.vendor.known or not disclosure.product.known:
        found.append(
            problem(
                "warning", "disclosure_of_whom", place,
                Text(
                    ja=f"{place.place()} に事業者名または製品名が書かれていません。",
                    en=f"{place.place()} does not name the vendor or the product.",
                ),
                done=Text(ja="回答だけを使いました。", en="Only the answers were used."),
            )
        )  # fmt: skip
    return found
