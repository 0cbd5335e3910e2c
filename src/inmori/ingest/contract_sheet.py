"""Reads one sheet of maintenance contracts or of remote connections, row by row.

A list of remote connections is what the hospital believes; each line is kept as such (``listed``), and what it leaves
open stays unknown.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inmori.era import EraBorderError
from inmori.ingest import cell_problem
from inmori.ingest.cell_problem import Sentences
from inmori.ingest.cell_value import (
    date_of,
    is_ditto,
    line_of,
    number_of,
    says_none,
    says_unknown,
    text_of,
    yes_no,
)
from inmori.ingest.contract_clause import Period, lone_day, period_of, renews, update_duty
from inmori.ingest.header_word import CONTRACT, DROPPED
from inmori.ingest.intake import ColumnMapping, Problem, Severity
from inmori.ingest.network_value import addresses_of
from inmori.ingest.note_meaning import is_total, stated_day
from inmori.ingest.person_word import without_charge, without_names
from inmori.ingest.remote_method_word import remote_method
from inmori.ingest.secret_text import without_secrets
from inmori.ingest.table import CellValue, Table, problem
from inmori.ingest.table_header import Column, Header, is_heading_row
from inmori.model import (
    Amount,
    Contract,
    DateFact,
    Fact,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
)
from inmori.text import Text

_OPEN, _CLOSE = "([【「", ")]】」"
_ET_CETERA = re.compile(r"(?:ほか|他|など|等)(?:一式|全般)?$")
_ALWAYS = re.compile(r"いつも|ずっと|つなぎ(?:っぱなし|放し)|つながりっぱなし|常時|常設|24時間|24h|固定|always", re.IGNORECASE)
_ON_DEMAND = re.compile(r"都度|そのたび|その時だけ|呼んだ|頼んだ|(?:電話|連絡|依頼)(?:して|を?(?:受けて|もらって)|の上|後)|困った|必要時|随時|オンデマンド|申請|依頼時|連絡時|作業時|障害時|不定期|on.?demand|as needed|when needed", re.IGNORECASE)
_ANYWHERE = re.compile(r"制限(?:なし|無し|無)|不特定|任意|(?<![a-z])(?:any|all)(?![a-z])|0\.0\.0\.0|どこからでも|限定(?:なし|していない)", re.IGNORECASE)
_SECOND_FACTOR = re.compile(r"(?:二|2|多)(?:要素|段階)|ワンタイム|otp|mfa|totp|トークン|証明書|スマートカード|fido|生体|sms|authenticator|マトリクス", re.IGNORECASE)
_PASSWORD_ONLY = re.compile(r"パスワード|(?<![a-z])(?:pw|pass|password)(?![a-z])|^id$|共[有用]\s*(?:id|アカウント)|事前共有|psk|なし|無し", re.IGNORECASE)
_SHARED = re.compile(r"共[有用通]\s*(?:id|アカウント|ユーザ|pw|パスワード)|(?:id|アカウント)\s*(?:は|を|の)?\s*共[有用通]|shared", re.IGNORECASE)
_OWN = re.compile(r"個人(?:別|id|ごと)|個別\s*(?:id|アカウント)|担当者(?:別|ごと)|individual", re.IGNORECASE)
_NO_WAY_IN = re.compile(r"(?:回線|接続|リモート)?(?:なし|無し|無)(?:$|[\s(、。])|none\b"
                        r"|(?:来院|訪問|現地|出張|電話|オンサイト|on-?site)[^、。]{0,6}(?:のみ|だけ|only)", re.IGNORECASE)
_NO_REMOTE = re.compile(r"リモート(?:保守|接続|メンテナンス)?\s*(?:は)?(?:なし|無し|不可|していない|しない)")
_ENDED = re.compile(r"解約済|廃止(?!予定)|停止中|停止済|使用停止|利用停止|撤去済|無効|終了済|未使用|使用していない|disabled|terminated", re.IGNORECASE)


@dataclass
class ContractSheets:
    """What the sheets gave so far."""

    contracts: list[Contract] = field(default_factory=list)
    remote_accesses: list[RemoteAccess] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mappings: list[ColumnMapping] = field(default_factory=list)


def read_contract_sheet(table: Table, header: Header, sheets: ContractSheets) -> None:
    """Read all rows of a sheet of contracts or remote connections into ``sheets``."""
    sheets.mappings.append(header.mapping(table))
    stated = stated_day([[text_of(v) for v in row] for row in table.rows[: header.rows[0]]])
    as_of = stated.first if stated else None
    previous: dict[int, CellValue] = {}
    for row in range(header.first_row, len(table.rows)):
        cells = table.rows[row]
        first = next((line_of(text_of(value)) for value in cells if value != ""), "")
        if not first or is_total(first) or is_heading_row(cells, header):
            continue
        values = {}
        for column in header.columns:
            if not column.field or column.field == DROPPED or table.origin(row, column.index)[1] != column.index:
                continue
            value = cells[column.index]
            values[column.index] = previous.get(column.index, "") if is_ditto(value) else value
        line = _Line(table, header, row, values, as_of, sheets.problems)
        alone = len({text_of(value) for value in cells if value != ""}) == 1
        if not line.filled() - {"index", "note"} or (alone and first.startswith(("※", "注", "*"))):
            line.footnote(first)
            continue
        previous = values
        if header.vocabulary is CONTRACT:
            sheets.contracts.append(_contract(line))
        elif (_NO_WAY_IN.match(line.text("method")) or _NO_REMOTE.match(line.text("note"))) and not addresses_of(line.text("peer")).values:
            line.no_entry()
        else:
            sheets.remote_accesses.append(_remote_access(line))


@dataclass(frozen=True)
class _Line:
    """One row with its cells by column."""

    table: Table
    header: Header
    row: int
    values: dict[int, CellValue]
    as_of: date | None
    problems: list[Problem]

    def filled(self) -> frozenset[str]:
        """Return the fields that have something in them."""
        return frozenset(
            c.field for c in self.header.columns if not says_unknown(text_of(self.values.get(c.index, "")))
        )

    def place(self, column: Column | None = None) -> Source:
        """Return the place of the row or of one of its cells."""
        return self.table.source(
            SourceKind.LEDGER, self.row, column.index if column else None, as_of=self.as_of
        )

    def cells(self, name: str) -> list[tuple[Column, CellValue]]:
        """Return the cells of a field that say something."""
        return [
            (column, value)
            for column in self.header.columns
            if column.field == name and not says_unknown(text_of(value := self.values.get(column.index, "")))
        ]

    def text(self, name: str) -> str:
        """Return a field's text on one line, cells joined, secrets removed; "" when unknown."""
        return " ".join(line_of(self.clean(column, value)) for column, value in self.cells(name))

    def text_fact(self, name: str) -> TextFact:
        """Return a field as a fact."""
        text = self.text(name)
        return TextFact.of(text, self.place(self.cells(name)[0][0]), confidence=0.8) if text else TextFact()

    def fact(self, kind: type[Fact[Any]], value: Any, name: str, confidence: float = 0.8) -> Any:
        """Return a value read from a field as a fact; ``None`` gives an unknown one."""
        if value is None:
            return kind()
        cells = self.cells(name)
        return kind.of(value, self.place(cells[0][0] if cells else None), confidence=confidence)

    def day(self, name: str, *, last: bool) -> DateFact:
        """Return a date; ``last`` takes the end of a month or year that was written alone."""
        for column, value in self.cells(name):
            if says_none(text_of(value)):
                continue
            try:
                found = date_of(value, starts_1904=self.table.starts_1904)
            except EraBorderError:
                self.report("warning", "era_border", column, cell_problem.era_border(self.clean(column, value)))
                continue
            if found is not None:
                written = found.written
                return DateFact.of(written.last if last else written.first, self.place(column), confidence=0.8)
            if name in ("start", "end", "last_used"):
                self.report("warning", "no_date", column, cell_problem.no_date(self.clean(column, value)))
        return DateFact()

    def footnote(self, text: str) -> None:
        """Take note of a line below the list that is no entry: it may claim that the list is complete."""
        shown = without_names(without_charge(without_secrets(text)[0]))
        place = self.place()
        self.problems.append(
            problem(
                "note", "footnote", place,
                Text(ja=f"{place.place()} に注記があります:「{shown}」", en=f"Footnote in {place.place()}: '{shown}'"),
                done=Text(ja="一覧の行としては数えていません。", en="Not counted as an entry."),
            )
        )  # fmt: skip

    def no_entry(self) -> None:
        """Note a company of which the list says that it does not come in."""
        place = self.place()
        self.problems.append(
            problem(
                "note", "no_remote_path", place,
                Text(ja=f"{place.place()} は「外からの接続なし」と書かれています。", en=f"{place.place()} says that there is no way in."),
                done=Text(ja="接続の経路としては数えていません。", en="Not counted as a way in."),
            )
        )  # fmt: skip

    def report(self, severity: Severity, code: str, column: Column, sentences: Sentences) -> None:
        """Report a cell."""
        place = self.place(column)
        self.problems.append(
            problem(severity, code, place, sentences[0].filled(where=place.place()), done=sentences[1])
        )

    def clean(self, column: Column, value: CellValue) -> str:
        """Return a cell's text without secrets and names of people."""
        text, removed = without_secrets(text_of(value))
        already = any(p.code == "secret_removed" and p.where == self.place(column) for p in self.problems[-8:])
        if removed and not already:
            self.report("warning", "secret_removed", column, cell_problem.SECRET_REMOVED)
        return without_names(without_charge(text))

    def id(self) -> str:
        """Return an id that stays the same as long as the file, sheet and row do."""
        return f"{self.table.file}/{self.table.sheet or ''}/{self.row + 1}"


def _contract(line: _Line) -> Contract:
    note = " ".join(part for part in (line.text("note"), _prefixed("保守区分", line.text("coverage")),
                                      _prefixed("連絡先", _reachable(line.text("contact")))) if part)  # fmt: skip
    start, end = line.day("start", last=False), line.day("end", last=True)
    if line.cells("period"):
        first, last = _period(line)
        start, end = (start if start.known else first), (end if end.known else last)
    return Contract(
        id=line.id(),
        vendor=line.text_fact("vendor"),
        covers=tuple(part for column, value in line.cells("covers") for part in parts_of(line.clean(column, value))),
        number=line.text_fact("number"),
        start=start,
        end=end,
        yearly_yen=_yearly_yen(line),
        remote=line.fact(YesNo, _first_known(yes_no(line.text("remote")), _named(line.text("remote"))), "remote"),
        auto_renewal=_renewal(line),
        update_clause=_update_clause(line),
        note=line.fact(TextFact, note or None, "note"),
        sources=(line.place(),),
    )


def _remote_access(line: _Line) -> RemoteAccess:
    way, product = line.text("method"), line.text("product")
    note = " ".join(part for part in (line.text("note"), line.text("status")) if part)
    authentication = line.text("authentication")
    peers = line.text("peer")
    targets = _targets(line)
    method = remote_method(way, product)
    always = _first_known(_always_on(line.text("always_on")), yes_no(line.text("always_on")))
    limited = _first_known(yes_no(line.text("source_limited")), False if _ANYWHERE.search(peers) else None)
    second = _first_known(yes_no(line.text("second_factor")), _second_factor(authentication))
    shared = _first_known(yes_no(line.text("shared_account")), _shared(authentication), _shared(note))
    peer_addresses = addresses_of(peers).values
    return RemoteAccess(
        id=line.id(),
        vendor=line.text_fact("vendor"),
        method=line.fact(Fact[RemoteMethod], method, "method", 0.8 if way else 0.6),
        peer=line.text_fact("peer"),
        targets=targets,
        system=line.text_fact("system"),
        product=line.text_fact("product"),
        firmware=line.text_fact("firmware"),
        authentication=line.fact(TextFact, authentication or None, "authentication"),
        second_factor=line.fact(YesNo, second, "second_factor" if line.cells("second_factor") else "authentication", 0.7),
        shared_account=line.fact(YesNo, shared, "authentication"),
        always_on=line.fact(YesNo, always, "always_on"),
        source_limited=line.fact(YesNo, limited, "source_limited" if line.cells("source_limited") else "peer"),
        last_used=line.day("last_used", last=False),
        listed=line.fact(YesNo, True, "vendor"),
        enabled=not _ENDED.search(note),
        ended=line.fact(YesNo, True if _ENDED.search(note) else None, "status" if line.cells("status") else "note"),
        refs=tuple(dict.fromkeys((*peer_addresses, *targets))),
        sources=(line.place(),),
    )


def parts_of(text: str) -> tuple[str, ...]:
    """Split a cell that names several things; what stands in brackets is not split, 他 and 等 at the end fall away."""
    parts: list[str] = []
    depth, begin = 0, 0
    for index, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        if depth == 0 and character in "、,;\n":
            parts.append(text[begin:index])
            begin = index + 1
    parts.append(text[begin:])
    cleaned = (_ET_CETERA.sub("", line_of(part).strip(" ・")).strip() for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part and not says_unknown(part)))


def _period(line: _Line) -> tuple[DateFact, DateFact]:
    column, value = line.cells("period")[0]
    text = line_of(line.clean(column, value))
    found = _two_cells(line, column) or period_of(text)
    if found is None and (day := _day(value, starts_1904=line.table.starts_1904)) is not None:
        found = lone_day(day, beside=f"{column.heading} {line.text('note')}", as_of=line.as_of)
    if found is None:
        line.report("warning", "no_date", column, cell_problem.no_date(text))
        return DateFact(), DateFact()
    place = line.place(column)
    return (
        DateFact.of(found.start, place, confidence=0.8) if found.start else DateFact(),
        DateFact.of(found.end, place, confidence=0.8) if found.end else DateFact(),
    )


def _two_cells(line: _Line, column: Column) -> Period | None:
    """Return a period whose two days stand side by side under one heading."""
    beside = column.index + 1
    headings = {one.index: one.heading for one in line.header.columns}
    cells = line.table.rows[line.row]
    if headings.get(beside, "") not in ("", column.heading) or beside >= len(cells) or line.table.origin(line.row, beside)[1] != beside:
        return None
    first, last = (_day(value, starts_1904=line.table.starts_1904) for value in (cells[column.index], cells[beside]))
    return Period(first, last) if first and last and first < last else None


def _day(value: CellValue, *, starts_1904: bool) -> date | None:
    """Return the day that a cell holds and nothing else; a number is none here."""
    if isinstance(value, bool | int | float) or value == "":
        return None
    try:
        found = date_of(value, starts_1904=starts_1904)
    except EraBorderError:
        return None
    return found.written.first if found is not None and found.written.exactness == "day" else None


def _renewal(line: _Line) -> YesNo:
    """Whether it renews by itself, wherever in the row that is written; its own column counts first."""
    told = line.text("auto_renewal")
    answer = _first_known(yes_no(told), renews(told), _way_of_renewal(told))
    if answer is not None:
        return YesNo.of(answer, line.place(line.cells("auto_renewal")[0][0]), confidence=0.8)
    for name in ("period", "end", "note", "coverage", "start", "covers"):
        if (found := renews(line.text(name))) is not None:
            return YesNo.of(found, line.place(line.cells(name)[0][0]), confidence=0.8)
    return YesNo()


def _way_of_renewal(text: str) -> bool | None:
    """Read the column of how a contract renews: 自動, or by a tender each time."""
    if re.search(r"入札|見積|随意|都度|毎回|手動|合意|協議|再契約", text):
        return False
    return True if re.match(r"自動|auto", text, re.IGNORECASE) else None


def _update_clause(line: _Line) -> TextFact:
    clause = line.text_fact("update_clause")
    if clause.known:
        return clause
    for name in ("note", "coverage", "covers", "yearly_yen", "monthly_yen"):
        for column, value in line.cells(name):
            if isinstance(value, str) and (found := update_duty(line.clean(column, value))):
                return TextFact.of(found, line.place(column), confidence=0.6)
    return TextFact()


def _yearly_yen(line: _Line) -> Amount:
    for name, months in (("yearly_yen", 1), ("monthly_yen", 12)):
        for column, value in line.cells(name):
            number = number_of(value)
            if number is None:
                continue
            written = text_of(value)
            if isinstance(value, str) and re.search(r"[億万千]", written):
                unit = 1
            else:
                unit = next((u for word, u in (("千円", 1_000), ("万円", 10_000), ("百万円", 1_000_000))[::-1]
                             if word in column.heading), 1)  # fmt: skip
            times = 12 if months == 12 or re.match(r"月額|月", written) or "月額" in column.heading else 1
            return Amount.of(number * unit * times, line.place(column), confidence=0.8)
    return Amount()


def _targets(line: _Line) -> tuple[str, ...]:
    found: list[str] = []
    for column, value in line.cells("target"):
        written = addresses_of(value, prefix=column.prefix)
        found += written.values
        for slip in written.slips:
            if re.fullmatch(r"\d+\.\d+\.\d+\.0/\d{1,2}", slip):
                found.append(slip)  # a whole network is a proper target
            else:
                line.report("warning", "address_slip", column, cell_problem.address_slip(slip))
    # Under 当院側機器 some lines name the box, others the address of what is reached.
    found += [address for _, value in line.cells("product") if isinstance(value, str) for address in addresses_of(value).values]
    return tuple(dict.fromkeys(found))


def _first_known(*answers: bool | None) -> bool | None:
    return next((answer for answer in answers if answer is not None), None)


def _named(text: str) -> bool | None:
    """A cell under リモート that names a way in (VPN, 専用線) says yes."""
    return True if re.search(r"vpn|回線|接続|対応|あり|有", text, re.IGNORECASE) else None


def _always_on(text: str) -> bool | None:
    if _ON_DEMAND.search(text):
        return False
    return True if _ALWAYS.search(text) else None


def _second_factor(text: str) -> bool | None:
    """A column that asks how people log in and names only a password says that there is no second factor."""
    if _SECOND_FACTOR.search(text):
        alone = re.search(r"証明書", text) and not _PASSWORD_ONLY.search(text)
        return None if alone else True
    return False if _PASSWORD_ONLY.search(text) else None


def _shared(text: str) -> bool | None:
    if _SHARED.search(text):
        return True
    return False if _OWN.search(text) else None


def _reachable(text: str) -> str:
    """Leave of a contact what reaches a desk: telephone numbers and names of desks, no names of people."""
    parts = [part for part in re.split(r"[\s、,;/]+", text) if re.search(r"\d|センター|窓口|デスク|[部課係室社]|受付|サポート|support|desk|cent(?:er|re)|削除", part, re.IGNORECASE)]
    return " ".join(re.sub(r"(?<=[部課係室])[:：].*", "", part) for part in parts)


def _prefixed(label: str, text: str) -> str:
    return f"{label}:{text}" if text else ""
