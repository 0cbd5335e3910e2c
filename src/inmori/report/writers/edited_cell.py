"""What a person wrote into the cells of a workbook that was handed out, and every fault in it with its place.

Whoever reads such a workbook back takes all of it or nothing: faults are collected and told at once.
"""

from collections.abc import Iterable

from inmori.era import EraBorderError, WrittenDate, read_date
from inmori.errors import InputError
from inmori.report.block import SheetColumn
from inmori.report.wording import UNKNOWN
from inmori.report.writers.xlsx_back import BackCell
from inmori.text import Text

_SHOWN = 20
_LONGEST = 2_000  # characters of one cell


class EditedCells:
    """Reads single cells and collects everything that is wrong with them in ``faults``."""

    def __init__(self) -> None:
        self.faults: list[Text] = []

    def fault(self, cell: BackCell, what: Text) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(at_cell(cell, what))

    def text(self, cell: BackCell) -> str:
        """Return the text of a cell, empty where nothing is written; a formula or a far too long text is a fault."""
        if self.is_formula(cell) or cell.value is None:
            return ""
        text = str(cell.value)
        if len(text) > _LONGEST:
            self.fault(cell, Text(ja=f"{_LONGEST:,}字より長い文は読みません", en=f"longer than {_LONGEST:,} characters"))
        return text[:_LONGEST]

    def is_blank_date(self, cell: BackCell) -> bool:
        """Whether no date is written: nothing, the word for unknown, or a formula (which is a fault)."""
        return self.is_formula(cell) or cell.value in (None, "", UNKNOWN.ja, UNKNOWN.en)

    def no_date(self, cell: BackCell) -> None:
        """Note that a cell holds no date."""
        written = str(cell.value)[:40]
        self.fault(
            cell,
            Text(
                ja=f"「{written}」は日付として読めません(2027-03-31 の形で書いてください)",
                en=f"“{written}” is no date (write it as 2027-03-31)",
            ),
        )

    def is_formula(self, cell: BackCell) -> bool:
        """Whether a cell holds a formula, which is a fault."""
        if cell.formula:
            self.fault(cell, Text(ja="数式は読みません。値を書いてください", en="a formula is not read: write the value"))
        return cell.formula


def date_written(cell: BackCell) -> WrittenDate | None:
    """Return a date that was typed as text; None where it is none, or contradicts its era."""
    try:
        return read_date(cell.value) if isinstance(cell.value, str) else None
    except EraBorderError:
        return None


def columns_in(row: Iterable[BackCell], wanted: Iterable[SheetColumn]) -> dict[str, int]:
    """Return where the wanted columns stand in a heading, by their English title."""
    titles = {word: column.title.en for column in wanted for word in (column.title.ja, column.title.en)}
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        if isinstance(cell.value, str) and cell.value in titles:
            found.setdefault(titles[cell.value], index)
    return found


def at_cell(cell: BackCell, what: Text) -> Text:
    """Return a remark with the place of its cell before it."""
    return Text(ja=f"{cell.place()}: {what.ja}", en=f"{cell.sheet} {cell.address}: {what.en}")


def no_column(sheet: Text, lacking: list[Text]) -> Text:
    """Return the fault of a sheet without these headings."""
    return Text(
        ja=f"「{sheet.ja}」に見出し {'、'.join(one.ja for one in lacking)} がありません",
        en=f"Sheet {sheet.en} lacks the headings {', '.join(one.en for one in lacking)}",
    )


def refused(name: str, faults: list[Text]) -> InputError:
    """Return the refusal of the file ``name`` that names its first faults and counts the others."""
    shown, more = faults[:_SHOWN], len(faults) - _SHOWN
    tail = Text(ja=f"\nほか{more}か所", en=f"\nand {more} more") if more > 0 else Text(ja="", en="")
    return InputError(
        Text(
            ja=f"{name} は読み戻せません。何も変えていません。\n" + "\n".join(one.ja for one in shown) + tail.ja,
            en=f"{name} cannot be read back; nothing was changed.\n" + "\n".join(one.en for one in shown) + tail.en,
        )
    )
