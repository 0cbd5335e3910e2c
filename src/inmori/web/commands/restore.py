"""``inmori restore``: an installation as it was when the backup was taken."""

from __future__ import annotations

from pathlib import Path

import click

from inmori.web.commands.ground import bring_up_to_date, data_options, stand_on
from inmori.web.commands.passphrase import passphrase, passphrase_option


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@data_options
@passphrase_option
@click.option("--replace", is_flag=True, help="いまあるデータをすべて捨てて入れ替える / throw away what is here")
def command(file: Path, data: Path, database: str | None, passphrase_file: Path | None, replace: bool) -> None:
    """控えから戻します。全部戻るか、何も変わらないかのどちらかです。記録(だれが何をしたか)がつながっているかも確かめます。

    \b
    1. inmori serve と inmori worker を止める
    2. inmori restore inmori-20261124.backup --data 戻す先のフォルダ
    3. inmori serve --data 戻す先のフォルダ   (全員がサインインし直します)

    Restores a backup: all of it, or nothing has changed. Stop serve and worker first.
    """
    secret = passphrase(passphrase_file, new=False)
    stand_on(data, database)
    bring_up_to_date()
    from inmori.web.keeping.archive import Seal
    from inmori.web.keeping.backup import restore, tell_in_records

    restored = restore(file, seal=Seal.with_passphrase(secret), replace=replace)
    tell_in_records(restored)
    when = restored.made_at.astimezone()
    click.echo(f"{when:%Y-%m-%d %H:%M} の控えから、{restored.hospitals} 病院(資料 {restored.files} 件)を戻しました。記録はつながっています。")
    click.echo(f"Restored {restored.hospitals} hospitals, {restored.rows} rows, {restored.files} files; every record fits.", err=True)
