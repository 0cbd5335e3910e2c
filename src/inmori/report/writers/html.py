"""The paper as one web page that needs nothing else: no script, no request, no font file.

Every word is escaped, and a strict content policy stands in the page itself in case one ever is not.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from inmori.report.block import Paper
from inmori.report.writers.neutralise import printable
from inmori.report.writers.spoken import spoken
from inmori.text import Language

_STYLE = Path(__file__).parent / "templates" / "paper.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_CONTENTS = {"ja": "目次", "en": "Contents"}
_SKIP = {"ja": "本文へ", "en": "To the text"}


def html(paper: Paper, *, language: Language) -> str:
    """Return the page; the same paper gives the same text."""
    data = spoken(paper, language=language, clean=printable, clean_svg=printable)
    imprint, board = data["imprint"], data["board"]
    sections = data["sections"]
    contents = "".join(f'<li><a href="#{_e(one["id"])}">{_e(one["title"])}</a></li>' for one in sections)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f'<title>{_e(board["whose"])} {_e(board["title"])}</title>',
            f"<style>{_STYLE.read_text('utf-8')}{_page_footer(imprint)}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#board">{_SKIP[language]}</a>',
            _header(imprint),
            "<main>",
            _board(board),
            f'<nav aria-label="{_CONTENTS[language]}"><h2>{_CONTENTS[language]}</h2><ol>{contents}</ol></nav>',
            *(_section(section) for section in sections),
            "</main>",
            f"<footer><p>{_line(imprint)}</p></footer>",
            "</body>",
            "</html>",
            "",
        )
    )


def _e(text: str) -> str:
    return escape(text, quote=True)


def _line(imprint: dict[str, Any]) -> str:
    return " · ".join(_e(imprint[name]) for name in ("date", "cut_off", "version"))


def _page_footer(imprint: dict[str, Any]) -> str:
    """Put the same line on every printed page. It holds dates and our own version only, and is escaped for CSS."""
    line = " · ".join(imprint[name] for name in ("date", "cut_off", "version"))
    safe = "".join(f"\\{ord(character):06x}" if character in "\"\\<>\n" else character for character in line)
    return (
        f'@media print{{@page{{@bottom-left{{content:"{safe}";font-size:8pt}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);font-size:8pt}}}}}}'
    )


def _header(imprint: dict[str, Any]) -> str:
    return f'<header><p class="whose">{_e(imprint["hospital"])} {_e(imprint["title"])}</p><p class="when">{_line(imprint)}</p></header>'


def _board(board: dict[str, Any]) -> str:
    figures = "".join(
        f'<div><dt>{_e(one["label"])}</dt><dd><strong>{_e(one["value"])}</strong> <span>{_e(one["range"])}</span></dd></div>'
        for one in board["figures"]
    )
    figures = f'<dl class="figures">{figures}</dl>' if figures else ""
    notice = f'<p class="caution">{_e(board["notice"])}</p>' if board["notice"] else ""
    roads = "" if board["roads"] is None else _table(board["roads"])
    picture = "" if board["picture"] is None else _block(board["picture"])
    return (
        f'<section id="board" class="board"><h1><small>{_e(board["whose"])}</small> {_e(board["title"])}</h1>{notice}'
        f'<p class="situation">{_e(board["situation"])}</p>{figures}'
        f'<h2>{_e(board["roads_title"])}</h2>{picture}{roads}'
        f'<h2>{_e(board["verdict_title"])}</h2><p class="verdict">{_e(board["verdict"])}</p>'
        f'<h2>{_e(board["steps_title"])}</h2><ol class="steps">{"".join(_steps(board))}</ol>'
        f'<p class="note">{_e(board["honesty"])}</p></section>'
    )


def _steps(board: dict[str, Any]) -> Iterable[str]:
    why, how, who, cost = (_e(label) for label in board["step_labels"])
    for step in board["steps"]:
        by = f' <span class="by">{_e(step["by"])}</span>' if step["by"] else ""
        yield (
            f'<li><h3>{_e(step["title"])}{by}</h3><dl><dt>{why}</dt><dd>{_e(step["why"])}</dd>'
            f'<dt>{how}</dt><dd>{_e(step["how"])}</dd><dt>{who}</dt><dd>{_e(step["who"])}</dd>'
            f'<dt>{cost}</dt><dd>{_e(step["cost"])}</dd></dl></li>'
        )


def _section(section: dict[str, Any]) -> str:
    blocks = "".join(_block(block) for block in section["blocks"])
    return f'<section id="{_e(section["id"])}"><h2>{_e(section["title"])}</h2>{blocks}</section>'


def _block(block: dict[str, Any]) -> str:
    match block["kind"]:
        case "paragraph":
            return f'<p class="{_e(block["tone"])}">{_e(block["text"])}</p>'
        case "subheading":
            return f"<h3>{_e(block['text'])}</h3>"
        case "bullets":
            return f"<ul>{''.join(f'<li>{_e(item)}</li>' for item in block['items'])}</ul>"
        case "table":
            return _table(block)
        case "figure":
            # The drawing is our own SVG, escaped where it was built; its <title> and <desc> are its text.
            return f'<figure><figcaption>{_e(block["title"])}</figcaption><div class="drawing" tabindex="0" role="group" aria-label="{_e(block["title"])}">{block["svg"]}</div></figure>'
        case "card":
            level = block["level"] + 1
            lines = "".join(f"<dt>{_e(line['label'])}</dt><dd>{_e(line['text'])}</dd>" for line in block["lines"])
            return (
                f'<article class="card {_e(block["mark"])}"><h{level}><span class="badge">{_e(block["badge"])}</span> '
                f"{_e(block['title'])}</h{level}><dl>{lines}</dl></article>"
            )
        case "chain":
            return _chain(block)
        case _:
            items = "".join(f"<dt>{_e(item['word'])}</dt><dd>{_e(item['text'])}</dd>" for item in block["items"])
            return f'<dl class="terms">{items}</dl>'


def _chain(block: dict[str, Any]) -> str:
    steps = "".join(
        f'<li><span>{_e(step["text"])}</span> <span class="place">{_e(step["place"])}</span> '
        f'<span class="time">{_e(step["duration"])}</span></li>'
        for step in block["steps"]
    )
    level = block["level"] + 1
    return (
        f'<article class="chain"><h{level}>{_e(block["title"])} <span class="share">{_e(block["share"])}</span></h{level}>'
        f"<ol>{steps}</ol><p>{_e(block['end'])}</p></article>"
    )


def _table(table: dict[str, Any]) -> str:
    """A table scrolls inside its own frame on a narrow screen; the first cell of a row is its heading."""
    aligned = [f' class="{column["align"]}"' if column["align"] != "left" else "" for column in table["columns"]]
    head = "".join(
        f'<th scope="col"{look}>{_e(column["title"])}</th>' for column, look in zip(table["columns"], aligned, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row"{look}>{_e(cell)}</th>' if index == 0 else f"<td{look}>{_e(cell)}</td>"
            for index, (cell, look) in enumerate(zip(row, aligned, strict=True))
        )
        + "</tr>"
        for row in table["rows"]
    )
    whole = sum(column["weight"] for column in table["columns"])
    widths = "".join(f'<col style="width:{column["weight"] / whole:.1%}">' for column in table["columns"])
    caption = _e(table["caption"])
    small = " small" if table["small"] else ""
    return (
        f'<div class="scroll{small}" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<colgroup>{widths}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
