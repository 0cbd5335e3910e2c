"""Copies that nobody has ever brought back."""

from collections.abc import Iterator

from inmori.diagnose.backup_name import system_names
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named


def check(case: Case) -> Result:
    """Judge each listed backup."""
    return _results(case) if case.hospital.backups else Unjudged("no_list")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    backups = case.hospital.backups
    untried = [backup for backup in backups if backup.restore_tested.value is False]
    if untried:
        yield Hit(
            key="systems",
            refs=tuple(backup.id for backup in untried),
            evidence=tuple(source for b in untried for source in sources_of(b.restore_tested) or b.sources),
            seen=tuple(("system", name.ja) for name in system_names(untried)),
            confidence=0.8,
            values={"systems": named(system_names(untried), limit=5)},
        )
    if unknown := [backup for backup in backups if backup.restore_tested.value is None]:
        yield Unjudged("unknown", {"systems": named(system_names(unknown), limit=5)})
