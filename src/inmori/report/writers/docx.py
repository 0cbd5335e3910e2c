"""Editable papers (DOCX): the front page, the parts one after the other, and bytes that depend on nothing but the words.

Word opens the file as it opens one of its own: real heading styles for the navigation pane, real lists, header rows that
repeat. What a person must fill in is shaded where it stands and listed once; what rests on an assumption is signed.
"""

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from inmori.errors import InputError
from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.manuscript import Blank, Chart, Form, Manuscript, Part, Ruled, blanks_of
from inmori.report.wording import same
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.report.writers.docx_page import Page

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can name
_DRAFT = Text(
    ja="下書きです。院内で内容を確かめ、承認を受けてから使ってください。",
    en="This is a draft. Check it and have it approved before use.",
)
_FILL = Text(ja="埋めるところ", en="To fill in")
_FILL_ABOUT = Text(
    ja="資料では分からなかったことです。本文の色の付いた所に書きこみ、済んだら□に印を付けてください。",
    en="What the evidence did not say. Write it where the text is shaded, then tick the box.",
)
_NOTHING = Text(ja="資料で分からなかった所はありません。", en="Nothing was left open by the evidence.")
_ASSUMED = Text(ja="前提", en="Assumptions")
_ASSUMED_ABOUT = Text(
    ja="本文で〔前提1〕のような印の付いた文は、次のことを前提にしています。違うときは、その文を直してください。",
    en="Sentences with a sign such as {assumption 1} rest on the following. Where it is not so, change the sentence.",
)


def docx(manuscript: Manuscript, *, language: Language) -> bytes:
    """Return the manuscript as an A4 DOCX. Equal manuscripts give equal bytes.

    Raises:
        InputError: python-docx is not installed.
    """
    try:
        from inmori.report.writers.docx_page import Page
    except ImportError as error:
        raise InputError(
            Text(
                ja="DOCXを書くには pip install 'inmori[documents]' が要ります。",
                en="Writing DOCX needs: pip install 'inmori[documents]'.",
            )
        ) from error
    page = Page(manuscript.imprint, manuscript.title, language=language)
    _front(page, manuscript)
    blanks = blanks_of(manuscript, language=language)
    if not manuscript.poster:
        _list_of_blanks(page, blanks)
    for part in manuscript.parts:
        _part(page, part)
    if manuscript.assumptions:
        _assumptions(page, manuscript.assumptions)
    if manuscript.poster and blanks:
        _list_of_blanks(page, blanks)
    _about(page, manuscript)
    return _same_every_time(page.saved())


def _about(page: "Page", manuscript: Manuscript) -> None:
    from inmori.report.writers.docx_page import clean

    def line(text: Text) -> str:
        return clean(text.in_(page.language))[:255]  # the standard allows no more

    core, imprint = page.document.core_properties, manuscript.imprint
    core.title, core.subject = line(manuscript.title), line(imprint.hospital)
    core.author = core.last_modified_by = line(imprint.version)
    core.comments, core.keywords, core.revision = "", line(same(manuscript.id)), 1
    core.created = core.modified = datetime.combine(imprint.day, time())


def _front(page: "Page", manuscript: Manuscript) -> None:
    from inmori.report.writers.docx_block import write

    page.paragraph(manuscript.imprint.hospital, style="Inmori Whose")
    page.paragraph(manuscript.title, style="Title")
    if manuscript.about:
        page.paragraph(manuscript.about)
    write(page, Paragraph(_DRAFT, "caution"))


def _list_of_blanks(page: "Page", blanks: tuple[Blank, ...]) -> None:
    from inmori.report.writers.docx_block import write

    page.heading(_FILL, level=1)
    if not blanks:
        page.paragraph(_NOTHING)
        return
    page.paragraph(_FILL_ABOUT)
    rows = tuple((same("□"), same(one.what), same("、".join(one.parts))) for one in blanks)
    columns = (
        Column(Text(ja="済", en="Done"), 0.7, "center"),
        Column(Text(ja="書くこと", en="What"), 4.0),
        Column(Text(ja="出てくる所", en="Where"), 4.0),
    )
    write(page, Table(caption=same(""), columns=columns, rows=rows, small=True))


def _part(page: "Page", part: Part) -> None:
    from inmori.report.writers.docx_block import write

    page.turn(wide=part.wide, fresh=part.fresh)
    page.heading(part.title, level=1)
    for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
        write(page, block)
        if isinstance(block, Paragraph) and isinstance(following, Table | Ruled | Form | Chart):
            page.hold()


def _assumptions(page: "Page", assumptions: tuple[Text, ...]) -> None:
    page.turn(wide=False, fresh=False)
    page.heading(_ASSUMED, level=1)
    page.paragraph(_ASSUMED_ABOUT)
    for number, why in enumerate(assumptions, start=1):
        mark = Text(ja=f"前提{number} ", en=f"Assumption {number}: ")
        page.paragraph(Text(ja=mark.ja + why.ja, en=mark.en + why.en), style="Inmori Item")


def _same_every_time(data: bytes) -> bytes:
    """Return the package with its parts in order of their names and without the hour at which it was zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        first = "[Content_Types].xml"  # a reader may look for it at the start
        for name in sorted(package.namelist(), key=lambda one: (one != first, one)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            fixed.writestr(entry, package.read(name))
    return out.getvalue()
