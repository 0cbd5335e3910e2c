"""Writes ``docs/validation.md`` and its two pictures from replays and marginals; misses stand beside the matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.text import Text
from inmori.units import Interval
from inmori.validation.marginal import VERDICTS, Marginal
from inmori.validation.picture import Row, draw_ranges
from inmori.validation.replay import LIKELY, Replay

POPULATION_PICTURE, REPLAY_PICTURE = "validation-population.svg", "validation-replays.svg"

_HEAD = """<!-- Made by `python -m inmori.validation`; do not edit. -->
# 模擬は信じられるか / Can the simulation be believed?

この文書は `python -m inmori.validation` が作ります。公表された事例を当日の前の姿から走らせ直し(再現)、全国の傾向から引いた架空の病院
{hospitals:,}院を走らせて、公表された統計と並べます。合わないものは「外れ」と書き、合うように個々の病院の値を変えることはありません。

This page is made by a command. Published incidents are run again from the day before; {hospitals:,} hospitals drawn from the
national shares are run and set beside the published statistics. What does not fit is printed as a miss.

**読み方の注意 / Mind**

- 再現した{replays}件の経過は、値を決めた時点で知られていました。合っても検証にはならず、合わないことだけが強い情報です。
- 「合わせた」の行は、値を決めるときに見ていた数です([ADR 0005](adr/0005-entry-rates.md)、[ADR 0007](adr/0007-recovery-by-cause.md))。
- 「幅が重なる」は弱い一致です。モデルの幅は、分からない前提が多いほど広くなります。
- 公表の統計は全業種・届出のみで、病院の姿とは限りません。母集団の持ち物の割合も、多くは編者の想定です(`catalogue/data/quantities/population.yaml`)。
- 1病院の年間確率は、2〜5倍の違いがありえます。順位と差のほうが、絶対値より信じられます。
- The incidents' courses were known when the figures were set; rows marked "fitted" were in view then. Agreement is support, not proof.
"""


@dataclass(frozen=True)
class Page:
    """The page and its pictures, by file name."""

    markdown: str
    pictures: dict[str, str]


def page(replays: Sequence[Replay], marginals: Sequence[Marginal], *, hospitals: int, trials: int) -> Page:
    """Lay out everything."""
    lines = [_HEAD.format(hospitals=hospitals, replays=len(replays))]
    lines += ["## 再現 / Replays", "", f"![再現](images/{REPLAY_PICTURE})", ""]
    lines += ["| 事例 / case | 何の日数か / days of what | 実際 / real | モデル 5–50–95 % / model | 実際の位置 / real at | 判定 / verdict |", "| --- | --- | --: | --: | --: | --- |"]
    lines += [line for replay in replays for line in _replay_lines(replay)]
    lines += ["", "| 事例 / case | 実際の入口の順位 / rank of the real way in | 侵入から被害まで進む割合 / damage given entry | 巻き込まれずに済む割合 / spared |", "| --- | --: | --: | --: |"]
    lines += [_ways_line(replay) for replay in replays]
    lines += ["", "実際の日数の位置は、その入口からの被害でその日数以下に収まる割合です。どの事例も50 %より上にあれば、モデルの復旧は速すぎます。", ""]
    lines += [f"## 母集団 / Population ({hospitals:,} hospitals × {trials:,} trials)", "", f"![母集団](images/{POPULATION_PICTURE})", ""]
    lines += ["| 項目 / figure | 公表 / published | モデル / model | 判定 / verdict | 出典と注意 / source and note |", "| --- | --: | --: | --- | --- |"]
    lines += [_marginal_line(each) for each in marginals]
    lines += ["", _summary(replays, marginals), ""]
    return Page("\n".join(lines), {REPLAY_PICTURE: _replay_picture(replays), POPULATION_PICTURE: _population_picture(marginals)})


def _replay_lines(replay: Replay) -> list[str]:
    return [
        f"| {replay.case.name.ja} | {each.observed.text.ja} / {each.observed.text.en} | {each.observed.days:.0f}日 | "
        f"{each.model.low:.0f}–{each.model.mid:.0f}–{each.model.high:.0f}日 | {each.percentile:.0%} | "
        f"{'中に入る / inside' if each.inside else '外れ / outside'} |"
        for each in replay.comparisons
    ]


def _ways_line(replay: Replay) -> str:
    rank = f"{replay.rank}位 / #{replay.rank}" if replay.rank else f"{LIKELY}位の外 / not among {LIKELY}"
    spared = "-"
    if replay.spared is not None and replay.case.contained is not None:
        spared = f"{replay.spared:.0%}({replay.case.contained.text.ja})"
    return f"| {replay.case.name.ja} | {rank} | {replay.damage_given_entry:.0%} | {spared} |"


def _marginal_line(each: Marginal) -> str:
    verdict = VERDICTS[each.verdict]
    mark = "(合わせた / fitted)" if each.fitted else ""
    note = f" {each.note.ja}。" if each.note else ""
    return (
        f"| {each.name.ja}<br>{each.name.en} | {_range(each.published)} | {_range(each.model)} | "
        f"{verdict.ja} / {verdict.en}{mark} |{note} {each.source} |"
    )


def _range(interval: Interval) -> str:
    """Middle with its ends, in the unit people say: percent, or millions of yen."""
    values = (interval.mid, interval.low, interval.high)
    if interval.unit == "yen":
        mid, low, high = (f"{value / 1e4:,.0f}万円" for value in values)
    else:
        decimals = 1 if interval.mid < 0.05 else 0
        mid, low, high = (f"{value * 100:.{decimals}f}%" for value in values)
    return f"{mid} ({low}–{high})"


def _summary(replays: Sequence[Replay], marginals: Sequence[Marginal]) -> str:
    free = [each for each in marginals if not each.fitted]
    missed = "、".join(each.name.ja for each in free if each.verdict == "misses") or "なし"
    inside = sum(each.verdict == "inside" for each in free)
    overlap = sum(each.verdict == "overlaps" for each in free)
    held = sum(replay.passed for replay in replays)
    return (
        f"**まとめ / In short**: 再現 {held}/{len(replays)} 件が範囲の中。合わせていない {len(free)} 項目のうち、一致 {inside}、"
        f"幅が重なる {overlap}、外れ {len(free) - inside - overlap}。外れ: {missed}。"
    )


def _replay_picture(replays: Sequence[Replay]) -> str:
    rows = [
        Row(
            Text(ja=f"{replay.case.name.ja} {each.observed.text.ja}", en=replay.case.name.en),
            (each.observed.low, each.observed.days, each.observed.high),
            (each.model.low, each.model.mid, each.model.high),
            Text(ja="中に入る" if each.inside else "外れ", en="inside" if each.inside else "outside"),
        )
        for replay in replays
        for each in replay.comparisons
    ]
    most = max((row.model[2] for row in rows), default=1.0) * 1.05
    ticks = [(float(day), f"{day}日") for day in (0, 30, 60, 90, 120, 150, 180) if day <= most]
    title = Text(ja="公表された事例の停止日数とモデル", en="Days down in published incidents, and the model")
    return draw_ranges(rows, most=most, ticks=ticks, key="replays", title=title)


def _population_picture(marginals: Sequence[Marginal]) -> str:
    rows = [
        Row(
            each.name,
            (each.published.low, each.published.mid, each.published.high),
            (each.model.low, each.model.mid, each.model.high),
            VERDICTS[each.verdict],
        )
        for each in marginals
        if each.published.unit == "share"
    ]
    ticks = [(share / 100, f"{share}%") for share in (0, 20, 40, 60, 80, 100)]
    title = Text(ja="公表された割合とモデルの割合", en="Published shares, and the model's")
    return draw_ranges(rows, most=1.0, ticks=ticks, key="population", title=title)
