"""The call to the help desk of the eligibility check, and what is asked before the line is joined again."""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.incident_sheet import (
    answer,
    house_rows,
    known_row,
    paper,
    route_words,
    summary,
    told_rows,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, Ruled, blank, said
from inmori.report.wording import joined


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("オンライン資格確認の窓口への連絡", "Notice to the eligibility check's help desk")
    about = joined((said("コールセンター: ", "Help desk: "), route_words(brief, "oqs"), said("。", ".")))
    facts = Form((
        *house_rows(brief), known_row(brief),
        (said("医療機関コード", "Code"), blank(said("医療機関コード(10桁)", "code of the hospital"))),
        (said("何が起きたか", "What happened"), summary(brief)),
        (said("資格確認の回線・端末への影響", "Line or PCs touched"), answer(brief, "eligibility", said("資格確認の回線・端末への影響", "whether line or PCs are touched"))),
        (said("端末の台数", "PCs"), blank(said("資格確認端末の台数", "number of PCs"))),
        (said("回線の番号・事業者", "Line, provider"), blank(said("回線の番号と事業者", "number and provider of the line"))),
        (said("切り離した時刻", "Cut at"), blank(said("資格確認の回線を切り離した時刻", "when the line was cut"))),
        *told_rows(brief, ("mhlw", "vendors")),
    ))  # fmt: skip
    parts = (
        Part("facts", said("伝えること", "To tell"), (facts,)),
        Part("ask", said("聞くこと", "To ask"), (Bullets((
            said("停止中に資格を確かめる方法(緊急時の機能を使えるようにしてもらう)", "how to check eligibility now; switch on the emergency function"),
            said("つなぎ直す前に求められる確認と、その証明の形", "what is asked before reconnecting, and in which form"),
            said("電子処方箋・オンライン請求への影響と、請求の締切の扱い", "effect on e-prescriptions and claims"),
        )), Paragraph(said("つなぎ直しの手順は公表されたものが見つかっていません。窓口の指示を記録に残してください。「資格確認網への再接続の確認書」(inmori prepare)が使えます。", "No public procedure for reconnecting was found; record what the desk says. See the reconnection sheet of inmori prepare."), "note"))),
        Part("paper", said("停止中の控え(あとで照会するため)", "Meanwhile, for later look-up"), (
            Paragraph(said("患者さんの氏名・性別・生年月日・住所を、受付の控えに書きます。この紙や事案の記録には書きません。", "Write name, sex, birth date and address on the reception slip, not on this paper."), "caution"),
            Ruled(said("窓口とのやりとり", "Talks with the desk"), ((said("日時", "When"), 1.4), (said("相手", "With"), 1.4), (said("内容", "What"), 4), (said("受付番号", "Number"), 1.4)), (), 5),
        )),
    )  # fmt: skip
    return paper(brief, "eligibility", title, about, parts)
