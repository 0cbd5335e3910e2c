"""``inmori exercise``: a table-top exercise from the hospital's own likeliest attack, and its result read back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inmori.cli.options import language_option, today_option
from inmori.cli.stage_files import folder_of
from inmori.errors import InputError
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.prepare.exercise import Exercise

_GUIDE, _CARDS, _SHEETS, _SCORING = "訓練_1_進行役の手引き", "訓練_2_状況カード", "訓練_3_参加者の用紙", "訓練_4_観察と採点"
_TRIES = 100


@click.command("exercise")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path), required=False)
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ。省略時は FOLDER / where to write")
@click.option("--path", "number", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="何番目に起こりやすい攻撃を使うか / which attack path, 1 is the likeliest")
@click.option("--minutes", type=int, default=90, show_default=True, help="訓練の長さ(80〜150分) / length, 80 to 150 minutes")
@click.option("--read", "filled", type=click.Path(path_type=Path), default=None, metavar="RESULT.xlsx", help="埋めた採点表を読み、することの一覧を出す / read a filled workbook")
@today_option
@language_option
def command(
    results: Path | None, out: Path | None, number: int, minutes: int, filled: Path | None, today: date, language: Language
) -> None:
    """結果の FOLDER(inmori assess の出力)から、当院に合わせた机上訓練(話し合いの訓練)の一式を作ります。

    \b
    1. inmori exercise FOLDER --out DIR
    2. 「訓練_1_進行役の手引き」を読み、日時と参加者を決めて印刷する
    3. 手引きのとおりに90分の訓練をする(セキュリティの知識は要りません)
    4. 観察者が「訓練_4_観察と採点.xlsx」の黄色い欄を埋める
    5. inmori exercise --read 訓練_4_観察と採点.xlsx で、点の低い所とすることを見る
    6. そのファイルを資料フォルダに入れて inmori assess: 訓練を行った日として読まれます

    手で直した書類は上書きしません。作り直すと、隣に新しい版を置きます。

    Writes a table-top exercise of this hospital's own likeliest attack: guide, cards, players' papers, scoring workbook.
    """
    if filled is not None:
        from inmori.cli.exercise_result import result_lines

        for line in result_lines(filled, today=today):
            click.echo(line.in_(language))
        return
    if results is None:
        raise InputError(
            Text(
                ja="結果のフォルダを指定してください。例: inmori exercise OUT --out 訓練(採点表を読むときは --read)",
                en="Name the folder of results, e.g. inmori exercise OUT --out DIR; or --read a filled workbook.",
            )
        )
    from inmori.cli.prepare import drafts_of
    from inmori.prepare.exercise import exercise

    place = folder_of(results)
    made = exercise(drafts_of(place, today), path=number, minutes=minutes)
    for line in _written(made, out or place, language):
        click.echo(line.in_(language))


def _written(made: "Exercise", out: Path, language: Language) -> list[Text]:
    from inmori.cli.draft_files import write_drafts
    from inmori.report.documents.exercise_cards.content import content as cards
    from inmori.report.documents.exercise_guide.content import content as guide
    from inmori.report.documents.exercise_scoring.sheets import annex
    from inmori.report.documents.exercise_sheets.content import content as sheets
    from inmori.report.writers.xlsx import xlsx

    inputs = {"hospital": made.drafts.hospital, "diagnosis": made.drafts.diagnosis}
    papers = ((_GUIDE, guide(made)), (_CARDS, cards(made)), (_SHEETS, sheets(made)))
    told = write_drafts(out, papers, language=language, inputs=inputs)
    told.append(_workbook(out, xlsx(annex(made), language=language), language))
    if made.scene.path is None:
        told.append(
            Text(
                ja="攻撃の試算(outcomes.json)に経路がないため、一般的な筋書きで作りました。inmori assess の後に作り直すと当院の筋書きになります。",
                en="No attack path is known (outcomes.json), so the scenario is general. Make it again after inmori assess.",
            )
        )
    return told


def _workbook(out: Path, data: bytes, language: Language) -> Text:
    """Write the workbook beside whatever has that name already and is not the same: it may hold scores."""
    from inmori.report.report import write_whole

    stem = _SCORING if language == "ja" else f"{_SCORING}_en"
    for count in range(_TRIES):
        path = out / f"{stem}{'' if not count else f'_新しい版{count}'}.xlsx"
        try:
            held = path.read_bytes() if path.exists() else None
        except OSError as error:
            raise InputError(Text(ja=f"{path} を読めません。", en=f"Cannot read {path}.")) from error
        if held is None:
            write_whole(path, data)
        if held is None or held == data:
            return Text(ja=f"書きました: {path}", en=f"Written: {path}")
    raise InputError(Text(ja=f"{stem} の新しい版が多すぎます。要らないものを消してください。", en=f"Too many versions of {stem}."))
