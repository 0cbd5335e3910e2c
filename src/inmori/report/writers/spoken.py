"""One language of a paper as plain data: what the page template and the web page are filled with."""

from collections.abc import Callable
from typing import Any

from inmori.report.block import Block as AnyBlock
from inmori.report.block import (
    Board,
    Bullets,
    Card,
    Chain,
    Figure,
    Imprint,
    Packet,
    Paper,
    Paragraph,
    Section,
    Subheading,
    Table,
    Terms,
)
from inmori.report.figures.picture import draw
from inmori.text import Language, Text

Say = Callable[[Text], str]


def spoken(
    paper: Paper, *, language: Language, clean: Callable[[str], str], clean_svg: Callable[[str], str]
) -> dict[str, Any]:
    """Return the paper in one language as dictionaries and lists.

    Every string has gone through ``clean``, every drawing through ``clean_svg``, which must leave its markup whole.
    """

    def say(text: Text) -> str:
        return clean(text.in_(language))

    return {
        "language": language,
        "imprint": spoken_imprint(paper.imprint, say),
        "board": _board(paper.board, say) | {"picture": _board_picture(paper.board, say, language, clean_svg)},
        "sections": [_section(section, say, language, clean_svg) for section in paper.sections],
    }


def spoken_packet(
    packet: Packet, *, language: Language, clean: Callable[[str], str], clean_svg: Callable[[str], str]
) -> dict[str, Any]:
    """Return a folder of papers in one language, as :func:`spoken` does."""

    def say(text: Text) -> str:
        return clean(text.in_(language))

    return {
        "language": language,
        "imprint": spoken_imprint(packet.imprint, say),
        "lead": [say(line) for line in packet.lead],
        "figures": [{"label": say(one.label), "value": say(one.value), "range": say(one.range)} for one in packet.figures],
        "contents_title": say(packet.contents_title),
        "notes": [say(line) for line in packet.notes],
        "sections": [_section(section, say, language, clean_svg) for section in packet.sections],
    }


def spoken_imprint(imprint: Imprint, say: Say) -> dict[str, Any]:
    """Return what every page says about itself."""
    return {
        "hospital": say(imprint.hospital),
        "title": say(imprint.title),
        "date": say(imprint.date),
        "cut_off": say(imprint.cut_off),
        "version": say(imprint.version),
        "day": [imprint.day.year, imprint.day.month, imprint.day.day],
    }


def _board(board: Board, say: Say) -> dict[str, Any]:
    return {
        "whose": say(board.whose),
        "title": say(board.title),
        "situation": say(board.situation),
        "figures": [
            {"label": say(figure.label), "value": say(figure.value), "range": say(figure.range)} for figure in board.figures
        ],
        "roads_title": say(board.roads_title),
        "roads": None if board.roads is None else spoken_table(board.roads, say),
        "steps_title": say(board.steps_title),
        "steps": [
            {
                "number": step.number,
                "title": say(step.title),
                "why": say(step.why),
                "how": say(step.how),
                "who": say(step.who),
                "cost": say(step.cost),
                "by": say(step.by),
            }
            for step in board.steps
        ],
        "step_labels": [say(label) for label in board.step_labels],
        "verdict_title": say(board.verdict_title),
        "verdict": say(board.verdict),
        "honesty": say(board.honesty),
        "notice": say(board.notice),
    }


def _board_picture(
    board: Board, say: Say, language: Language, clean_svg: Callable[[str], str]
) -> dict[str, Any] | None:
    return None if board.picture is None else _figure(board.picture, say, language, clean_svg, key="board")


def _section(section: Section, say: Say, language: Language, clean_svg: Callable[[str], str]) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    level = 2  # of a card's heading: one below the last heading, because a skipped level misleads a screen reader
    for index, block in enumerate(section.blocks):
        if isinstance(block, Subheading):
            level = 3
        filled = _block(block, say, language, clean_svg, key=f"{section.id}-{index}")
        blocks.append(filled | {"level": level} if isinstance(block, Card | Chain) else filled)
    return {"id": section.id, "title": say(section.title), "wide": section.wide, "blocks": blocks}


def _block(
    block: AnyBlock, say: Say, language: Language, clean_svg: Callable[[str], str], *, key: str
) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": say(block.text), "tone": block.tone}
        case Subheading():
            return {"kind": "subheading", "text": say(block.text)}
        case Bullets():
            return {"kind": "bullets", "items": [say(item) for item in block.items]}
        case Table():
            return {"kind": "table", **spoken_table(block, say)}
        case Figure():
            return _figure(block, say, language, clean_svg, key=key)
        case Card():
            lines = [{"label": say(label), "text": say(text)} for label, text in block.lines]
            return {"kind": "card", "badge": say(block.badge), "mark": block.mark, "title": say(block.title), "lines": lines}
        case Chain():
            steps = [
                {"text": say(step.text), "place": say(step.place), "duration": say(step.duration)} for step in block.steps
            ]
            return {"kind": "chain", "title": say(block.title), "share": say(block.share), "steps": steps, "end": say(block.end)}
        case Terms():
            return {"kind": "terms", "items": [{"word": say(word), "text": say(text)} for word, text in block.items]}


def spoken_table(table: Table, say: Say) -> dict[str, Any]:
    """Return a table in one language."""
    return {
        "caption": say(table.caption),
        "columns": [{"title": say(one.title), "weight": one.weight, "align": one.align} for one in table.columns],
        "rows": [[say(cell) for cell in row] for row in table.rows],
        "small": table.small,
    }


def _figure(
    figure: Figure, say: Say, language: Language, clean_svg: Callable[[str], str], *, key: str
) -> dict[str, Any]:
    title, alt = say(figure.title), say(figure.alt)
    drawing = draw(figure.picture, language=language, key=key, title=title, alt=alt)
    return {
        "kind": "figure",
        "title": title,
        "alt": alt,
        "svg": clean_svg(drawing.svg),
        "width": drawing.width,
        "height": drawing.height,
    }
