"""Finds the form of a disclosure in a sheet: which columns hold number, question, answer and note, and the head above.

The headings decide where there are any; else the cells do: numbers like 4.2 or RMOT-1, long questions, short answers.
Of the head only vendor, product, version and date are read; who filled it in, and for whom, is not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inmori.ingest.cell_value import line_of, says_unknown, text_of, word_set
from inmori.ingest.disclosure_answer import answer_of, marked_answer, option_of
from inmori.ingest.header_word import heading_key
from inmori.ingest.table import Table
from inmori.model import DisclosedAnswer

_WITHIN = 60
_MOST_ROWS = 1_500  # the longest form known has some 250 questions; longer tables are ledgers
_LEAST = 3  # answers that make a table a form
_NUMBER = word_set("no 番号 項番 項目番号 質問番号 設問番号 項 id questionid questionno q no. 項目no 質問no 設問no itemno")
_QUESTION = word_set("質問 質問事項 質問項目 質問内容 質問文 設問 設問内容 確認事項 確認項目 確認内容 チェック項目 要求事項 要求項目 開示項目 開示事項 評価項目 "
                     "question questions securitycapability requirement")  # fmt: skip
_WEAK_QUESTION = word_set("項目 事項 内容 item description")
_ANSWER = word_set("回答 回答欄 回答結果 ご回答 対応状況 対応有無 適否 適合 適合状況 可否 結果 answer answers response yesno yesnona")
_NOTE = word_set("備考 備考欄 補足 補足説明 補足事項 説明 特記事項 コメント 注記 注 注釈 備考番号 note notes seenote notenumber remarks remark comment comments")
_SECTION = word_set("分類 区分 大項目 中項目 大分類 中分類 カテゴリ カテゴリー 領域 章 category section")
_NUMBERED = re.compile(r"^(?:(?:q|問|質問)?\s*\(?\d{1,3}(?:[-.ー]\d{1,3}){0,3}\)?[.)]?|[A-Z]{2,5}[- ]?\d{1,2}(?:[-.]\d{1,2}){0,3}|[①-⑳])$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^((?:q|問|質問)?\s*\(?\d{1,3}(?:[-.]\d{1,3}){0,3}\)?|[A-Z]{4}[- ]\d{1,2}(?:[-.]\d{1,2}){0,3})[.:、)\s]\s*(?=\S{4})", re.IGNORECASE)
_NOTE_NAME = re.compile(r"^(?:備考|注記?|※|note)\s*[#＃]?\s*\(?(\d{1,3})\)?\s*[:：.)]?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_NOTE_REFERENCE = re.compile(r"^(?:備考|注記?|※|note)?\s*[#＃]?\s*\(?(\d{1,3})\)?(?:\s*(?:参照|を参照))?$", re.IGNORECASE)

# Labels of the head, as heading_key leaves them.
_HEAD: Mapping[str, frozenset[str]] = {
    "vendor": word_set("事業者名 事業者 製造業者 製造業者名 製造業者サービス事業者 製造業者サービス事業者名 サービス事業者 サービス事業者名 製造販売業者 製造販売業者名 "
                       "製造業者等 会社名 企業名 メーカー名 メーカー ベンダー名 ベンダー 提供事業者 提供事業者名 提供元 開示事業者 manufacturer "
                       "manufacturername vendor vendorname company companyname"),
    "product": word_set("製品名 製品名称 製品名型式 製品名称型式 製品 対象製品 対象製品名 システム名 システム名称 対象システム サービス名 サービス名称 製品サービス名 "
                        "販売名 機種名 品名 医療機器名 device devicemodel model product productname devicename modelname"),
    "version": word_set("バージョン 版 ver version バージョン番号 製品バージョン ソフトウェアバージョン 版数 softwarerevision softwareversion productversion"),
    "date": word_set("作成日 記入日 回答日 作成年月日 記入年月日 発行日 開示日 改訂日 更新日 date documentreleasedate releasedate issued dateofissue"),
}  # fmt: skip
# Asked for in the head, and never read: persons first, then what nobody needs.
_UNREAD = re.compile(
    r"(?:納入先|宛先|ご?担当|記入者|作成者|回答者|確認者|承認者|氏名|連絡先|電話|tel|fax|e?mail|メール|住所|所在地|署名|押印|contact|医療機関|施設|representative|address|"
    r"signature|manufacturercontact)[\w・]{0,14}$"
    r"|^(?:documentid|documentno|documentnumber|devicecategory|devicedescription|softwarereleasedate|category|文書番号|管理番号|承認番号|認証番号|届出番号|クラス分類)$"
)
_LABEL_BLANK_WORD = re.compile(r"^(\S{2,12}) (\S+)(?=\s|$)")
_LABEL_AND_VALUE = re.compile(r"^([^:：]{2,24})[:：]\s*(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question of the form as it stands in the sheet."""

    row: int
    number: str
    section: str
    question: str
    answer: DisclosedAnswer
    note: str


@dataclass(frozen=True)
class Form:
    """What a sheet holds: its questions, and of the head the value and row by field."""

    rows: tuple[FormRow, ...]
    head: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)  # field -> value, row, column
    title: str = ""

    @property
    def answered(self) -> int:
        """Return how many questions have an answer."""
        return sum(row.answer is not DisclosedAnswer.UNKNOWN for row in self.rows)


@dataclass(frozen=True)
class _Columns:
    """Where things stand; ``marks`` are columns of one option each, else ``answer`` holds words."""

    first: int  # row from which questions are looked for
    question: int
    number: int | None = None
    answer: int | None = None
    marks: tuple[tuple[int, DisclosedAnswer], ...] = ()
    note: int | None = None
    section: int | None = None


def form_in(table: Table) -> Form:
    """Return the form of a sheet; without rows when there is none. The head is read either way."""
    if len(table.rows) > _MOST_ROWS:
        return Form(rows=())
    texts = [[line_of(text_of(value)) for value in row] for row in table.rows]
    columns = _by_headings(table, texts) or _by_cells(texts)
    rows: tuple[FormRow, ...] = ()
    if columns is not None:
        found = tuple(_rows(texts, columns))
        if sum(row.answer is not DisclosedAnswer.UNKNOWN for row in found) >= _LEAST:
            rows = _with_notes(found, _notes_below(texts, found))
    last = rows[0].row if rows else len(texts)
    title = " ".join(dict.fromkeys(text for row in texts[: min(last, 8)] for text in row if text))[:400]
    asked = frozenset(row.row for row in rows)
    return Form(rows=rows, head=_head(table, texts, asked), title=title)


def _by_headings(table: Table, texts: Sequence[Sequence[str]]) -> _Columns | None:
    for row in range(min(_WITHIN, len(texts))):
        keys = [heading_key(text) for text in texts[row]]
        question = _first(keys, _QUESTION)
        weak = question is None
        question = _first(keys, _WEAK_QUESTION) if weak else question
        if question is None:
            continue
        marks, depth = _mark_columns(table, texts, row, question)
        answer = _first(keys, _ANSWER)
        if len(marks) < 2:
            marks = ()
            if answer is None and not weak:
                answer = _fullest(texts[row + 1 :], after=question, taken=_first(keys, _NOTE))
            if answer is None:
                continue
        note = _first(keys, _NOTE)
        return _Columns(
            first=row + 1 + depth, question=question, number=_first(keys, _NUMBER), marks=marks, note=note,
            answer=None if marks else answer, section=_first(keys, _SECTION),
        )  # fmt: skip
    return None


def _first(keys: Sequence[str], words: frozenset[str]) -> int | None:
    exact = next((index for index, key in enumerate(keys) if key in words), None)
    if exact is not None:
        return exact
    long = [word for word in words if len(word) >= 2 and not word.isascii()]
    return next((i for i, key in enumerate(keys) if len(key) <= 14 and any(key.startswith(word) for word in long)), None)


def _mark_columns(
    table: Table, texts: Sequence[Sequence[str]], row: int, question: int
) -> tuple[tuple[tuple[int, DisclosedAnswer], ...], int]:
    """Return the columns of single options, and how many rows below the heading their names stand."""
    for depth in range(3):
        if row + depth >= len(texts):
            break
        found = {
            column: option
            for column, text in enumerate(texts[row + depth])
            if column != question
            and (option := option_of(text)) is not None
            and table.origin(row + depth, column) == (row + depth, column)
        }
        if len(set(found.values())) >= 2:
            return tuple(sorted(found.items())), depth
    return (), 0


def _fullest(rows: Sequence[Sequence[str]], *, after: int, taken: int | None) -> int | None:
    """Return the column right of the questions with the most words of an answer."""
    counts: dict[int, int] = {}
    for row in rows:
        for column in range(after + 1, len(row)):
            if column != taken and row[column] and len(row[column]) < 40 and answer_of(row[column]) is not None:
                counts[column] = counts.get(column, 0) + 1
    best = max(counts, key=lambda column: (counts[column], -column), default=None)
    return best if best is not None and counts[best] >= _LEAST else None


def _by_cells(texts: Sequence[Sequence[str]]) -> _Columns | None:
    """Find the columns of a form without headings: numbers, then long texts, then answers."""
    width = max((len(row) for row in texts), default=0)
    numbered = [sum(1 for row in texts if column < len(row) and _NUMBERED.match(row[column])) for column in range(width)]
    number = max(range(width), key=lambda column: (numbered[column], -column), default=None)
    if number is None or numbered[number] < _LEAST:
        return None
    long = [sum(min(len(row[column]), 80) for row in texts if column < len(row) and _NUMBERED.match(row[number] if number < len(row) else ""))
            if column > number else -1 for column in range(width)]  # fmt: skip
    question = max(range(width), key=lambda column: (long[column], -column))
    if long[question] <= 0:
        return None
    asked = [row for row in texts if number < len(row) and _NUMBERED.match(row[number])]
    answer = _fullest(asked, after=question, taken=None)
    if answer is None:
        return None
    return _Columns(first=0, question=question, number=number, answer=answer, note=answer + 1 if answer + 1 < width else None)


def _rows(texts: Sequence[Sequence[str]], columns: _Columns) -> Iterator[FormRow]:
    section = ""
    for row in range(columns.first, len(texts)):
        cells = texts[row]
        question = _cell(cells, columns.question)
        number = _cell(cells, columns.number)
        if columns.section is not None and (named := _cell(cells, columns.section)):
            section = named
        alone = {text for text in cells if text}
        if len(alone) == 1:  # a line across the sheet: the name of a section
            section = alone.pop()[:200]
            continue
        if not question or heading_key(question) in _QUESTION | _WEAK_QUESTION:
            continue
        if columns.number is not None and not _NUMBERED.match(number) and not question.endswith(("か", "か?", "?", "か。")):
            continue
        if not number and (split := _NUMBER_FIRST.match(question)):
            number, question = split[1], question[split.end() :]
        answer, rest = _answer(cells, columns)
        if answer is DisclosedAnswer.UNKNOWN and heading_key(section) in _NOTE:
            continue  # a note written out below the questions, under its own number
        if _NOTE_NAME.match(number) or (answer is DisclosedAnswer.UNKNOWN and _belongs_to_head(number, question)):
            continue
        note = _cell(cells, columns.note)
        if says_unknown(note) or (columns.note == columns.answer):
            note = ""
        yield FormRow(row, number[:20], section, question, answer, " ".join(part for part in (rest, note) if part))


def _belongs_to_head(number: str, question: str) -> bool:
    """Whether a line asks for the vendor, the product or a person; MDS2 numbers its head DOC-1 to DOC-7."""
    return number.upper().startswith("DOC") or bool(_label(question)) or _UNREAD.match(heading_key(question)) is not None


def _answer(cells: Sequence[str], columns: _Columns) -> tuple[DisclosedAnswer, str]:
    if columns.marks:
        marked = [(option, _cell(cells, column)) for column, option in columns.marks]
        return marked_answer(marked), ""
    text = _cell(cells, columns.answer)
    found = answer_of(text)
    return found if found is not None else (DisclosedAnswer.UNKNOWN, "" if says_unknown(text) else text)


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _notes_below(texts: Sequence[Sequence[str]], rows: Sequence[FormRow]) -> dict[str, str]:
    """Return notes that are written out apart from the questions (備考1 …), by number."""
    asked = {row.row for row in rows}
    notes: dict[str, str] = {}
    below = False  # a line that says no more than 備考
    for index, cells in enumerate(texts):
        if index in asked:
            below = False
            continue
        filled = list(dict.fromkeys(text for text in cells if text))
        below = below or (len(filled) == 1 and heading_key(filled[0]) in _NOTE)
        if below and len(filled) == 2 and (match := _NOTE_REFERENCE.match(filled[0])):
            notes.setdefault(match[1], filled[1])
            continue
        for position, text in enumerate(filled):
            match = _NOTE_NAME.match(text)
            if match is None:
                continue
            written = match[2].strip() or (filled[position + 1] if position + 1 < len(filled) else "")
            if written:
                notes.setdefault(match[1], written)
    return notes


def _with_notes(rows: Sequence[FormRow], notes: Mapping[str, str]) -> tuple[FormRow, ...]:
    found = []
    for row in rows:
        reference = _NOTE_REFERENCE.match(row.note)
        text = notes.get(reference[1], "") if reference else ""
        found.append(FormRow(row.row, row.number, row.section, row.question, row.answer, text) if text else row)
    return tuple(found)


def _head(table: Table, texts: Sequence[Sequence[str]], asked: frozenset[int]) -> dict[str, tuple[str, int, int]]:
    """Return vendor, product, version and date: beside their label, below it, or behind a colon."""
    found: dict[str, tuple[str, int, int]] = {}
    stop = min(asked, default=len(texts))
    for row in [*range(min(stop, _WITHIN)), *sorted(asked)[:12]]:
        for column, text in enumerate(texts[row]):
            if not text or table.origin(row, column) != (row, column):
                continue
            joined = _LABEL_AND_VALUE.match(text) or _label_and_word(text)
            name = _label(joined[1] if joined else text)
            if not name or name in found:
                continue
            value = (joined[2].strip(), column) if joined else _value(table, texts, row, column)
            if value is not None and not says_unknown(value[0]):
                found[name] = (value[0][:200], row, value[1])
    return found


def _label_and_word(text: str) -> re.Match[str] | None:
    """Return a label and the one word behind it where only a blank stands between (記入日 2025/4/1)."""
    match = _LABEL_BLANK_WORD.match(text)
    return match if match and not match[1].isascii() and _label(match[1]) else None


def _label(text: str) -> str:
    key = heading_key(text)
    if len(key) > 24 or _UNREAD.match(key):
        return ""
    return next((name for name, words in _HEAD.items() if key in words), "")


def _value(table: Table, texts: Sequence[Sequence[str]], row: int, column: int) -> tuple[str, int] | None:
    """Return the next filled cell to the right, or, when that is a label too or nothing, the cell below."""
    for right in range(column + 1, len(texts[row])):
        text = texts[row][right]
        if not text or table.origin(row, right) == (row, column):
            continue
        if _label(text) or _UNREAD.match(heading_key(text)):
            break
        return text, right
    below = texts[row + 1][column] if row + 1 < len(texts) and column < len(texts[row + 1]) else ""
    return (below, column) if below and not _label(below) and answer_of(below) is None else None
