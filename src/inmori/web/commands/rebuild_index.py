"""``inmori rebuild-index``: the lists made anew from the documents."""

from __future__ import annotations

from pathlib import Path

import click

from inmori.web.commands.ground import bring_up_to_date, data_options, stand_on


@click.command("rebuild-index")
@data_options
def command(data: Path, database: str | None) -> None:
    """機器一覧などの索引を、全病院の文書から作り直します。文書は変わりません。

    \b
    1. inmori rebuild-index   (一覧と詳細が食い違って見えるとき、版を新しくしたときに)

    Makes the index of every hospital anew from its documents, which stay as they are.
    """
    stand_on(data, database)
    bring_up_to_date()
    from inmori.web.keeping.rebuilding import rebuild_all

    hospitals, versions = rebuild_all()
    click.echo(f"{hospitals} 病院、{versions} 版の索引を作り直しました。 / {hospitals} hospitals, {versions} versions.")
