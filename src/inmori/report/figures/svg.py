"""A small SVG builder: escaped text, fixed number format, and a record of every label's box.

The record lets a test prove that no two labels lie on each other, which a look at one picture cannot.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Literal

from inmori.report.figures.text_width import width_of

FONT = "'BIZ UDPGothic','Hiragino Sans','Yu Gothic UI',Meiryo,'Noto Sans CJK JP',sans-serif"
INK = "#1a1a1c"
QUIET = "#5a5a66"
GRID = "#c9c9d1"
PAPER = "#ffffff"
BLUE = "#264af4"
PALE = "#e8f1fe"
RED = "#b3001b"
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the drawing, with the words in it where it is a label."""

    x: float
    y: float
    width: float
    height: float
    text: str = ""

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: its SVG text, its size in its own units, and where its labels are."""

    svg: str
    width: float
    height: float
    labels: tuple[Box, ...]


def number(value: float) -> str:
    """Write a coordinate: at most two decimals, no exponent, no minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(values: dict[str, str | float | None]) -> str:
    """Write attributes, escaped; those with ``None`` are left out and ``_`` in names becomes ``-``."""
    return "".join(
        f' {name.replace("_", "-")}="{escape(number(value) if isinstance(value, int | float) else value)}"'
        for name, value in values.items()
        if value is not None
    )


@dataclass(slots=True)
class Canvas:
    """A drawing in the making. Coordinates grow to the right and downwards."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    linked: bool = False

    def rect(self, x: float, y: float, width: float, height: float, **look: str | float | None) -> None:
        """Draw a rectangle."""
        self.parts.append(f"<rect{attributes({'x': x, 'y': y, 'width': width, 'height': height, **look})}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **look: str | float | None) -> None:
        """Draw a straight line."""
        self.parts.append(f"<line{attributes({'x1': x1, 'y1': y1, 'x2': x2, 'y2': y2, 'stroke': INK, **look})}/>")

    def polyline(self, points: list[tuple[float, float]], **look: str | float | None) -> None:
        """Draw a line through several points."""
        where = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.parts.append(f"<polyline{attributes({'points': where, 'fill': 'none', 'stroke': INK, **look})}/>")

    def polygon(self, points: list[tuple[float, float]], **look: str | float | None) -> None:
        """Draw a filled shape."""
        where = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.parts.append(f"<polygon{attributes({'points': where, **look})}/>")

    def circle(self, x: float, y: float, radius: float, **look: str | float | None) -> None:
        """Draw a circle."""
        self.parts.append(f"<circle{attributes({'cx': x, 'cy': y, 'r': radius, **look})}/>")

    def text(
        self, x: float, y: float, words: str, *, size: float = 13, anchor: Anchor = "start", bold: bool = False, **look: str | float | None
    ) -> None:
        """Write one line with its baseline at ``y``."""
        wide = width_of(words, size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.labels.append(Box(left, y - size * 0.86, wide, size, words))
        placed: dict[str, str | float | None] = {
            "x": x,
            "y": y,
            "font_size": size,
            "text_anchor": None if anchor == "start" else anchor,
            "font_weight": "bold" if bold else None,
            "fill": INK,
            **look,
        }
        self.parts.append(f"<text{attributes(placed)}>{escape(words, quote=False)}</text>")

    def open_link(self, address: str, *, name: str) -> None:
        """Begin what leads to an address when it is clicked: on a screen only, for paper leads nowhere."""
        self.linked = True
        self.parts.append(f"<a{attributes({'href': address, 'aria_label': name})}>")

    def close_link(self) -> None:
        """End what leads somewhere."""
        self.parts.append("</a>")

    def finished(self, *, key: str, title: str, alt: str) -> Drawing:
        """Close the drawing; ``key`` makes the ids unique on a page that holds several.

        A picture with links is a group to those who cannot see it: the parts of an image cannot be reached.
        """
        role = "group" if self.linked else "img"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(self.height)}" '
            f'width="{number(self.width)}" height="{number(self.height)}" role="{role}" '
            f'aria-labelledby="{escape(key)}-title {escape(key)}-desc" font-family="{escape(FONT)}">'
            f'<title id="{escape(key)}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{escape(key)}-desc">{escape(alt, quote=False)}</desc>'
        )
        svg = head + "".join(self.parts) + "</svg>"
        return Drawing(svg=svg, width=self.width, height=self.height, labels=tuple(self.labels))
