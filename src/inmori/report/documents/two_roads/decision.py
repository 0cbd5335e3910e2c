"""The next thing that a board must decide, with its last day, in one or two sentences that can be read aloud."""

from datetime import date

from inmori.plan.roadmap import Roadmap
from inmori.text import Text


def next_decision(roadmap: Roadmap) -> Text:
    """Return the decision with the nearest day: to begin a move, or how a legal date is kept."""
    moves = [(wave.start, _move(wave.name, wave.start, wave.cut_over)) for wave in roadmap.waves.waves]
    legal = [(one.on, _legal(one.title, one.on)) for one in roadmap.dates if one.kind == "legal"]
    choices = sorted([*moves, *legal], key=lambda one: one[0])
    if not choices:
        return Text(
            ja="次に決めるのは、工程表の担当者の名前です。", en="What to decide next: the names of the owners on the roadmap."
        )
    return choices[0][1]


def _move(name: Text, start: date, cut_over: date) -> Text:
    return Text(
        ja=f"次に決めるのは、{name.ja}を移すかどうかです。{_ja(cut_over)}に切り替えるなら、{_ja(start)}に準備を始めます。",
        en=f"What to decide next: whether to move {name.en}. To change over in {cut_over:%B %Y}, work begins in {start:%B %Y}.",
    )


def _legal(title: Text, on: date) -> Text:
    return Text(
        ja=f"次に決めるのは、「{title.ja}」の期限の守り方です。期限は{on.year}年{on.month}月{on.day}日です。",
        en=f"What to decide next: how to keep the date for “{title.en}”, which is {on.isoformat()}.",
    )


def _ja(day: date) -> str:
    return f"{day.year}年{day.month}月"
