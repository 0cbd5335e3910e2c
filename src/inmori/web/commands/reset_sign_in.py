"""``inmori reset-sign-in``: a way back in for who has lost the password or the second factor."""

from __future__ import annotations

from pathlib import Path

import click

from inmori.web.commands.ground import bring_up_to_date, data_options, stand_on


@click.command("reset-sign-in")
@click.argument("email", metavar="E-MAIL")
@data_options
@click.option("--keep-second-factor", is_flag=True, help="パスワードだけをやり直す / void the password only")
@click.option("--yes", is_flag=True, help="たずねずに行う / do not ask")
def command(email: str, data: Path, database: str | None, keep_second_factor: bool, yes: bool) -> None:
    """パスワードか二つめの確認(認証アプリ・パスキー)を失い、ほかに招待してくれる責任者もいない人を、もう一度入れるようにします。

    \b
    1. 本人であることを、顔を見るか、知っている番号に電話して確かめる
    2. inmori reset-sign-in 本人のメールアドレス   (serve に付けたのと同じ --data と --database を付ける)
    3. 表示されたリンクを本人に渡す(24時間以内に1回だけ使える)。本人は新しいパスワードと二つめの確認を作る

    今のパスワードと二つめの確認は使えなくなり、開いている画面からはサインアウトされます。その人のすべての病院の記録に残ります。

    Lets someone in again who has lost password or second factor: prints a link that works once, within 24 hours. Written into
    the record of each of the person's hospitals.
    """
    stand_on(data, database)
    bring_up_to_date()
    from inmori.web.keeping.serving import address
    from inmori.web.people.way_back import let_back_in, person_of, places_of

    person = person_of(email)
    click.echo(f"{person} <{person.email}>")
    for place in places_of(person):
        click.echo(f"  {place.tenant.name} ({place.role})")
    if not yes:
        click.confirm(
            "本人であることを確かめましたか。今のパスワードなどは使えなくなります / Is it certain who asks?", abort=True
        )
    link = address() + let_back_in(person, keep_second_factor=keep_second_factor)
    click.echo("このリンクを本人に渡してください(24時間以内に1回だけ使えます) / Hand this link over; it works once, within 24 hours:")
    click.echo(link)
