"""How the answers of ``inmori reach`` read on a terminal: tables and lines, widths counted as a terminal does."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from inmori.model import ZONE_NAMES, Hospital, ZoneKind
from inmori.reach import CROSSING_NAMES, Crossing, Verdict, ZoneMatrix, crossings, zone_matrix
from inmori.text import Language, Text

_MARKS = {Verdict.ALLOW: "○", Verdict.DENY: "×", Verdict.PARTIAL: "△", Verdict.UNKNOWN: "?"}


def crossing_lines(found: Sequence[Crossing], language: Language) -> Iterator[str]:
    """Every way across the boundary, leaks first as they come."""
    for crossing in found:
        mark = Text(ja="抜け道", en="LEAK") if crossing.leak else Text(ja="想定内", en="ok")
        yield (
            f"[{mark.in_(language)}] {CROSSING_NAMES[crossing.kind].in_(language)}: "
            f"{crossing.from_zone} → {crossing.to_zone} {crossing.source} → {crossing.destination} "
            f"{' '.join(crossing.services)} ({crossing.rule_name or crossing.allowed}; {crossing.seen})"
        )


def matrix_lines(hospital: Hospital, table: ZoneMatrix, language: Language) -> Iterator[str]:
    """Zones by zones: a mark a cell, then the rules behind every cell that is not closed."""
    names = {zone: _zone_name(hospital, zone, language) for zone in table.zone_ids}
    width = max((_columns(name) for name in names.values()), default=0)
    yield Text(
        ja="縦: から / 横: へ  ○ 通る  △ 一部通る  × 通らない  ? 分からない  = 間に仕切りがない",
        en="rows: from / columns: to  ○ allow  △ partial  × deny  ? unknown  = nothing filters in between",
    ).in_(language)
    yield " " * width + "  " + " ".join(f"{number:>2}" for number in range(1, len(names) + 1))
    for number, (zone, name) in enumerate(names.items(), start=1):
        marks = []
        for other in names:
            cell = table.cell(zone, other)
            marks.append("・" if cell is None else "= " if not cell.filtered else f"{_MARKS[cell.verdict]} ")
        yield f"{name}{' ' * (width - _columns(name))} {number:>2} " + " ".join(marks)
    for cell in table.cells:
        if cell.refs and cell.from_zone != cell.to_zone:
            yield f"  {names[cell.from_zone]} → {names[cell.to_zone]}: {', '.join(cell.refs)}"


def change_lines(before: Hospital, after: Hospital, today: date, language: Language) -> Iterator[str]:
    """What became possible, what no longer is, and which leaks came and went."""
    old, new = zone_matrix(before), zone_matrix(after)
    changed = False
    for cell in new.cells:
        former = old.cell(cell.from_zone, cell.to_zone)
        was = former.verdict if former else None
        if was is not cell.verdict or (former is not None and set(former.refs) != set(cell.refs)):
            changed = True
            refs = set(cell.refs) ^ set(former.refs if former else ())
            yield f"{cell.from_zone} → {cell.to_zone}: {was or '-'} → {cell.verdict} ({', '.join(sorted(refs))})"
    leaks_before, leaks_after = ({c.id: c for c in crossings(h, today=today) if c.leak} for h in (before, after))
    for words, some, others in (
        (Text(ja="増えた抜け道", en="new leak"), leaks_after, leaks_before),
        (Text(ja="なくなった抜け道", en="leak gone"), leaks_before, leaks_after),
    ):
        for identity in sorted(set(some) - set(others)):
            changed = True
            crossing = some[identity]
            yield f"{words.in_(language)}: {CROSSING_NAMES[crossing.kind].in_(language)} {crossing.rule_name or identity}"
    if not changed:
        yield Text(ja="通信の可否に違いはありません。", en="Nothing changed in who reaches whom.").in_(language)


def _zone_name(hospital: Hospital, zone_id: str, language: Language) -> str:
    kind = hospital.zone_kind(zone_id)
    if kind is ZoneKind.UNKNOWN:
        return ZONE_NAMES[ZoneKind.INTERNET].in_(language) if zone_id == "internet" else zone_id
    return ZONE_NAMES[kind].in_(language)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
