"""Printers: those the ledger shows, and the few that must print without the network."""

from inmori.prepare.paper_kit import PaperKit
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.manuscript import Footing, Passage, Ruled, blank
from inmori.report.wording import joined, listed, same
from inmori.text import Text

_SPARE = Text(
    ja="単独で印刷できるプリンタの台数(50床に1台、1〜4台)と、消耗品の量は編者の想定です。",
    en="The number of stand-alone printers (one for 50 beds, 1 to 4) and of supplies is an assumption.",
)


def printer_blocks(kit: PaperKit, foot: Footing) -> tuple[Passage, ...]:
    """Return what is known, what is needed, and the list to fill in."""
    wanted = kit.spare_printers
    number = (
        Text(ja=f"{wanted}台", en=f"{wanted}")
        if wanted
        else blank(Text(ja="単独で印刷できるプリンタの必要台数", en="stand-alone printers needed"))
    )
    need = joined((
        Text(
            ja="ネットワークにつながるプリンタや、カードで印刷する複合機は、攻撃のときには使えないと考えます。USBケーブルで端末に直結し、ほかとつながずに印刷できるプリンタを",
            en="Printers on the network, and those that want a card, are taken to be lost. Printers on a USB cable, joined to nothing else:",
        ),
        number,
        Text(ja="用意します。", en="."),
        foot.sign(_SPARE),
    ))
    return (
        Paragraph(need),
        _known(kit),
        Bullets((
            Text(ja="トナーは1台につき2本を予備に置きます。", en="Two spare cartridges for each printer."),
            _paper(kit),
            Text(ja="用紙の原稿は、USBメモリではなく、直結する端末の中に入れておきます。", en="Masters of the forms are stored in the PC itself, not on a USB stick."),
            Text(ja="停電と重なることもあるので、初日の分はあらかじめ印刷しておきます。", en="Forms for the first day are printed beforehand: the power may fail too."),
        )),
        Ruled(
            Text(ja="単独で印刷できるプリンタ(試した日を書く)", en="Stand-alone printers: write the day it was tried"),
            (
                (Text(ja="置き場所", en="Place"), 2.0),
                (Text(ja="機種", en="Model"), 2.0),
                (Text(ja="つなぐ端末", en="PC"), 1.8),
                (Text(ja="印刷できた日", en="Tried on"), 1.3),
                (Text(ja="確かめた者", en="Who"), 1.3),
            ),
            (),
            empty=max(wanted or 3, 3),
        ),
    )  # fmt: skip


def _paper(kit: PaperKit) -> Text:
    if kit.first is None:
        return Text(ja="コピー用紙は、2章の枚数に予備を足して、500枚の包みで置きます。", en="Paper: the sheets of chapter 2 in packs of 500.")
    packs = -(-kit.first // 500)
    return Text(
        ja=f"コピー用紙は、最初の箱の分だけで500枚入りがおよそ{packs}包み要ります。件数で数える用紙の分を足して置きます。",
        en=f"Paper: about {packs} packs of 500 for the first box; add the forms counted by cases.",
    )


def _known(kit: PaperKit) -> Passage:
    if not kit.printers:
        return Paragraph(
            joined((
                Text(ja="資料にプリンタの記載がありません。", en="The evidence shows no printers."),
                blank(Text(ja="部署ごとのプリンタの台数", en="printers in each department")),
            ))
        )
    unknown = Text(ja="部署の記載なし", en="no department given")
    rows = tuple(
        (
            same(one.department) if one.department else unknown,
            Text(ja=f"{one.count}台", en=str(one.count)),
            Text(ja=f"{one.clinical}台", en=str(one.clinical)),
            listed(one.models, limit=3, counter="機種") if one.models else Text(ja="未確認", en="not confirmed"),
            Text(ja="□できる □できない", en="[ ] yes [ ] no"),
        )
        for one in kit.printers
    )
    return Table(
        Text(ja="台帳にあるプリンタ・複合機", en="Printers on record"),
        (
            Column(Text(ja="部署・場所", en="Department"), 1.8),
            Column(Text(ja="台数", en="Count"), 0.7, "right"),
            Column(Text(ja="うち閉域の網", en="On the closed network"), 1.0, "right"),
            Column(Text(ja="機種", en="Models"), 2.2),
            Column(Text(ja="USB直結で印刷", en="Prints by USB alone"), 1.5),
        ),
        rows,
        small=True,
    )
