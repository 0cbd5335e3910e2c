"""The entry point: finds the verb, maps every error to a sentence and an exit code, never shows a stack trace.

Exit codes: 0 fine; 1 findings at or above ``--fail-on``; 2 input or usage; 3 our fault; 130 stopped by the user.
"""

import importlib
import os
import sys
from typing import Any

import click

from inmori import __version__
from inmori.errors import InmoriError
from inmori.text import Text

VERBS: dict[str, Text] = {
    "assess": Text(ja="資料フォルダから報告書までを一度に作る", en="From a folder of evidence to the report, in one go"),
    "ingest": Text(ja="資料を読み、病院の姿(hospital.json)を作る", en="Read evidence into hospital.json"),
    "diagnose": Text(ja="何が問題かを調べる(diagnosis.json)", en="Find what is wrong"),
    "simulate": Text(ja="攻撃されたら何が起きるかを試算する(outcomes.json)", en="Simulate what could happen"),
    "plan": Text(ja="四つの道(現状維持・閉域強化・クラウド移行・最適)を比べ、次の一手を出す(roads.json)", en="Compare the roads and list the next steps"),
    "measures": Text(ja="打ち手の一覧と説明(費用・補助金・ここで何が変わるか)", en="List and explain measures: price, subsidies, what each would change here"),
    "roadmap": Text(ja="工程表(Excel・カレンダー・理事会用の1枚)を作り、読み戻す", en="Write the roadmap, and read it back"),
    "comply": Text(ja="チェックリストの答えの案を資料から作り、決めた答えを読み戻す", en="Propose answers to the checklist; read decisions back"),
    "official": Text(ja="公式のチェックリストのExcelを照らし、答えの取りこみと写しへの記入をする", en="Compare with the official checklist workbook"),
    "vendors": Text(ja="事業者への依頼書と回答票を作り、返った答えを台帳にまとめる", en="Letters and answer sheets to vendors, and their register"),
    "prepare": Text(ja="運用管理規程・BCP・連絡体制図などの下書き(Word)を作る", en="Write drafts of rules, plan and contact chart"),
    "incident": Text(ja="攻撃を受けたときの記録・届出の期限・報告の下書き", en="The log of an attack, the clocks of its reports, and their drafts"),
    "exercise": Text(ja="机上訓練(話し合いの訓練)の一式を作り、採点表を読み戻す", en="Write a table-top exercise, and read its scores back"),
    "report": Text(ja="報告書(PDF・HTML・Excel)を書く", en="Write the report"),
    "reach": Text(ja="通信できるか(誰が誰に届くか)を答える", en="Answer who can reach whom"),
    "warm-up": Text(ja="計算の準備を先に済ませる", en="Compile the arithmetic beforehand"),
    "explain": Text(ja="機器の情報がどの資料から来たかを説明する", en="Explain where a device's facts come from"),
}

# They stand with the web application, which the command line knows by name only.
WEB_VERBS: dict[str, Text] = {
    "serve": Text(ja="ブラウザで使う院守を始める", en="Start the web application"),
    "worker": Text(ja="ブラウザで頼まれた計算を行う", en="Do the web application's long work"),
    "backup": Text(ja="ブラウザ版のすべてを1つの暗号化ファイルに控える", en="Back the web application up into one encrypted file"),
    "restore": Text(ja="控えから戻す", en="Restore such a file"),
    "check-deployment": Text(ja="ブラウザ版の設置に危ないところがないか調べる", en="Say what is wrong with this installation"),
    "reset-sign-in": Text(ja="パスワードや二つめの確認を失った人が、入り直せるようにする", en="A way back in for who lost password or second factor"),
    "rebuild-index": Text(ja="機器一覧などの索引を文書から作り直す", en="Make the index anew from the documents"),
}


class LazyGroup(click.Group):
    """Lists the verbs without importing them, so that ``--version`` and ``--help`` start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work."""
        return [*VERBS, *WEB_VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one verb and return its command."""
        if cmd_name not in VERBS and cmd_name not in WEB_VERBS:
            return None
        place = "inmori.cli" if cmd_name in VERBS else "inmori.web.commands"
        command: click.Command = importlib.import_module(f"{place}.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs from the table instead of from the modules."""
        with formatter.section("コマンド / Commands"):
            formatter.write_dl([(verb, f"{words.ja} / {words.en}") for verb, words in (VERBS | WEB_VERBS).items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="終了コード / exit codes: 0 正常, 1 --fail-on 以上の指摘, 2 入力や使い方, 3 本製品の不具合",
)
@click.version_option(__version__, prog_name="inmori")
def cli() -> None:
    """院守 Inmori: 病院の資料から、網の本当の姿・問題・被害の見積り・これからの道の比較を示します。

    From a hospital's own papers: the true map, what is wrong, what an attack would cost, and the roads compared.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code; every failure becomes one sentence on standard error."""
    try:
        result = cli.main(args=arguments, prog_name="inmori", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        for line in usage_lines(error):
            _say(line)
        return 2
    except InmoriError as error:
        _say(error.explain(_language()), error.explain("en") if _language() == "ja" else None)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stopped()
    except Exception as error:
        if _was_stopped(error):
            return _stopped()
        if os.environ.get("INMORI_DEBUG"):
            raise
        _say(
            f"本製品の不具合で止まりました({type(error).__name__})。INMORI_DEBUG=1 を付けて実行した結果を開発者へお知らせください。",
            f"Stopped by a fault of Inmori ({type(error).__name__}). Please report the output of a run with INMORI_DEBUG=1.",
        )
        return 3


def _stopped() -> int:
    _say("中止しました。そこまでに書いたファイルは残っています。", "Stopped. Files already written are kept.")
    return 130


def _was_stopped(error: BaseException) -> bool:
    """Whether a stop by hand lies behind an error: libraries that are interrupted while loading say something else."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        if isinstance(link, KeyboardInterrupt):
            return True
        seen.add(id(link))
        link = link.__cause__ or link.__context__
    return False


def usage_lines(error: click.ClickException) -> list[str]:
    """Say in both languages what was wrong with the call, and where the help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "inmori"
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint(context) if parameter is not None and context is not None else ""
    if isinstance(error, click.MissingParameter):
        words = f"{name} が足りません。"
    elif isinstance(error, click.NoSuchOption):
        words = f"{error.option_name} という指定はありません。"
    elif isinstance(error, click.BadParameter):
        words = f"{name} に書かれた値は使えません。"
    else:
        words = "使い方に誤りがあります。"
    return [f"{words}「{path} --help」で使い方を確かめてください。", error.format_message()]


def _language() -> Any:
    words = sys.argv
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return "en" if words[index + 1] == "en" else "ja"
        if word.startswith("--lang="):
            return "en" if word.endswith("en") else "ja"
    return "ja"


def _say(first: str, second: str | None = None) -> None:
    click.echo(first, err=True)
    if second:
        click.echo(second, err=True)
