"""Options that several verbs share, declared once so that they mean the same everywhere."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from inmori.catalogue import Catalogue
    from inmori.ingest.limits import Limits

Function = TypeVar("Function", bound=Callable[..., Any])

SEVERITIES = ("critical", "high", "medium", "low")


class Day(click.ParamType[date]):
    """A calendar day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"日付は 2026-11-24 の形で書いてください / write the day as 2026-11-24: {value}", param, ctx)


def today_option(function: Function) -> Function:
    """``--today``: the day the answers are for; the system's day when left out."""
    return click.option(
        "--today", type=Day(), default=date.today, show_default="今日 / today", help="判断の基準日 / day the answers are for"
    )(function)


def language_option(function: Function) -> Function:
    """``--lang``: language of what is printed and of the report."""
    return click.option(
        "--lang", "language", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="言語 / language"
    )(function)


def json_option(function: Function) -> Function:
    """``--json``: machine-readable output instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="JSON で出力 / print JSON")(function)


def limit_options(function: Function) -> Function:
    """``--limit`` and ``--limits``: bounds on what is read; the option wins over the file."""
    function = click.option(
        "--limit",
        "limit_settings",
        multiple=True,
        metavar="NAME=VALUE",
        help="読み取りの上限を変える(何度でも)。例: --limit file_bytes=1GB --limit rows=500000 / raise a limit; repeatable",
    )(function)
    return click.option(
        "--limits",
        "limits_file",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help="上限を書いたTOMLファイル(docs/manual/limits.md)/ file of limits",
    )(function)


def columns_option(function: Function) -> Function:
    """``--columns``: how columns of lists are read, to be corrected."""
    return click.option(
        "--columns",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help="列の読み方を直すファイル。なければ作ります / file of column mappings to correct; made when missing",
    )(function)


def chosen_limits(limits_file: Path | None, limit_settings: Sequence[str]) -> "Limits":
    """Return the limits that the two options ask for.

    Raises:
        InputError: the file cannot be read, or a name or value means nothing.
    """
    from inmori.ingest.limits import limits_from, settings_in

    settings = list(settings_in(limits_file)) if limits_file is not None else []
    for written in limit_settings:
        name, _, value = written.partition("=")
        settings.append((name, value))
    return limits_from(settings)


def seed_option(function: Function) -> Function:
    """``--seed``: the same seed gives the same bytes."""
    return click.option(
        "--seed", type=click.IntRange(0, 2**63 - 1), default=7, show_default=True, help="乱数の種 / random seed"
    )(function)


def trials_option(default: int) -> Callable[[Function], Function]:
    """``--trials``: number of simulated campaigns."""
    return click.option(
        "--trials",
        type=click.IntRange(100, 10_000_000),
        default=default,
        show_default=True,
        help="試行回数 / simulated campaigns",
    )


def threads_option(function: Function) -> Function:
    """``--threads``: results do not depend on it."""
    return click.option(
        "--threads", type=click.IntRange(1, 256), default=2, show_default=True, help="並列数(結果は変わりません) / threads"
    )(function)


def budget_options(function: Function) -> Function:
    """``--budget`` and ``--years`` of the plan."""
    function = click.option(
        "--budget",
        "budget_yen",
        type=click.FloatRange(min=0),
        default=None,
        help="年間予算(円)。省略時は聞き取りの値 / yearly budget in yen; from the interview when left out",
    )(function)
    return click.option(
        "--years", type=click.IntRange(1, 10), default=5, show_default=True, help="比べる年数 / horizon in years"
    )(function)


def quotes_option(function: Function) -> Function:
    """``--quotes``: prices that the hospital has in writing."""
    return click.option(
        "--quotes",
        "quotes_file",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help="見積書の金額を書いたTOMLファイル(docs/manual/measures.md)/ file of quotations",
    )(function)


def priced_catalogue(quotes_file: Path | None, *, today: date) -> "Catalogue":
    """Return the catalogue, with the prices of a file of quotations where one is given.

    Raises:
        InputError: the file cannot be read, or an entry means nothing.
    """
    from inmori.catalogue import load_catalogue
    from inmori.catalogue.quotation import quoted, read_quotations

    catalogue = load_catalogue()
    if quotes_file is None:
        return catalogue
    return quoted(catalogue, read_quotations(quotes_file, catalogue, today=today))


def fail_on_option(function: Function) -> Function:
    """``--fail-on``: exit code 1 when a finding is at least this severe."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        default=None,
        help="この重さ以上の指摘があれば終了コード 1 / exit 1 when a finding is at least this severe",
    )(function)


def out_option(function: Function) -> Function:
    """``--out``: folder of the results."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=None,
        help="出力フォルダ / output folder",
    )(function)


def hospital_argument(function: Function) -> Function:
    """The ``hospital.json`` that a later stage starts from, or the folder that holds it."""
    return click.argument("hospital_path", metavar="HOSPITAL.JSON", type=click.Path(path_type=Path))(function)
