"""The four pages. Each takes the figures from one place and chooses its own words, length and request."""

from inmori.prepare import Drafts
from inmori.prepare.shared_figure import SharedFigure, shared_figures
from inmori.report.block import Paragraph
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Passage
from inmori.report.documents.risk_pages.board import board
from inmori.report.documents.risk_pages.figures import Reader
from inmori.report.documents.risk_pages.patients import patients
from inmori.report.documents.risk_pages.staff import staff
from inmori.report.documents.risk_pages.vendors import vendors
from inmori.text import Text

_TITLES: dict[Reader, Text] = {
    "board": Text(ja="理事会の皆さまへ: 診療が止まる危険について", en="To the board: the risk that care stops"),
    "staff": Text(ja="職員の皆さんへ: システムが止まる日に備えて", en="To all staff: ready for the day systems stop"),
    "patients": Text(ja="患者さん・ご家族の皆さまへ", en="To patients and families"),
    "vendors": Text(ja="お取引先の事業者の皆さまへ: 安全管理のお願い", en="To our vendors: a request about security"),
}
_IDS: dict[Reader, str] = {"board": "理事会", "staff": "職員", "patients": "患者", "vendors": "事業者"}


def content(drafts: Drafts) -> tuple[Manuscript, ...]:
    """Build the four pages."""
    figures = shared_figures(drafts.outcomes, drafts.roads)
    return tuple(_page(drafts, reader, figures) for reader in _TITLES)


def _page(drafts: Drafts, reader: Reader, figures: tuple[SharedFigure, ...]) -> Manuscript:
    foot = Footing()
    blocks = _blocks(drafts, reader, figures, foot)
    if not any(figure.value for figure in figures):
        blocks = (Paragraph(_EMPTY, "caution"), *blocks)
    title = _TITLES[reader]
    return Manuscript(
        id=_IDS[reader],
        title=title,
        imprint=draft_imprint(drafts.name, title, today=drafts.today, cut_off=drafts.cut_off),
        parts=(Part("page", _HEADINGS[reader], blocks),),
        assumptions=foot.all(),
        poster=True,
    )


def _blocks(drafts: Drafts, reader: Reader, figures: tuple[SharedFigure, ...], foot: Footing) -> tuple[Passage, ...]:
    match reader:
        case "board":
            return board(drafts, figures, foot)
        case "staff":
            return staff(figures, foot)
        case "patients":
            return patients(figures, foot, beds=drafts.hospital.beds.value)
        case "vendors":
            return vendors(drafts, figures, foot)


_EMPTY = Text(
    ja="試算がまだ行われていないため、数字はありません。試算の後に作り直してから使ってください。",
    en="No simulation was run yet, so there are no figures. Make this again afterwards, before it is used.",
)
_HEADINGS: dict[Reader, Text] = {
    "board": Text(ja="決めていただきたいこと", en="What is to be decided"),
    "staff": Text(ja="数字と、私たちにできること", en="Figures, and what we can do"),
    "patients": Text(ja="診療を続けるための備えについて", en="How we prepare to go on with care"),
    "vendors": Text(ja="当院の見立てと、お願い", en="Our estimate, and our request"),
}
