"""``inmori serve``: the web application and its worker in one command."""

from __future__ import annotations

import signal
from pathlib import Path

import click
from django.db import connections

from inmori.web.commands.ground import bring_up_to_date, data_options, stand_on
from inmori.web.commands.listening import Helpers, listen
from inmori.web.keeping.serving import leave_word

PORT = 8765


@click.command("serve")
@data_options
@click.option("--port", default=PORT, show_default=True, help="待ち受けるポート / port")
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。既定はこの機械からだけ / address to listen on")
@click.option("--name", "names", multiple=True, metavar="HOST", help="ブラウザに打ちこむ名前(複数可)/ names people type")
@click.option("--https", is_flag=True, help="前にTLSの中継がある(院外・院内LANに公開するとき)/ behind a TLS proxy")
@click.option("--one-factor", is_flag=True, help="二つめの確認なしで使う(お試し用)/ no second factor, for trying out")
@click.option("--workers", default=1, show_default=True, help="計算を行うプロセスの数 / worker processes")
def command(
    data: Path, database: str | None, port: int, host: str, names: tuple[str, ...], https: bool, one_factor: bool, workers: int
) -> None:
    """ブラウザで使う院守を始めます。設定は要りません。最初に開いた人が管理者になります。

    \b
    1. inmori serve
    2. ブラウザで http://localhost:8765/ を開き、最初の利用者をつくる
    3. 終えるときは Ctrl-C(急ぐときはもう一度。計算の途中だったものは、次に始めたときに続きます)

    Starts the web application; open the address it prints and make the first user.
    """
    given = {"hosts": names} if names else {}
    deployment = stand_on(data, database, https=https, one_factor=one_factor, **given)
    deployment.secret()
    leave_word(deployment, address=host, port=port)
    bring_up_to_date()
    click.echo(f"院守 Inmori: http://{names[0] if names else 'localhost'}:{port}/   (Ctrl-C で終了 / to stop)")
    click.echo(f"データ / data: {deployment.folder}", err=True)
    # What follows forks: a connection that two processes share would end in the hands of both.
    connections.close_all()
    helpers = Helpers(workers)
    try:
        listen(host, port, at_second_word=helpers.kill)
    finally:
        helpers.stop()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient Ctrl-C has nothing to stop any more
