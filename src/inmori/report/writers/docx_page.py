"""The sheet of an editable paper: its size, its styles and fonts, what stands at the head and foot of every page.

Japanese fonts must be named twice, for Latin and for East Asian letters, or Word mixes two designs in one line. Yu
Mincho and Yu Gothic are on every Windows and Mac with Japanese Word; where they are missing the system's own take over.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from inmori.report.block import Imprint
from inmori.report.documents.manuscript import pieces_of
from inmori.text import Language, Text

MINCHO, GOTHIC = "游明朝", "游ゴシック"
WIDTH, HEIGHT, MARGIN = 210, 297, 22  # mm, A4
INK, GREY, SIGN = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59), RGBColor(0x1F, 0x4E, 0x79)
BLANK_SHADE, CAUTION_SHADE, HEAD_SHADE = "FFF2CC", "FDECEA", "E8EEF4"
_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DRAFT = Text(ja="下書き", en="Draft")

_TABLE_STYLES = ("Normal Table", "Table Grid")

# name: (font, size in points, bold, space before, space after, left indent in mm, hanging indent in mm)
_STYLES: dict[str, tuple[str, float, bool, float, float, float, float]] = {
    "Normal": (MINCHO, 10.5, False, 0, 4, 0, 0),
    "Title": (GOTHIC, 20, True, 4, 8, 0, 0),
    "Heading 1": (GOTHIC, 14, True, 16, 6, 0, 0),
    "Heading 2": (GOTHIC, 11, True, 10, 3, 0, 0),
    "Heading 3": (GOTHIC, 10.5, True, 8, 2, 0, 0),
    "List Bullet": (MINCHO, 10.5, False, 0, 3, 6, 5),
    "Inmori Whose": (GOTHIC, 10.5, False, 0, 0, 0, 0),
    "Inmori Lead": (GOTHIC, 11, False, 0, 6, 0, 0),
    "Inmori Note": (MINCHO, 9, False, 0, 4, 0, 0),
    "Inmori Caution": (GOTHIC, 10.5, True, 4, 8, 0, 0),
    "Inmori Clause": (MINCHO, 10.5, False, 0, 3, 6, 6),
    "Inmori Item": (MINCHO, 10.5, False, 0, 2, 14, 8),
    "Inmori Caption": (GOTHIC, 9.5, True, 8, 2, 0, 0),
    "Inmori Cell": (MINCHO, 9.5, False, 1, 1, 0, 0),
    "Inmori Small Cell": (MINCHO, 8.5, False, 0.5, 0.5, 0, 0),
    "Inmori Box": (GOTHIC, 9, False, 0, 0, 0, 0),
    "Inmori Arrow": (GOTHIC, 9, False, 0, 0, 0, 0),
    "Header": (GOTHIC, 8, False, 0, 0, 0, 0),
    "Footer": (GOTHIC, 8, False, 0, 0, 0, 0),
}


class Page:
    """A document being written from top to bottom, in one language."""

    def __init__(self, imprint: Imprint, title: Text, *, language: Language) -> None:
        self.language: Language = language
        self.document = Document()
        self.wide = False
        self._begun = False
        self._last: Any = None
        self._styles = _set_up(self.document)
        section = self.document.sections[0]
        _size(section, wide=False)
        self._head(section, imprint, title)

    @property
    def width(self) -> float:
        """Return the width between the margins, in mm."""
        return (HEIGHT if self.wide else WIDTH) - 2 * MARGIN

    def turn(self, *, wide: bool, fresh: bool) -> None:
        """Begin a new page where the next part needs one: another direction, or because it asks."""
        if wide != self.wide:
            _size(self.document.add_section(WD_SECTION.NEW_PAGE), wide=wide)
            self.wide = wide
            for part in (self.document.sections[-1].footer, self.document.sections[-1].header):
                part.is_linked_to_previous = True
        elif fresh or wide:
            self._begun = True

    def heading(self, text: Text, *, level: int) -> None:
        """Write a heading that the navigation pane shows."""
        made = self.styled(self.document.add_paragraph(), f"Heading {level}")
        if self._begun:
            made.paragraph_format.page_break_before, self._begun = True, False
        self.words(made, text)

    def paragraph(self, text: Text, *, style: str = "Normal") -> Any:
        """Write a paragraph and return it."""
        made = self._last = self.styled(self.document.add_paragraph(), style)
        self.words(made, text)
        return made

    def hold(self) -> None:
        """Keep the paragraph just written on the page of what follows: a lead alone at the foot says nothing."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True

    def styled(self, paragraph: Any, style: str) -> Any:
        """Give a paragraph a style and return it; by id, since python-docx walks through all styles for a name."""
        paragraph._p.style = self._styles[style]
        return paragraph

    def words(self, paragraph: Any, text: Text) -> None:
        """Put words into a paragraph: places to fill in are shaded, signs of assumptions small and blue."""
        said = clean(text.in_(self.language))
        for piece, is_blank, is_sign in pieces_of(said, language=self.language):
            run = paragraph.add_run(piece)
            if is_blank:
                shade(run._r.get_or_add_rPr(), BLANK_SHADE)
            elif is_sign:
                run.font.size, run.font.color.rgb = Pt(8), SIGN

    def saved(self) -> bytes:
        """Return the package as python-docx zips it."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _head(self, section: Any, imprint: Imprint, title: Text) -> None:
        said = [clean(one.in_(self.language)) for one in (imprint.hospital, title, _DRAFT)]
        head = section.header.paragraphs[0]
        head.text, head.alignment = "  ".join(said), WD_ALIGN_PARAGRAPH.RIGHT
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
        said = [clean(one.in_(self.language)) for one in (imprint.date, imprint.cut_off, imprint.version)]
        foot.add_run("  ".join(said) + "\t")
        for piece in _fields("PAGE", "NUMPAGES"):
            foot._p.append(piece)


def clean(words: str) -> str:
    """Return words without letters that no document may hold: controls, and those that turn the line around."""
    return _NOT_WRITABLE.sub("", words.replace("\t", " ").replace("\r", "\n"))


def shade(properties: Any, colour: str) -> None:
    """Give a run, a paragraph or a cell a background."""
    made = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        made.set(qn(f"w:{name}"), value)
    properties.append(made)


def _size(section: Any, *, wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(HEIGHT), Mm(WIDTH)) if wide else (Mm(WIDTH), Mm(HEIGHT))
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)


def _fields(*names: str) -> Iterator[Any]:
    """Yield runs for "page / pages", which the word processor counts."""
    for index, name in enumerate(names):
        if index:
            yield _run(_with_text("w:t", " / "))
        for kind in ("begin", "", "separate", "text", "end"):
            if not kind:
                yield _run(_with_text("w:instrText", f" {name} "))
            elif kind == "text":
                yield _run(_with_text("w:t", "1"))
            else:
                char = OxmlElement("w:fldChar")
                char.set(qn("w:fldCharType"), kind)
                yield _run(char)


def _run(child: Any) -> Any:
    run = OxmlElement("w:r")
    run.append(child)
    return run


def _with_text(tag: str, words: str) -> Any:
    made = OxmlElement(tag)
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made


def _set_up(document: Any) -> dict[str, str]:
    """Make the template ours; returns the ids of our styles by name."""
    for relations in (document.part.package.rels, document.part.rels):
        for relation, target in list(relations.items()):
            # A picture of somebody else's page, and a second copy of the styles for Word 2007.
            if target.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                relations.pop(relation)
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for name, (font, size, bold, before, after, left, hang) in _STYLES.items():
        style = _style(document, name)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = GREY if name in ("Header", "Footer", "Inmori Whose", "Inmori Note") else INK
        _fonts(style.element.get_or_add_rPr(), font)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.15
        shape.left_indent, shape.first_line_indent = Mm(left), Mm(-hang)
        if name.startswith(("Heading", "Inmori Caption")):
            shape.keep_with_next = True
    borders = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:  # the template draws a line below the title
        document.styles["Title"].element.pPr.remove(borders)
    _language(document.styles["Normal"].element.get_or_add_rPr())
    _modern(document.settings.element)
    return {name: document.styles[name].style_id for name in _STYLES}


def _style(document: Any, name: str) -> Any:
    known = {style.name for style in document.styles}
    if name in known:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    return made


def _fonts(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def _language(properties: Any) -> None:
    made = OxmlElement("w:lang")
    made.set(qn("w:val"), "en-US")
    made.set(qn("w:eastAsia"), "ja-JP")
    properties.append(made)


def _modern(settings: Any) -> None:
    """Say which Word it is written for; the template is older, and Word would open it in its compatibility mode."""
    for made in settings.iter(qn("w:compatSetting")):
        if made.get(qn("w:name")) == "compatibilityMode":
            made.set(qn("w:val"), "15")
