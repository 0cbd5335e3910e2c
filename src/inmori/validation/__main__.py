"""``python -m inmori.validation``: run the replays and the drawn population, print the table, write the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from inmori.catalogue import load_catalogue
from inmori.validation.marginal import VERDICTS, Marginal
from inmori.validation.page import Page, page
from inmori.validation.published import marginals
from inmori.validation.replay import Replay, cases, replay
from inmori.validation.tally import tally

TODAY = date(2026, 11, 24)  # decides what is out of support in the drawn hospitals


@click.command(help="公表された事例と統計に、模擬の結果を並べます。/ Set the simulation beside published cases and counts.")
@click.option("--hospitals", default=2_000, show_default=True, help="引く病院の数 / drawn hospitals")
@click.option("--trials", default=400, show_default=True, help="1病院あたりの試行 / campaigns per hospital")
@click.option("--processes", default=2, show_default=True, help="同時に走らせる数 / run at the same time")
@click.option(
    "--replays", type=click.Path(path_type=Path), default=Path("examples/replays"), show_default=True, help="事例のフォルダ / folder of cases"
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("docs"), show_default=True, help="書き出し先 / where the page goes")
def main(hospitals: int, trials: int, processes: int, replays: Path, out: Path) -> None:
    """Run; exits 1 where a replay's real outage or way in lies outside what the model holds likely."""
    catalogue = load_catalogue()
    found = [replay(folder, catalogue) for folder in cases(replays)]
    if not found:
        raise click.BadParameter(f"{replays} に事例がありません / no cases there")
    for line in _replay_lines(found):
        click.echo(line)
    counted = tally(
        catalogue, today=TODAY, count=hospitals, trials=trials, processes=processes, tell=lambda done: _tell(done, hospitals)
    )
    rows = marginals(counted, catalogue)
    for row in rows:
        click.echo(_marginal_line(row))
    _write(page(found, rows, hospitals=hospitals, trials=trials), out)
    click.echo(str(out / "validation.md"))
    sys.exit(0 if all(each.passed for each in found) else 1)


def _replay_lines(replays: Sequence[Replay]) -> Iterator[str]:
    for each in replays:
        for compared in each.comparisons:
            inside, model = "中に入る" if compared.inside else "外れ", compared.model
            yield (
                f"{inside}\t{each.case.name.ja} {compared.observed.text.ja}\t実際 {compared.observed.days:.0f}日\t"
                f"モデル {model.low:.0f}–{model.mid:.0f}–{model.high:.0f}日\t入口の順位 {each.rank}"
            )


def _marginal_line(row: Marginal) -> str:
    mark = "(合わせた)" if row.fitted else ""
    published, model = (
        f"{each.mid:,.3g} ({each.low:,.3g}–{each.high:,.3g})" for each in (row.published, row.model)
    )
    return f"{VERDICTS[row.verdict].ja}{mark}\t{row.name.ja}\t公表 {published}\tモデル {model}"


def _write(made: Page, out: Path) -> None:
    (out / "images").mkdir(parents=True, exist_ok=True)
    (out / "validation.md").write_text(made.markdown, "utf-8")
    for name, svg in made.pictures.items():
        (out / "images" / name).write_text(svg, "utf-8")


def _tell(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        click.echo(f"  病院 {done:,}/{total:,}", err=True)


if __name__ == "__main__":
    main()
