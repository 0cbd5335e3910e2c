"""How the copy that a system is restored from is said: kind, generations, whether restoring was ever tried."""

from inmori.model import BackupMedium, Hosting, SystemKind
from inmori.prepare import RestoreStep
from inmori.report.documents.manuscript import blank
from inmori.report.wording import joined
from inmori.text import Text

# Hardest to destroy first: that copy is taken first.
_SAFEST = (BackupMedium.OFFLINE, BackupMedium.IMMUTABLE, BackupMedium.SEPARATE_LOGIN, BackupMedium.CLOUD, BackupMedium.ONLINE)
# Nothing of theirs is restored: they are set up anew, and the copies themselves are no system's copy.
_ANEW = {
    SystemKind.BACKUP: Text(ja="控えを置くもの。装置を調べ、設定し直す。", en="It holds the copies: examined and set up anew."),
    SystemKind.ANTIVIRUS: Text(ja="作り直す。", en="Set up anew."),
    SystemKind.ASSET_MANAGEMENT: Text(ja="作り直す。", en="Set up anew."),
}
_FROM = {
    BackupMedium.OFFLINE: Text(ja="取り外した媒体から戻す。", en="From the medium taken off line."),
    BackupMedium.IMMUTABLE: Text(ja="書換えできない控えから戻す。", en="From the immutable copy."),
    BackupMedium.SEPARATE_LOGIN: Text(ja="別のログインで守る控えから戻す。", en="From the copy behind a separate login."),
    BackupMedium.CLOUD: Text(ja="クラウド事業者の控えから戻す。", en="From the provider's copy."),
    BackupMedium.ONLINE: Text(
        ja="網につないだままの控えしか分かっておらず、失われているおそれがある。", en="Only a connected copy is known, which may be lost too."
    ),
}


def copy_of(step: RestoreStep) -> Text:
    """Say what a system is restored from; what nobody knows becomes a line to fill in."""
    backup = step.backup
    if backup is None:
        if step.system.kind in _ANEW:
            return _ANEW[step.system.kind]
        if step.system.hosting.value is Hosting.CLOUD:
            return joined((
                Text(ja="提供者が戻す。", en="The provider restores it."),
                blank(Text(ja=f"{step.name.ja}の控えと復旧の約束", en=f"copies and promise for {step.name.en}")),
            ))
        return joined((
            Text(ja="控えの記録がない。", en="No copy is on record."),
            blank(Text(ja=f"{step.name.ja}の控え", en=f"copy of {step.name.en}")),
        ))
    known = backup.media or ()
    medium = next((one for one in _SAFEST if one in known), None)
    first = _FROM[medium] if medium else joined((
        Text(ja="媒体は未確認。", en="Medium not confirmed."),
        blank(Text(ja=f"{step.name.ja}の控えの媒体", en=f"medium of the copy of {step.name.en}")),
    ))  # fmt: skip
    return joined((first, _generations(backup.generations.value), _tested(backup.restore_tested.value)))


def _generations(count: int | None) -> Text:
    if count is None:
        return Text(ja="世代の数は未確認。", en="Generations not confirmed.")
    return Text(ja=f"{count}世代。", en=f"{count} generations.") if count != 1 else Text(ja="1世代だけ。", en="One generation only.")


def _tested(tested: bool | None) -> Text:
    if tested is None:
        return Text(ja="復元試験の有無は未確認。", en="Whether restoring was tried is not confirmed.")
    if tested:
        return Text(ja="復元試験を実施。", en="Restoring was tried.")
    return Text(ja="復元試験は未実施。", en="Restoring was never tried.")
