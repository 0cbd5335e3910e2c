"""``inmori check-deployment``: what is wrong with this installation, in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from inmori.web.commands.ground import data_options, stand_on

DAYS = 7


@click.command("check-deployment")
@data_options
@click.option("--backup-days", default=DAYS, show_default=True, help="控えがこれより古ければ知らせる / oldest backup allowed")
def command(data: Path, database: str | None, backup_days: int) -> int:
    """ブラウザ版の設置に危ないところがないか調べます。何も変えません。重大なものがあれば終了コードは1です。

    \b
    1. inmori check-deployment   (serve に付けたのと同じ --data と --database を付ける)
    2. 「重大」から順に、書かれたとおりに直す
    3. もう一度実行し、0件になるのを確かめる

    Says what is wrong with this installation; exit code 1 if anything serious is. Changes nothing.
    """
    stand_on(data, database)
    from inmori.web.keeping.checkup import remarks

    found = remarks(backup_days=backup_days)
    for remark in found:
        mark = "重大 / serious" if remark.serious else "注意 / minor"
        click.echo(f"[{mark}] {remark.what.ja}\n    → {remark.remedy.ja}\n    {remark.what.en} {remark.remedy.en}")
    serious = sum(remark.serious for remark in found)
    click.echo(f"重大 {serious} 件、注意 {len(found) - serious} 件 / {serious} serious, {len(found) - serious} minor")
    return 1 if serious else 0
