"""The sentences for rows and columns of a list of machines that were not taken as they stand, and how many are shown."""

from collections.abc import Sequence

from inmori.ingest.intake import Problem
from inmori.ingest.table import problem
from inmori.model import Source
from inmori.text import Text


def ditto_identity(place: Source, heading: str) -> Problem:
    """Return the line for: "same as above" where every machine has its own value."""
    return problem(
        "warning", "ditto_identity", place,
        Text(
            ja=f"{place.place()} の「{heading}」が「同上」ですが、機器ごとに違うはずの値です。",
            en=f"{place.place()}: '{heading}' says 'same as above', but it should differ for each machine.",
        ),
        done=Text(ja="この値は使っていません。", en="It was not used."),
    )  # fmt: skip


def footnote(place: Source, shown: str) -> Problem:
    """Return the line for: a remark below or between the machines."""
    return problem(
        "note", "footnote", place,
        Text(ja=f"{place.place()} に注記があります:「{shown}」", en=f"Footnote in {place.place()}: '{shown}'"),
        done=Text(ja="機器としては数えていません。", en="Not counted as a machine."),
    )  # fmt: skip


def grey_row(place: Source) -> Problem:
    """Return the line for: a row painted grey without a legend."""
    return problem(
        "note", "grey_row", place,
        Text(
            ja=f"{place.place()} は灰色に塗られていますが、その意味が書かれていません。",
            en=f"{place.place()} is painted grey, but nothing says what that means.",
        ),
        done=Text(
            ja="使用中として扱います。廃棄済みなら備考に「廃棄」と書くか、凡例を付けてください。",
            en="Taken to be in use. If scrapped, say so in the notes or add a legend.",
        ),
    )  # fmt: skip


def struck_cell(place: Source) -> Problem:
    """Return the line for: a value that is struck through while its row is not."""
    return problem(
        "note", "struck_cell", place,
        Text(ja=f"{place.place()} の値に取り消し線があります。", en=f"The value in {place.place()} is struck through."),
        done=Text(ja="消された値として、使っていません。", en="Taken as deleted; not used."),
    )  # fmt: skip


def struck_part(place: Source) -> Problem:
    """Return the line for: a value of which a part is struck through."""
    return problem(
        "note", "struck_part", place,
        Text(
            ja=f"{place.place()} の値の一部に取り消し線があります。",
            en=f"A part of the value in {place.place()} is struck through.",
        ),
        done=Text(ja="消された部分を除いて読みました。", en="It was read without that part."),
    )  # fmt: skip


def column_dropped(place: Source, heading: str) -> Problem:
    """Return the line for: a column that may hold secrets or names of people."""
    return problem(
        "note", "column_dropped", place,
        Text(
            ja=f"{place.place()} の列「{heading}」は、パスワードや個人名などを含みうる列です。",
            en=f"The column '{heading}' in {place.place()} may hold passwords or names of people.",
        ),
        done=Text(ja="中身は一切読み込んでいません。", en="Its content was not read at all."),
    )  # fmt: skip


def squeezed(problems: Sequence[Problem]) -> list[Problem]:
    """Keep one of many alike notes of a column, with their number: a thousand of them would hide what matters."""
    first: dict[tuple[str, ...], int] = {}
    more: dict[int, int] = {}
    kept: list[Problem] = []
    for found in problems:
        letters = (found.where.cell or "").rstrip("0123456789")
        key = (found.code, found.where.file, found.where.sheet or "", letters)
        if found.severity == "note" and found.code not in ("footnote", "column_dropped") and key in first:
            more[first[key]] = more.get(first[key], 0) + 1
            continue
        first.setdefault(key, len(kept))
        kept.append(found)
    for index, count in more.items():
        text = kept[index].text
        suffix = Text(ja=f"{text.ja}(同じ列にほか{count:,}件)", en=f"{text.en} (and {count:,} more in this column)")
        kept[index] = kept[index].model_copy(update={"text": suffix})
    return kept
