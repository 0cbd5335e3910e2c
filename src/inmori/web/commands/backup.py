"""``inmori backup``: everything in one encrypted file."""

from __future__ import annotations

from pathlib import Path

import click

from inmori.web.commands.ground import bring_up_to_date, data_options, stand_on
from inmori.web.commands.passphrase import passphrase, passphrase_option


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_options
@passphrase_option
def command(file: Path, data: Path, database: str | None, passphrase_file: Path | None) -> None:
    """ブラウザ版のすべて(全病院のデータ、資料、鍵)を、合言葉で暗号化した1つのファイルに控えます。動かしたままで取れます。

    \b
    1. inmori backup inmori-20261124.backup   (合言葉をたずねます。12文字以上)
    2. ファイルを別の機械か媒体に移す。合言葉は別の場所に保管する
    3. 戻せるか確かめる: inmori restore inmori-20261124.backup --data 空のフォルダ

    Backs everything up into one file sealed with a passphrase. Without the passphrase nobody can open it, nor can you.
    """
    secret = passphrase(passphrase_file, new=True)
    stand_on(data, database)
    bring_up_to_date()
    from inmori.web.keeping.archive import Seal
    from inmori.web.keeping.backup import take

    manifest = take(file, seal=Seal.with_passphrase(secret))
    size = file.stat().st_size / 1e6
    click.echo(f"{file} ({size:.1f} MB、{len(manifest['files'])} 件)に控えました。別の場所に移してください。")
    click.echo(f"Backed up into {file}. Keep it elsewhere, and the passphrase apart from it.", err=True)
