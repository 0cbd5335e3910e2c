"""The staff's page: what it would mean at work, and what each person can do."""

from inmori.prepare.shared_figure import SharedFigure
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.manuscript import Footing, Passage, blank
from inmori.report.documents.risk_pages.figures import figure_table
from inmori.report.wording import joined
from inmori.text import Text


def staff(figures: tuple[SharedFigure, ...], foot: Footing) -> tuple[Passage, ...]:
    """Write the page."""
    return (
        Paragraph(
            Text(
                ja="病院への攻撃は、どこでも起こります。起きないようにする努力と、起きても診療を続ける準備の両方が要ります。次の数字は、理事会・患者さん・事業者に説明するものと同じです。",
                en="Attacks on hospitals happen everywhere. We try to prevent them and prepare to go on. Board, patients and vendors are told the same figures.",
            ),
            tone="lead",
        ),
        figure_table("staff", figures, foot),
        Subheading(Text(ja="一人ひとりにできること", en="What each of us can do")),
        Bullets((
            Text(ja="おかしいと思ったら、LANの線を抜き、電源は切らずに、すぐ電話する。早く知らせた人は責めません。", en="Odd? Pull the LAN cable, leave the power on, ring. Nobody who reports early is blamed."),
            Text(ja="自分のIDを使い、パスワードを使い回さない。私物のUSBメモリをつながない。", en="Your own account, no re-used passwords, no sticks of your own."),
            Text(ja="紙の用紙の箱の場所を知り、訓練で一度は書いてみる。", en="Know where the paper box is, and write on it once in a drill."),
            Text(ja="毎晩の患者一覧の印刷を止めない。", en="Never skip the nightly lists."),
        )),
        Subheading(Text(ja="病院がすること", en="What the hospital does")),
        Bullets((
            Text(ja="紙運用キットと連絡体制図を、各部署に置きます。", en="Puts a paper kit and a contact chart in each department."),
            joined((
                Text(ja="紙で診療を続ける訓練を行います。次の訓練と、異常を知らせる番号: ", en="Holds drills on paper. Next drill, and number for reporting:"),
                blank(Text(ja="次の紙運用訓練の日と、異常を知らせる番号", en="day of the next drill, number for reporting")),
            )),
        )),
    )  # fmt: skip
