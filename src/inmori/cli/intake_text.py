"""What a person sees after the reading: for each file what it was taken for and what in it was not understood.

Only what needs a person is spelled out; everything else is counted, and stands whole in ``intake.json``.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from inmori.ingest.intake import ColumnMapping, FileRead, Intake, Problem
from inmori.model import Hospital
from inmori.text import Language, Text

SHOWN_FILES = 60
SHOWN_PROBLEMS = 3  # of one file
SHOWN_UNUSED = 6  # headings of one sheet
_ORDER = {"error": 0, "warning": 1, "note": 2}
_NO_LIST = "none"


def intake_lines(
    hospital: Hospital, intake: Intake, language: Language, *, columns: Path | None = None
) -> Iterator[str]:
    """Yield the lines: the sum, each file (those that were not used first), what concerns several, the columns.

    ``columns`` is the file of corrected columns that was given, if any.
    """
    used = sum(file.used for file in intake.files)
    devices = sum(device.in_use() for device in hospital.devices)
    yield _SUM.filled(files=len(intake.files), used=used, devices=devices).in_(language)
    files = sorted(intake.files, key=lambda file: file.used)
    for file in files[:SHOWN_FILES]:
        yield from _file_lines(file, intake, language)
    if len(files) > SHOWN_FILES:
        yield _MORE_FILES.filled(n=len(files) - SHOWN_FILES).in_(language)
    names = {file.evidence.file for file in intake.files}
    others = [problem for problem in intake.problems if problem.where.file not in names]
    if any(problem.severity != "note" for problem in others):
        yield _OTHERS.in_(language)
        yield from _problem_lines(others, language)
    if intake.mappings:
        words = _COLUMNS if columns is None else _COLUMNS_WRITTEN
        yield words.filled(file=columns or "columns.toml").in_(language)


def _file_lines(file: FileRead, intake: Intake, language: Language) -> Iterator[str]:
    """Yield one file: what it was taken for, how much came of it, and what was left."""
    name = file.evidence.file
    problems = [problem for problem in intake.problems if problem.where.file == name]
    kind = file.recognised_by.in_(language)
    if not file.used:
        why = next((p.text for p in problems if p.severity != "note"), None) or next((p.text for p in problems), None)
        yield _UNUSED.filled(name=name, why=why.in_(language) if why else kind).in_(language)
        return
    yield _USED.filled(name=name, kind=kind, n=f"{file.evidence.records:,}").in_(language)
    for mapping in intake.mappings:
        if mapping.file == name:
            yield from _column_line(mapping, language)
    yield from _problem_lines(problems, language)


def _column_line(mapping: ColumnMapping, language: Language) -> Iterator[str]:
    """Yield which sheet was not read, or which headings of a list were not used."""
    sheet = f"「{_plain(mapping.sheet)}」" if mapping.sheet else ""
    if mapping.kind == _NO_LIST:
        yield _NO_SHEET.filled(sheet=sheet or mapping.file).in_(language)
        return
    left = [_plain(heading) for _, heading, field in mapping.columns if not field and heading.strip()]
    if left:
        shown = "、".join(left[:SHOWN_UNUSED])
        more = _MORE_COLUMNS.filled(n=len(left) - SHOWN_UNUSED).in_(language) if len(left) > SHOWN_UNUSED else ""
        yield _LEFT_COLUMNS.filled(sheet=sheet, names=shown).in_(language) + more


def _problem_lines(problems: Sequence[Problem], language: Language) -> Iterator[str]:
    """Yield the gravest of the problems, and how many more there are."""
    ranked = sorted(problems, key=lambda problem: _ORDER[problem.severity])
    told = [problem for problem in ranked if problem.severity != "note"][:SHOWN_PROBLEMS]
    for problem in told:
        yield f"     ! {_where(problem, language)} {problem.done.in_(language)}"
    if len(ranked) > len(told):
        words = _MORE if told else _NOTES
        yield words.filled(n=len(ranked) - len(told)).in_(language)


def _where(problem: Problem, language: Language) -> str:
    """Return the place and the sentence, without the name of the file, under which it is printed."""
    file, text, place = problem.where.file, problem.text.in_(language), problem.where.place()
    short = text.removeprefix(file)
    if short != text and short.lstrip()[:1] in "「0123456789":
        return short.lstrip()
    inside = place.removeprefix(file).strip()
    return f"{inside}: {text}" if inside and place not in text else text


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


_SUM = Text(
    ja="資料 {files} 件のうち {used} 件を読み、使用中の機器 {devices} 台を確かめました。",
    en="Read {used} of {files} files; {devices} devices in use.",
)
_USED = Text(ja="  ○ {name} … {kind} として {n} 件を読みました", en="  + {name}: read as {kind}, {n} entries")
_UNUSED = Text(ja="  × {name} … 使っていません。{why}", en="  x {name}: not used. {why}")
_MORE_FILES = Text(ja="  … ほかに {n} 件の資料(intake.json)", en="  ... {n} more files (intake.json)")
_OTHERS = Text(ja="  資料どうしを照らし合わせて気づいたこと", en="  Seen when the files were put together")
_NO_SHEET = Text(
    ja="     {sheet}は一覧ではないと判断し、読んでいません", en="     {sheet}was taken for no list and not read"
)
_LEFT_COLUMNS = Text(ja="     {sheet}使わなかった列: {names}", en="     {sheet} columns not used: {names}")
_MORE_COLUMNS = Text(ja=" ほか {n} 列", en=" and {n} more")
_MORE = Text(ja="     ほかに気づいた点 {n} 件(intake.json)", en="     {n} more remarks (intake.json)")
_NOTES = Text(ja="     気づいた点 {n} 件(intake.json)", en="     {n} remarks (intake.json)")
_COLUMNS = Text(
    ja="列の読み方は intake.json にあります。確かめて直すには --columns {file} を付けてもう一度実行し、できた {file} を直してください。",
    en="How columns were read stands in intake.json. To correct it, run again with --columns {file} and edit that file.",
)
_COLUMNS_WRITTEN = Text(
    ja="列の読み方を {file} に書きました。違うところの右側の言葉を直して保存し、同じ指定でもう一度実行してください。",
    en="How columns were read was written to {file}. Correct the words on the right and run again in the same way.",
)
