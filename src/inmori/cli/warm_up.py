"""``inmori warm-up``: compile the arithmetic now, so that the first question does not wait for it."""

import click

from inmori.cli.options import language_option
from inmori.cli.progress import progress_bar
from inmori.text import Language, Text

_KEPT = Text(
    ja="計算の準備ができました。次からはすぐに始まります。", en="Ready: from now on simulations start at once."
)
_NOT_KEPT = Text(
    ja="準備の結果を保存できる場所がないか、numba がありません。計算はできますが、毎回の始まりに時間がかかります"
    "(INMORI_DATA に書込みのできるフォルダを指定すると保存されます)。",
    en="Nowhere to keep it, or no numba: simulations work but start slowly (set INMORI_DATA to a writable folder).",
)


@click.command("warm-up")
@language_option
def command(language: Language) -> None:
    """計算の準備を先に済ませます(初回の待ち時間がなくなります)。

    Compiles the simulation's arithmetic and keeps it for this user.
    """
    from inmori.simulate import warm_up

    with progress_bar(quiet=False) as show:
        kept = warm_up(progress=show)
    click.echo((_KEPT if kept else _NOT_KEPT).in_(language))
