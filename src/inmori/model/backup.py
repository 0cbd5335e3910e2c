"""Backups: what would still be there after an attacker with administrator rights had gone for it."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import Count, Frozen, Source, TextFact, YesNo
from inmori.model.system import SystemKind


class BackupMedium(StrEnum):
    """Kinds of copy, from easiest to hardest to destroy."""

    ONLINE = "online"  # reachable with the same logins (NAS in the domain)
    SEPARATE_LOGIN = "separate_login"
    IMMUTABLE = "immutable"
    OFFLINE = "offline"  # taken off the network (tape, RDX)
    CLOUD = "cloud"  # provider's own, in a cloud service


class Backup(Frozen):
    """How one system is backed up."""

    id: str
    system_kind: SystemKind = attribute(ja="対象システム", en="System")
    system_name: TextFact = attribute(TextFact(), ja="対象(記載)", en="System as written")
    method: TextFact = attribute(TextFact(), ja="方式", en="Method")
    media: tuple[BackupMedium, ...] | None = attribute(
        None, ja="媒体", en="Media", help_ja="空欄は不明", help_en="None means unknown"
    )
    generations: Count = attribute(Count(), ja="世代数", en="Generations")
    restore_tested: YesNo = attribute(YesNo(), ja="復旧試験", en="Restore tested")
    sources: tuple[Source, ...] = ()
