"""How the checks call a backed-up system: by its kind, or as written where the kind says nothing."""

from collections.abc import Iterable

from inmori.model import SYSTEM_NAMES, Backup, SystemKind
from inmori.text import Text


def system_names(backups: Iterable[Backup]) -> list[Text]:
    """Return the name of each backup's system."""
    return [_name(backup) for backup in backups]


def _name(backup: Backup) -> Text:
    written = backup.system_name.value
    if backup.system_kind is SystemKind.OTHER and written:
        return Text(ja=written, en=written)
    return SYSTEM_NAMES[backup.system_kind]
