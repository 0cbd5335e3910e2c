"""``inmori vendors``: letters and answer sheets to vendors, what came back, and the register of all of it."""

import json
from datetime import date
from pathlib import Path

import click

from inmori.catalogue import load_catalogue
from inmori.cli.options import json_option, language_option, today_option
from inmori.cli.stage_files import folder_of
from inmori.cli.vendor_desk import Desk
from inmori.comply.vendor_register import named_vendors
from inmori.text import Language


@click.command("vendors")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--vendor", "name", default=None, metavar="NAME", help="この事業者の分だけ書く(名前の一部でよい) / only this vendor")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ。省略時は FOLDER / where to write")
@click.option("--read", "edited", type=click.Path(path_type=Path), default=None, metavar="FILE.XLSX",
              help="返ってきた回答票、または書きこんだ事業者台帳を読み戻す / read an answer sheet or the register back")  # fmt: skip
@click.option("--sent", is_flag=True, help="依頼書を今日送ったと記録する / note that the letters went out today")
@click.option("--edition", default="r8", show_default=True, help="チェックリストの版 / edition of the checklist")
@today_option
@language_option
@json_option
def command(
    results: Path, name: str | None, out: Path | None, edited: Path | None, sent: bool, edition: str, today: date,
    language: Language, as_json: bool,
) -> None:  # fmt: skip
    """事業者ごとの依頼書(Word)と回答票(Excel)を作り、返ってきた答えを読み戻し、台帳にまとめます。

    \b
    1. inmori vendors FOLDER --out DIR
         DIR/letters に事業者ごとの依頼書と回答票、DIR/vendors.xlsx に事業者台帳ができます
    2. 依頼書の色の付いた所を埋め、「下書きです」の行と末尾の「埋めるところ」を消して送り、
         inmori vendors FOLDER --out DIR --sent (送った日と期限を記録)
    3. 返ってきた回答票を1つずつ  inmori vendors FOLDER --out DIR --read 回答票_○○.xlsx
         公式の事業者確認用で返ってきたら、--vendor 事業者名 も付ける
    4. DIR/vendors.xlsx の「リスク対応」に、「いいえ」ごとの対応・担当・理由・見直し日を書く
    5. inmori vendors FOLDER --out DIR --read DIR/vendors.xlsx

    FOLDER は inmori assess か inmori ingest の出力です。開示書(MDS/SDS)は資料フォルダに入れてください。

    Writes a letter and an answer sheet for each vendor, reads the answers back, and keeps the register of vendors.
    """
    place = folder_of(results)
    target = out or place
    desk = Desk.at(place, target, load_catalogue(), edition=edition, today=today)
    if edited is not None:
        desk.read(edited, vendor=name)
    chosen = named_vendors(desk.register, name)
    if sent:
        desk.note_sent(chosen)
    if as_json:
        files = desk.write(target, chosen, language=language, read=edited)
        click.echo(json.dumps(desk.summary(files), ensure_ascii=False))
        return
    from inmori.cli.vendors_text import file_lines, register_lines

    files = desk.write(target, chosen, language=language, read=edited)
    for line in [*(one.in_(language) for one in desk.told), *register_lines(desk.register, language), *file_lines(files, language)]:
        click.echo(line)
