"""The vendors' page: the same figures, what our papers say of our contracts as a whole, and what we ask. Names nobody."""

from datetime import date

from inmori.model import Hospital
from inmori.prepare import Drafts
from inmori.prepare.shared_figure import SharedFigure
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.manuscript import Footing, Passage, blank
from inmori.report.documents.risk_pages.figures import figure_table
from inmori.report.wording import joined
from inmori.text import Text


def vendors(drafts: Drafts, figures: tuple[SharedFigure, ...], foot: Footing) -> tuple[Passage, ...]:
    """Write the page."""
    return (
        Paragraph(
            Text(
                ja="平素より当院のシステムを支えていただき、ありがとうございます。攻撃を受けても診療を続ける備えのため、当院の見立てを共有し、お願いを申し上げます。",
                en="Thank you for looking after our systems. We prepare to go on with care under attack; this is our estimate, and our request to you.",
            ),
            tone="lead",
        ),
        figure_table("vendors", figures, foot),
        Bullets(_state(drafts.hospital, drafts.today)),
        Subheading(Text(ja="お願いしたいこと", en="What we ask")),
        Bullets((
            Text(ja="OS・データベース・アプリケーションの更新を誰が行うかを、契約に書いてください。", en="State in contract or terms who updates operating system, database and application."),
            Text(ja="リモート保守は作業のときだけつなぎ、個人別のID・二要素認証・接続元の限定をそろえてください。", en="Connect for the work only, with personal accounts, second factor and known sources."),
            Text(ja="貴社の側で侵害のおそれを知ったときは、すぐに電話でお知らせください。", en="Ring us at once if you learn of a breach on your side, or suspect one."),
            Text(ja="夜間・休日の緊急の番号と、開示書(MDS/SDS)・「事業者確認用」の最新版をお送りください。", en="Send your number at night, and your newest disclosure (MDS/SDS) and vendors' sheet."),
            Text(ja="証拠になる機器を、当院の了承なく初期化しないでください。", en="Wipe no machine that may be evidence without our word."),
        )),
        Paragraph(
            joined((
                Text(ja="ご回答の期限と、夜間も含む当院の窓口: ", en="Answer by, and our desk day and night:"),
                blank(Text(ja="事業者の回答の期限と当院の窓口", en="day by which vendors answer, and our desk")),
            ))
        ),
    )  # fmt: skip


def _state(hospital: Hospital, today: date) -> tuple[Text, ...]:
    contracts = hospital.contracts
    paths = [one for one in hospital.remote_accesses if one.enabled and not one.ended.value]
    silent = sum(not one.update_clause.value for one in contracts)
    ended = sum(bool(one.end.value and one.end.value < today and not one.auto_renewal.value) for one in contracts)
    weak = sum(one.second_factor.value is not True for one in paths)
    always = sum(bool(one.always_on.value) for one in paths)
    if not contracts and not paths:
        return (
            Text(
                ja="当院の資料では、契約とリモート保守の経路を確かめられていません。お手元の契約書の写しをお送りください。",
                en="Our papers show neither contracts nor ways in. Please send a copy of your contract.",
            ),
        )
    return (
        Text(
            ja=f"当院の資料では、契約{len(contracts)}件のうち{silent}件で、更新を誰が行うかの記載を確かめられません。期限の過ぎた契約は{ended}件です。",
            en=f"Of {len(contracts)} contracts, {silent} do not tell who updates, as far as our papers show; {ended} have run out.",
        ),
        Text(
            ja=f"リモート保守の経路{len(paths)}件のうち、二要素認証を確かめられないものが{weak}件、常時つながっているものが{always}件です。",
            en=f"Of {len(paths)} ways in, {weak} show no second factor and {always} are always on.",
        ),
    )
