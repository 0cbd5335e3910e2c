"""The bounds on what is read from outside, as settings: a stranger's file may be a trap, a large hospital's is not.

Each bound has a name that the command line takes (``--limit rows=500000``), and every message about a bound that was
met names it together with the option that raises it; so a person who meets one knows what to do.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from inmori.errors import InputError
from inmori.text import Text

MEBI = 1024 * 1024
GIBI = 1024 * MEBI


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read from outside; what each is for stands in :data:`MEANINGS`."""

    file_bytes: int = 256 * MEBI
    capture_bytes: int = 4 * GIBI
    rows: int = 100_000
    lines: int = 2_000_000
    flows: int = 2_000_000
    cell_chars: int = 32_767
    yaml_bytes: int = 2 * MEBI
    zip_entries: int = 5_000
    unpacked_bytes: int = 512 * MEBI
    unpacked_ratio: int = 200


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one limit bounds, for people."""

    unit: Literal["bytes", "count"]
    what: Text


MEANINGS: Mapping[str, Meaning] = {
    "file_bytes": Meaning(
        "bytes",
        Text(ja="1つのファイルの大きさ(通信の記録を除く)", en="size of one file (other than records of traffic)"),
    ),
    "capture_bytes": Meaning(
        "bytes",
        Text(
            ja="通信の記録1つの大きさ(圧縮されたものは展開後の大きさも)",
            en="size of one record of traffic (of a packed one also what it unpacks to)",
        ),
    ),
    "rows": Meaning("count", Text(ja="1つの表や一覧の行数", en="rows of one sheet or list")),
    "lines": Meaning("count", Text(ja="1つの設定や記録の行数", en="lines of one configuration or log")),
    "flows": Meaning("count", Text(ja="1つの通信の記録の件数", en="records of one log of traffic")),
    "cell_chars": Meaning("count", Text(ja="表の1つの欄の文字数", en="characters of one cell")),
    "yaml_bytes": Meaning("bytes", Text(ja="聞き取り票(YAML)の大きさ", en="size of the interview (YAML)")),
    "zip_entries": Meaning("count", Text(ja="Excelファイルの中の部品の数", en="parts inside one workbook file")),
    "unpacked_bytes": Meaning(
        "bytes", Text(ja="圧縮されたファイルを展開した大きさ", en="what a packed file unpacks to")
    ),
    "unpacked_ratio": Meaning(
        "count", Text(ja="圧縮されたファイルが展開で何倍までふくらんでよいか", en="how many times a packed file may grow")
    ),
}

_UNITS = {
    "": 1, "B": 1, "K": 1024, "KB": 1024, "KIB": 1024, "M": MEBI, "MB": MEBI, "MIB": MEBI,
    "G": GIBI, "GB": GIBI, "GIB": GIBI, "T": 1024 * GIBI, "TB": 1024 * GIBI, "TIB": 1024 * GIBI,
}  # fmt: skip
_COUNTS = {"": 1, "万": 10_000, "億": 100_000_000}
_VALUE = re.compile(r"(\d[\d,_]*(?:\.\d+)?)\s*([A-Z]*|万|億)")
_LARGEST = 1 << 60


def shown(name: str, value: int) -> str:
    """Return a limit's value as people write it and as ``--limit`` takes it: ``256MB``, ``100,000``."""
    if MEANINGS[name].unit == "count":
        return f"{value:,}"
    for unit, size in (("GB", GIBI), ("MB", MEBI), ("KB", 1024)):
        if value >= size and value % size == 0:
            return f"{value // size:,}{unit}"
    return f"{value / MEBI:,.1f}MB" if value >= MEBI else f"{value:,}B"


def how_to_raise(name: str, limits: Limits) -> Text:
    """Return the sentence that follows any message about a limit that was met: its name, value and option."""
    value = getattr(limits, name)
    twice = shown(name, value * 2).replace(",", "")
    return Text(
        ja=f"上限は {name}={shown(name, value)} です。増やすには --limit {name}={twice} のように指定してください。",
        en=f"The limit is {name}={shown(name, value)}; raise it with --limit {name}={twice}, for example.",
    )


def over(message: Text, name: str, limits: Limits) -> Text:
    """Return ``message`` followed by how the limit is raised."""
    hint = how_to_raise(name, limits)
    return Text(ja=message.ja + hint.ja, en=f"{message.en} {hint.en}")


def too_many_lines(name: str, limits: Limits) -> Text:
    """Return why a configuration or an export ``name`` is not read: it has more lines than the limit."""
    return over(_TOO_MANY_LINES.filled(name=name), "lines", limits)


def limits_from(settings: Iterable[tuple[str, str]], *, base: Limits | None = None) -> Limits:
    """Return the limits with (name, value as written) put in, later ones over earlier ones.

    Raises:
        InputError: a name that is no limit, or a value that is no size or count; says which are possible.
    """
    values: dict[str, int] = {}
    for name, written in settings:
        key = unicodedata.normalize("NFKC", name).strip().lower().replace("-", "_")
        if key not in MEANINGS:
            raise InputError(_unknown(name))
        values[key] = _value(key, written)
    return replace(base or Limits(), **values)


def settings_in(file: Path) -> tuple[tuple[str, str], ...]:
    """Return the (name, value) pairs of a TOML file such as ``rows = 500000`` or ``file_bytes = "1GB"``.

    Raises:
        InputError: it cannot be opened or is no TOML; the names and values are judged by :func:`limits_from`.
    """
    shown_name = _printable(file.name)
    try:
        found = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(_CLOSED.filled(name=shown_name, reason=error.strerror or "?")) from error
    except ValueError as error:  # no UTF-8, or no TOML
        place = re.search(r"line (\d+)", str(error))
        raise InputError(_NO_TOML.filled(name=shown_name, line=place[1] if place else "?")) from error
    inner = found.get("limits", found)
    table = inner if isinstance(inner, dict) else found
    return tuple((name, value if isinstance(value, str) else str(value)) for name, value in table.items())


def _value(name: str, written: str) -> int:
    """Return what was written as a number of bytes or things."""
    unit = MEANINGS[name].unit
    plain = unicodedata.normalize("NFKC", written).strip().upper()
    found = _VALUE.fullmatch(plain)
    factor = (_UNITS if unit == "bytes" else _COUNTS).get(found[2]) if found else None
    value = float(found[1].replace(",", "").replace("_", "")) * factor if found and factor else 0
    if not 1 <= value <= _LARGEST:
        raise InputError(_BAD[unit].filled(name=name, value=_printable(written)))
    return int(value)


def _unknown(name: str) -> Text:
    written = _printable(name)
    close = get_close_matches(written.lower(), tuple(MEANINGS), n=1)
    names = "、".join(field.name for field in fields(Limits))
    meant = Text(ja=f"{close[0]} ではありませんか。", en=f"Did you mean {close[0]}? ") if close else Text(ja="", en="")
    return Text(
        ja=f"上限に「{written}」という名前はありません。{meant.ja}使える名前: {names}",
        en=f"There is no limit named '{written}'. {meant.en}The names are: {names.replace('、', ', ')}",
    )


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:60]


_TOO_MANY_LINES = Text(ja="{name} は行数が上限を超えています。", en="{name} has more lines than the limit allows.")
_CLOSED = Text(ja="上限のファイル {name} を開けません({reason})。", en="Cannot open the file of limits {name} ({reason}).")
_NO_TOML = Text(
    ja='上限のファイル {name} の {line} 行目が TOML として読めません。rows = 500000 や file_bytes = "1GB" のように書いてください。',
    en='Line {line} of the file of limits {name} is no TOML. Write lines like rows = 500000 or file_bytes = "1GB".',
)
_BAD = {
    "bytes": Text(
        ja="上限 {name} の値「{value}」は大きさとして読めません。512MB や 8GB のように書いてください。",
        en="The value '{value}' of the limit {name} is no size. Write it like 512MB or 8GB.",
    ),
    "count": Text(
        ja="上限 {name} の値「{value}」は数として読めません。200000 や 20万 のように、1以上の数で書いてください。",
        en="The value '{value}' of the limit {name} is no count. Write a number of at least 1, like 200000.",
    ),
}
