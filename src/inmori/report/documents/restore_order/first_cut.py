"""What comes before restoring: the cuts in their order, and the conditions under which anything may return."""

from inmori.prepare import Cut
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.manuscript import Passage, Ruled, blank
from inmori.report.wording import EMPTY, same
from inmori.text import Text

_KINDS = {
    "backup": Text(ja="バックアップへの経路", en="path to the backups"),
    "remote": Text(ja="外からの入口", en="way in from outside"),
    "line": Text(ja="外部の回線", en="outside line"),
    "segment": Text(ja="院内の区画の境", en="border inside"),
}


def cut_blocks(cuts: tuple[Cut, ...]) -> tuple[Passage, ...]:
    """Return the list of cuts with room for time and name, and the rules of cutting."""
    rows = tuple(
        (
            same(str(cut.order)),
            _KINDS[cut.kind],
            cut.what,
            cut.where if cut.known else blank(Text(ja=f"{cut.what.ja}: {cut.where.ja}", en=f"{cut.what.en}: {cut.where.en}")),
            cut.stops,
            EMPTY,
        )
        for cut in cuts
    )
    columns = (
        (Text(ja="順", en="No."), 0.6),
        (Text(ja="種別", en="Kind"), 1.2),
        (Text(ja="切るもの", en="What"), 2.2),
        (Text(ja="場所・機器", en="Where"), 2.2),
        (Text(ja="切ると止まること", en="What stops"), 2.0),
        (Text(ja="時刻・氏名", en="Time, name"), 1.2),
    )
    return (
        Paragraph(
            Text(
                ja="上から順に切る。右端の欄に、切った時刻と切った者の氏名を書く。",
                en="Cut from the top down. Write the time and your name on the right.",
            )
        ),
        Ruled(Text(ja="切る順番", en="Order of cutting"), columns, rows, empty=2),
        Bullets((
            Text(ja="抜くのはLANケーブルまたは回線である。ネットワーク機器とサーバの電源は切らない。記録が消えるためである。", en="Pull cables; leave network gear and servers switched on, or their records are lost."),
            Text(ja="抜いた線に札を付け、元の差し口を書いておく。", en="Tag each cable with the port it came from."),
            Text(ja="バックアップの媒体を、院内の網につながない。取り外せる媒体は、その場で取り外して鍵のかかる場所に置く。", en="Join no backup medium to the network; take out those that can be taken out and lock them away."),
            Text(ja="遮断は安全管理責任者が指示する。連絡がつかないときは、代行の順に従い、待たずに切る。", en="The safety officer orders the cut; if out of reach, the deputies in turn. Nobody waits."),
        )),
    )  # fmt: skip


def ready_blocks() -> tuple[Passage, ...]:
    """Return what must hold before the first system returns."""
    conditions = (
        (Text(ja="証拠の取得が終わり、調査する者が「戻してよい」と認めた。", en="Evidence is taken and those who examine it agree."), Text(ja="証拠の一覧、了承の記録", en="list of evidence, their word")),
        (Text(ja="侵入の経路(VPN装置、リモートデスクトップ、保守の回線など)をふさいだ。", en="The way in is closed."), Text(ja="遮断と設定変更の記録", en="record of cuts and changes")),
        (Text(ja="使う管理端末を、新しく作ったか検査した。", en="The administrators' PCs are new or examined."), Text(ja="端末の一覧", en="list of PCs")),
        (Text(ja="戻す先のネットワークを、汚れた側と分けて用意した。時刻と名前解決もその中で動く。", en="A separate, clean network stands ready, with its own time and names."), Text(ja="構成図", en="diagram")),
        (Text(ja="管理者・サービス・保守用の資格情報をすべて取り替えた。", en="All credentials of administrators, services and maintenance are exchanged."), Text(ja="交換の一覧(値は書かない)", en="list, without values")),
        (Text(ja="控え(バックアップ)を、書き込めない状態で、汚れがないか調べた。", en="The copies were examined while write-protected."), Text(ja="検査の結果と、使う世代", en="result, and the generation to use")),
    )
    return (
        Ruled(
            Text(ja="すべてがそろうまで、どのシステムも戻さない。", en="Nothing comes back until all of these hold."),
            (
                (Text(ja="条件", en="Condition"), 4.0),
                (Text(ja="残す記録", en="Record"), 2.0),
                (Text(ja="確かめた日時", en="When"), 1.3),
                (Text(ja="確かめた者", en="Who"), 1.3),
            ),
            tuple((condition, record, EMPTY, EMPTY) for condition, record in conditions),
            empty=0,
        ),
    )  # fmt: skip
