"""Systems whose every copy can be erased by whoever has erased the original."""

from collections.abc import Iterator

from inmori.diagnose.backup_name import system_names
from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import BackupMedium

# What survives an attacker with administrator rights on the network.
_APART = {BackupMedium.OFFLINE, BackupMedium.IMMUTABLE, BackupMedium.CLOUD}


def check(case: Case) -> Result:
    """Judge each system's backups by their media; a separate login alone does not keep a copy apart."""
    return _results(case) if case.hospital.backups else Unjudged("no_list")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    backups = case.hospital.backups
    bare = [backup for backup in backups if backup.media is not None and not _APART & set(backup.media)]
    if bare:
        core = any(backup.system_kind in case.text.words("core") for backup in bare)
        names = system_names(bare)
        yield Hit(
            key="systems",
            refs=tuple(backup.id for backup in bare),
            evidence=tuple(source for backup in bare for source in backup.sources),
            seen=tuple(
                ("media", f"{name.ja}: {', '.join(backup.media or ()) or '-'}")
                for name, backup in zip(names, bare, strict=True)
            ),
            variant="core" if core else None,
            confidence=0.8,
            values={"systems": named(names, limit=5)},
        )
    if unknown := [backup for backup in backups if backup.media is None]:
        yield Unjudged("unknown_media", {"systems": named(system_names(unknown), limit=5)})
