"""Quotations (見積り): prices that a hospital has in writing, which take the place of the catalogue's ranges.

They come in a small TOML file, because a 事務長 types them from paper: one block for each measure. What is wrong in
it is told with file and line. A quoted price is shown as such (basis "measured") wherever a price is shown.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Cost, Measure
from inmori.catalogue.quantity import Quantity
from inmori.errors import InputError
from inmori.model.provenance import Frozen
from inmori.text import Text

TAX = 1.1
MOST_BYTES = 1_000_000
MOST_YEN = 1e11  # a hundred thousand million: more is a slip of the finger
KEYS = ("measure", "capital", "yearly", "from", "date", "tax_included", "note")
_HEAD = re.compile(r"^\s*\[\[\s*quotation\s*\]\]")
_LINE = re.compile(r"at line (\d+)")


class Quotation(Frozen):
    """One quotation: yen without tax for the whole hospital; ``None`` leaves the catalogue's price."""

    measure: str
    capital: float | None = None
    yearly: float | None = None
    offered_by: str
    on: date
    note: str = ""

    @property
    def source(self) -> str:
        """How the price is cited."""
        return f"見積書({self.offered_by}、{self.on.isoformat()})"


def read_quotations(file: Path, catalogue: Catalogue, *, today: date) -> tuple[Quotation, ...]:
    """Read a file of quotations, in the order of its blocks.

    Raises:
        InputError: it cannot be read, or an entry means nothing; the message names the file and the line.
    """
    text = _text_of(file)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise _wrong(
            file, line, "TOMLの書き方に誤りがあります(かっこ・引用符・= を確かめてください)", "this is not valid TOML"
        ) from error
    lines = _Lines(text)
    blocks = content.get("quotation", [])
    if stray := sorted(set(content) - {"quotation"}):
        raise _wrong(
            file, lines.of_key(stray[0]), f"「{stray[0]}」は使えません。[[quotation]] の下に書いてください",
            f'"{stray[0]}" has no place here; write it under [[quotation]]',
        )  # fmt: skip
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks) or not blocks:
        raise _wrong(file, 1, "[[quotation]] で始まる見積りがありません", "no block begins with [[quotation]]")
    return tuple(_quotations(file, blocks, lines, catalogue, today))


def quoted(catalogue: Catalogue, quotations: tuple[Quotation, ...]) -> Catalogue:
    """Return the catalogue with these prices in place of its own; the hash of the result tells them."""
    if not quotations:
        return catalogue
    measures = dict(catalogue.measures)
    for quotation in quotations:
        measures[quotation.measure] = _priced(measures[quotation.measure], quotation)
    written = "\n".join(each.model_dump_json() for each in sorted(quotations, key=lambda each: each.measure))
    return replace(catalogue, measures=measures, quotations=written)


def quotation_of(measure: Measure) -> Text | None:
    """Say which quotation the price of a measure rests on; None where it is the catalogue's."""
    figures = [f for cost in measure.costs for f in (cost.capital, cost.yearly) if f is not None]
    source = next((figure.source for figure in figures if figure.basis == "measured"), None)
    if source is None:
        return None
    return Text(ja=source, en=source.replace("見積書(", "quotation (").replace("、", ", ").replace(")", ")"))


def _priced(measure: Measure, quotation: Quotation) -> Measure:
    kept = []
    for cost in measure.costs:
        left = cost.model_copy(
            update=({"capital": None, "capital_ref": None} if quotation.capital is not None else {})
            | ({"yearly": None, "yearly_ref": None} if quotation.yearly is not None else {})
        )
        if left.capital or left.capital_ref or left.yearly or left.yearly_ref:
            kept.append(left)
    return measure.model_copy(update={"costs": (*kept, _line(quotation))})


def _line(quotation: Quotation) -> Cost:
    capital, yearly = (_figure(quotation, amount, yearly=each) for amount, each in ((quotation.capital, False), (quotation.yearly, True)))
    return Cost(per="hospital", capital=capital, yearly=yearly)


def _figure(quotation: Quotation, yen: float | None, *, yearly: bool) -> Quantity | None:
    if yen is None:
        return None
    return Quantity(
        id=f"{quotation.measure}.{'yearly' if yearly else 'capital'}.quoted",
        name=Text(ja="見積り(毎年)", en="Quoted, a year") if yearly else Text(ja="見積り(初期)", en="Quoted, once"),
        value=yen, low=yen, high=yen, unit="yen/year" if yearly else "yen",
        source=quotation.source, as_of=quotation.on, basis="measured", confidence="high", law="fixed",
    )  # fmt: skip


class _Lines:
    """The line of each block and of each key in it: tomllib tells no lines of what it has understood."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._heads = [number for number, line in enumerate(self._lines, start=1) if _HEAD.match(line)]

    def of(self, block: int, key: str | None = None) -> int:
        """Return the line of a block (the first is 0), or of a key in it where it is found."""
        if block >= len(self._heads):
            return 1
        first = self._heads[block]
        last = self._heads[block + 1] if block + 1 < len(self._heads) else len(self._lines) + 1
        return self._find(key, first, last) if key else first

    def of_key(self, key: str) -> int:
        """Return the line on which a key first stands."""
        return self._find(key, 1, len(self._lines) + 1)

    def _find(self, key: str, first: int, last: int) -> int:
        begins = re.compile(rf'^\s*\[*\s*["\']?{re.escape(key)}["\']?\s*[\]=.]')
        return next((n for n in range(first, last) if begins.match(self._lines[n - 1])), first)


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _wrong(file, 1, "大きすぎます。見積りのファイルではないようです", "too large to be quotations")
        return file.read_text("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _wrong(file, 1, "文字コードがUTF-8ではありません。UTF-8で保存し直してください", "not UTF-8 text") from error
    except OSError as error:
        raise InputError(
            Text(ja=f"見積りのファイルを開けません: {file}", en=f"The file of quotations cannot be opened: {file}")
        ) from error


def _quotations(
    file: Path, blocks: list[dict[str, Any]], lines: _Lines, catalogue: Catalogue, today: date
) -> Iterator[Quotation]:
    seen: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if stray := sorted(set(block) - set(KEYS)):
            raise _wrong(
                file, lines.of(number, stray[0]), f"「{stray[0]}」という項目はありません(使えるのは {'・'.join(KEYS)})",
                f'there is no item "{stray[0]}" (known: {", ".join(KEYS)})',
            )  # fmt: skip
        quotation = _quotation(file, block, lines, number, catalogue, today)
        if quotation.measure in seen:
            raise _wrong(
                file, lines.of(number), f"「{quotation.measure}」の見積りが{seen[quotation.measure]}行目にもあります。使う方だけを残してください",
                f'"{quotation.measure}" is quoted on line {seen[quotation.measure]} too; keep one',
            )  # fmt: skip
        seen[quotation.measure] = lines.of(number)
        yield quotation


def _quotation(
    file: Path, block: Mapping[str, Any], lines: _Lines, number: int, catalogue: Catalogue, today: date
) -> Quotation:
    def fail(key: str, ja: str, en: str) -> InputError:
        return _wrong(file, lines.of(number, key), ja, en)

    measure = block.get("measure")
    if not isinstance(measure, str) or measure not in catalogue.measures:
        near = _near(measure, catalogue)
        raise fail(
            "measure", f"「{measure}」という対策はありません{near.ja}" if measure else "measure(対策の名前)がありません",
            f'there is no measure "{measure}"{near.en}' if measure else "measure is missing",
        )  # fmt: skip
    tax = block.get("tax_included", False)
    if not isinstance(tax, bool):
        raise fail("tax_included", "tax_included は true か false で書いてください", "tax_included must be true or false")
    capital, yearly = (_yen(block.get(key), key, fail, tax=tax) for key in ("capital", "yearly"))
    if capital is None and yearly is None:
        raise fail("measure", "capital(初期の円)か yearly(毎年の円)を書いてください", "neither capital nor yearly is given")
    offered, note = block.get("from"), block.get("note", "")
    if not isinstance(offered, str) or not offered.strip():
        raise fail("from", "from(見積りを出した会社)を書いてください", "from (who made the offer) is missing")
    if not isinstance(note, str):
        raise fail("note", "note は文字で書いてください", "note must be text")
    on = _day(block.get("date"), fail, today=today)
    return Quotation(measure=measure, capital=capital, yearly=yearly, offered_by=offered.strip(), on=on, note=note)


def _yen(value: Any, key: str, fail: Any, *, tax: bool) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_YEN:
        raise fail(
            key, f"{key} は0以上の円の数字で書いてください(例 1_800_000。引用符・「万円」・カンマは付けません)",
            f"{key} must be yen as a plain number, 0 or more (1_800_000)",
        )  # fmt: skip
    return float(value) / TAX if tax else float(value)


def _day(value: Any, fail: Any, *, today: date) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise fail("date", "date は見積りの日を 2026-11-10 の形で、引用符なしで書いてください", "date must be a day like 2026-11-10")
    if value > today:
        raise fail("date", f"date({value.isoformat()})が先の日付です", f"date ({value.isoformat()}) lies in the future")
    return value


def _near(measure: Any, catalogue: Catalogue) -> Text:
    from difflib import get_close_matches

    near = get_close_matches(str(measure), catalogue.measures, n=1)
    if not near:
        return Text(ja="(inmori measures で一覧が見られます)", en=" (inmori measures lists them)")
    return Text(ja=f"(「{near[0]}」ではありませんか)", en=f' (did you mean "{near[0]}"?)')


def _wrong(file: Path, line: int, ja: str, en: str) -> InputError:
    return InputError(
        Text(ja=f"見積りのファイル {file.name} の{line}行目: {ja}。", en=f"{file.name}, line {line}: {en}.")
    )
