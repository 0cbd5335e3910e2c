"""Whom the hospital calls (連絡体制図), and what each vendor has handed in: what is missing becomes a line to fill in."""

from inmori.comply.vendor_matrix import STATE_NAMES, PaperState
from inmori.prepare.contact import Circle, Contact
from inmori.report.block import Block, Bullets, Chain, ChainStep, Column, Paragraph, Section, Table
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import EMPTY, plain, same
from inmori.text import Text

_CIRCLES: dict[Circle, Text] = {
    "inside": Text(ja="院内(見つけた人から上へ順に)", en="Inside, from whoever notices upwards"),
    "vendor": Text(ja="事業者", en="Vendors"),
    "authority": Text(ja="届け出る先", en="Bodies to be told"),
    "support": Text(ja="助けを求める先", en="Help"),
    "region": Text(ja="地域", en="Region"),
}
_FILL_IN = Text(ja="(記入)", en="(fill in)")
_UNSURE = Text(ja="(公式のページで確かめる)", en="(check on the official page)")


def contacts_section(dossier: Dossier) -> Section:
    """The chart as one table for each circle, the call going from the inside out."""
    blocks: list[Block] = [
        Paragraph(
            Text(
                ja="「(記入)」は資料から分からないもので、手で書きこみます。貼り出し用の図は inmori prepare が作ります。",
                en="“(fill in)” is not in the papers and is written by hand. A chart to hang up is made by inmori prepare.",
            )
        ),
        _chain([one for one in dossier.contacts if one.circle == "inside"]),
    ]
    for circle, name in _CIRCLES.items():
        people = [one for one in dossier.contacts if one.circle == circle]
        if people:
            blocks.append(_contacts(people, name))
    gaps = sum(1 for one in dossier.contacts if one.route is None)
    blocks.append(
        Paragraph(
            Text(ja=f"連絡先の分からないものが{gaps}件あります。", en=f"{gaps} routes are not known."), "caution" if gaps else "note"
        )
    )
    return Section(id="contacts", title=Text(ja="連絡体制図", en="Contact chart"), blocks=tuple(blocks))


def _chain(inside: list[Contact]) -> Chain:
    """The order of calls: from whoever notices through the house to those outside."""
    finder = ChainStep(
        Text(ja="気づいた人", en="Whoever notices"),
        Text(ja="場所・機器・時刻・画面の様子を伝える", en="tells place, machine, time, what is on the screen"),
        Text(ja="直ちに", en="at once"),
    )
    return Chain(
        title=Text(ja="伝える順", en="Order of calls"),
        share=EMPTY,
        steps=(finder, *(ChainStep(one.name, one.serves, one.when) for one in inside)),
        end=Text(ja="→ 事業者 → 届け出る先 → 助けを求める先(下の表)", en="→ vendors → bodies to be told → help (tables below)"),
    )


def _contacts(people: list[Contact], name: Text) -> Table:
    return Table(
        caption=name,
        columns=(
            Column(Text(ja="連絡先", en="Whom"), 2),
            Column(Text(ja="何の担当か", en="For what"), 2.4),
            Column(Text(ja="電話・窓口", en="Route"), 2.4),
            Column(Text(ja="いつ", en="When"), 1.1),
        ),
        rows=tuple((one.name, one.serves, _route(one), one.when) for one in people),
        small=True,
    )


def _route(contact: Contact) -> Text:
    if contact.route is None:
        gap = contact.gap or EMPTY
        return Text(ja=f"{_FILL_IN.ja} {gap.ja}".strip(), en=f"{_FILL_IN.en} {gap.en}".strip())
    unsure = _UNSURE if contact.confidence == "low" else EMPTY
    return Text(ja=f"{plain(contact.route)}{unsure.ja}", en=f"{plain(contact.route)}{unsure.en}")


def vendors_section(dossier: Dossier) -> Section:
    """One line for each vendor and system."""
    rows = dossier.assessment.vendors
    title = Text(ja="事業者ごとの書類", en="Papers by vendor")
    if not rows:
        words = Text(ja="資料から、契約している事業者が分かりません(未確認)。", en="The papers show no vendor under contract (not confirmed).")
        return Section(id="vendors", title=title, blocks=(Paragraph(words),))
    table = Table(
        caption=Text(ja="開示書(MDS/SDS)と事業者確認用の状況", en="Disclosures (MDS/SDS) and vendors' sheets"),
        columns=(
            Column(Text(ja="事業者", en="Vendor"), 2),
            Column(Text(ja="システム", en="System"), 1.6),
            Column(Text(ja="開示書", en="Disclosure"), 2.4),
            Column(Text(ja="事業者確認用", en="Vendors' sheet"), 2),
        ),
        rows=tuple((same(plain(one.vendor, 40)), same(plain(one.system, 30)), _state(one.disclosure), _state(one.sheet)) for one in rows),
        small=True,
    )
    note = Bullets(
        (
            Text(
                ja="事業者が記入した確認用は、この一式の後ろに綴じます。",
                en="Sheets filled in by vendors are bound behind these papers.",
            ),
        )
    )
    return Section(id="vendors", title=title, blocks=(table, note))


def _state(paper: PaperState) -> Text:
    name = STATE_NAMES[paper.state]
    due = f" 期限{paper.due.isoformat()}" if paper.due and paper.state != "received" else ""
    by = f", due {paper.due.isoformat()}" if paper.due and paper.state != "received" else ""
    return Text(ja=f"{name.ja}: {plain(paper.note.ja, 60)}{due}", en=f"{name.en}: {plain(paper.note.en, 60)}{by}")
