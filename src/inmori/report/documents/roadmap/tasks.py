"""The tasks of a roadmap as people agreed on them: who, when, how far; and what an earlier roadmap had that is gone."""

from datetime import date

from inmori.plan.roadmap import STATE_NAMES, Roadmap, RoadmapItem
from inmori.plan.roadmap_make import ASKED
from inmori.report.block import Block, Bullets, Column, Paragraph, Subheading, Table
from inmori.report.wording import EMPTY, UNKNOWN, joined, plain, same
from inmori.text import Text

_SHOWN = 12  # of the tasks that are gone


def tasks_blocks(roadmap: Roadmap, *, today: date) -> list[Block]:
    """Return how far the work is, and the table of who does what by when."""
    return [Paragraph(_progress(roadmap, today)), _table(roadmap)]


def gone_blocks(roadmap: Roadmap, earlier: Roadmap | None, *, reasons: dict[str, Text]) -> list[Block]:
    """Say which tasks of the earlier roadmap are no longer in this one; ``reasons`` are those of the plan, by measure."""
    if earlier is None:
        return []
    blocks: list[Block] = []
    touched = earlier.chosen_because == ASKED or any(item.edited for item in earlier.items)
    if touched and earlier.direction != roadmap.direction:
        words = Text(
            ja=f"前の工程表は「{earlier.direction_name.ja}」の道でした。今回の比較にその道がないため、「{roadmap.direction_name.ja}」の工程表です。",
            en=f"The earlier roadmap followed “{earlier.direction_name.en}”, which was not compared this time; "
            f"this one follows “{roadmap.direction_name.en}”.",
        )
        if earlier.direction == "best":
            words = joined((words, Text(ja="inmori plan を実行すると、もう一度探します。", en="inmori plan searches for it again.")))
        blocks.append(Paragraph(words, "caution"))
    if roadmap.dropped:
        items = sorted(roadmap.dropped, key=lambda one: (not one.edited, one.measure))
        said = [_gone(one, reasons.get(one.measure)) for one in items[:_SHOWN]]
        more = len(items) - len(said)
        if more > 0:
            said.append(Text(ja=f"ほか{more}件", en=f"and {more} more"))
        title = Text(ja="前の工程表にあり、今の計画にはない対策", en="Tasks of the earlier roadmap that the plan no longer has")
        blocks += [Subheading(title), Bullets(tuple(said))]
    return blocks


def _progress(roadmap: Roadmap, today: date) -> Text:
    items = roadmap.items
    done = sum(item.state == "done" for item in items)
    doing = sum(item.state == "doing" for item in items)
    named = sum(bool(item.owner) for item in items)
    late = [item for item in items if item.state != "done" and item.due is not None and item.due < today]
    parts = [
        Text(
            ja=f"対策{len(items)}件のうち、完了と報告されたもの{done}件、進行中{doing}件、担当者の名前が決まったもの{named}件です。",
            en=f"Tasks: {len(items)}; reported done: {done}; in progress: {doing}; with a named owner: {named}.",
        )
    ]
    if late:
        parts.append(
            Text(ja=f"期限を過ぎて終わっていないものが{len(late)}件あります。", en=f"Past their day and not done: {len(late)}.")
        )
    if done:
        parts.append(
            Text(
                ja="完了は人の申告です。効いているかどうかは、次の資料で確かめます。",
                en="Done is what people say; whether it works shows in the next evidence.",
            )
        )
    return joined(parts)


def _table(roadmap: Roadmap) -> Table:
    noted = any(item.note for item in roadmap.items)
    columns = [
        Column(Text(ja="対策", en="Measure"), 2.4),
        Column(Text(ja="開始", en="Start"), 1.2),
        Column(Text(ja="期限", en="Due"), 1.2),
        Column(Text(ja="誰が", en="Who"), 2.2),
        Column(Text(ja="状態", en="State"), 0.9),
    ]
    if noted:
        columns.append(Column(Text(ja="メモ", en="Note"), 1.6))
    return Table(
        caption=Text(ja="誰が・いつまでに・どこまで", en="Who, by when, how far"),
        columns=tuple(columns),
        rows=tuple(_row(item, noted=noted) for item in by_day(roadmap.items)),
        small=True,
    )


def by_day(items: tuple[RoadmapItem, ...]) -> list[RoadmapItem]:
    """Order tasks by the days that people may have moved; those without a day come last."""
    return sorted(items, key=lambda item: (item.start or date.max, item.due or date.max, item.measure))


def _row(item: RoadmapItem, *, noted: bool) -> tuple[Text, ...]:
    who = same(plain(item.owner, 40)) if item.owner else Text(ja=f"未定(案: {item.who.ja})", en=f"open (proposed: {item.who.en})")
    cells = (item.name, _day(item.start), _day(item.due), who, STATE_NAMES[item.state])
    return (*cells, same(plain(item.note, 80)) if item.note else EMPTY) if noted else cells


def _day(value: date | None) -> Text:
    return UNKNOWN if value is None else same(value.isoformat())


def _gone(item: RoadmapItem, reason: Text | None) -> Text:
    """Name a task that is gone, with what people had written and why it went, where the plan says why."""
    owner = plain(item.owner, 40)
    ja = [STATE_NAMES[item.state].ja, *([f"担当 {owner}"] if owner else [])]
    en = [STATE_NAMES[item.state].en, *([f"owner {owner}"] if owner else [])]
    why = reason or Text(ja="今の計画では選ばれませんでした。", en="The plan does not choose it now.")
    return Text(ja=f"{item.name.ja}({'、'.join(ja)}): {why.ja}", en=f"{item.name.en} ({', '.join(en)}): {why.en}")
