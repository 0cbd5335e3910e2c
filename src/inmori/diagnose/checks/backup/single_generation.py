"""Backups with one generation, which the first damaged copy overwrites."""

from collections.abc import Iterator

from inmori.diagnose.backup_name import system_names
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named


def check(case: Case) -> Result:
    """Judge each listed backup by its number of generations."""
    return _results(case) if case.hospital.backups else Unjudged("no_list")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    least, backups = case.text.number("at_least"), case.hospital.backups
    single = [b for b in backups if b.generations.value is not None and b.generations.value < least]
    if single:
        yield Hit(
            key="systems",
            refs=tuple(backup.id for backup in single),
            evidence=tuple(source for b in single for source in sources_of(b.generations) or b.sources),
            seen=tuple(("system", name.ja) for name in system_names(single)),
            confidence=0.8,
            values={"systems": named(system_names(single), limit=5)},
        )
    if unknown := [backup for backup in backups if backup.generations.value is None]:
        yield Unjudged("unknown", {"systems": named(system_names(unknown), limit=5)})
