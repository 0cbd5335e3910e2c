"""The patients' page: plain words, the same figures, and nothing that would help an attacker.

No machine, address, vendor, network or way in is named here, and no measure that tells which defence is missing.
"""

from inmori.prepare.shared_figure import SharedFigure
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.manuscript import Footing, Passage, blank
from inmori.report.documents.risk_pages.figures import figure_table
from inmori.report.wording import joined
from inmori.text import Text


def patients(figures: tuple[SharedFigure, ...], foot: Footing, *, beds: int | None) -> tuple[Passage, ...]:
    """Write the page; a place without ``beds`` says nothing of inpatients."""
    return (
        Paragraph(
            Text(
                ja="病院のコンピュータを狙った犯罪が、国内でも起きています。当院では、もしものときにも診療を続けられるように備えています。次の数字は、備えの大きさを決めるための計算です。職員や事業者にも同じ数字を伝えています。",
                en="Crimes against hospitals' computers happen in this country too. We prepare to go on with care. These figures tell how much to prepare; staff and vendors hear the same.",
            ),
            tone="lead",
        ),
        figure_table("patients", figures, foot),
        Subheading(Text(ja="もし電子カルテが使えなくなったら", en="If the electronic records cannot be used")),
        Bullets((
            *(() if beds == 0 else (Text(ja="入院している方の診療は、紙を使って続けます。", en="Care of inpatients goes on with paper."),)),
            Text(ja="外来は、お待たせしたり、日を改めていただいたりすることがあります。救急は、近くの病院と協力します。", en="Outpatients may wait or be asked to come another day; for emergencies we work with hospitals nearby."),
            Text(ja="情報が外に出たおそれがあるときは、分かったことと分からないことを分けて、病院からお知らせします。", en="If data may have got out, we tell you what is known and what is not."),
        )),
        Subheading(Text(ja="お願い", en="What you can do")),
        Bullets((
            Text(ja="お薬手帳を、いつもお持ちください。アレルギーのある方は、手帳に書いておいてください。", en="Always carry your medicine notebook; write allergies in it."),
            Text(ja="病院を名のって、電話やメールでお金や暗証番号を求めることはありません。", en="We never ask for money or codes by telephone or mail."),
        )),
        Paragraph(
            joined((
                Text(ja="お問い合わせと、お知らせを出す所: ", en="Questions, and where we publish:"),
                blank(Text(ja="患者さんの相談窓口と、お知らせを出す場所", en="desk for patients, and where notices appear")),
            ))
        ),
    )  # fmt: skip
