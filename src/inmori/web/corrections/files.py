"""The two small files by which corrections reach the process that reads: known to both sides, and knowing no Django."""

from __future__ import annotations

from pathlib import Path

from inmori.ingest.column_correction import ColumnCorrections, read
from inmori.ingest.zone_decision import ZoneDecisions

COLUMNS_FILE, ZONES_FILE = "columns.toml", "zones.json"  # in a job's folder
PLACE = "画面での列の訂正"  # where a correction is said to come from, as a person sees it


def write_corrections(folder: Path, *, columns: str, zones: ZoneDecisions) -> None:
    """Put both into a job's folder."""
    (folder / COLUMNS_FILE).write_text(columns, "utf-8")
    (folder / ZONES_FILE).write_text(zones.model_dump_json(), "utf-8")


def columns_in(folder: Path) -> ColumnCorrections:
    """Return how lists are to be read; nothing where nobody said anything."""
    path = folder / COLUMNS_FILE
    return read(path.read_text("utf-8"), file=PLACE).corrections if path.exists() else ColumnCorrections()


def zones_in(folder: Path) -> ZoneDecisions:
    """Return what networks are for; nothing where nobody said anything."""
    path = folder / ZONES_FILE
    return ZoneDecisions.model_validate_json(path.read_text("utf-8")) if path.exists() else ZoneDecisions()
