"""How what was written comes back into the computers, by whom, and how many hours it takes."""

from inmori.catalogue import Catalogue
from inmori.prepare.paper_kit import PaperKit
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.manuscript import Footing, Passage, Ruled, blank
from inmori.report.wording import EMPTY, amount, joined, same, two_figures
from inmori.text import Text


def hours_text(catalogue: Catalogue) -> Text:
    """Say what the hours rest on, with the figures themselves."""
    visit, day = (catalogue.quantity(f"paper.entry.{kind}") for kind in ("visit", "inpatient_day"))
    return Text(
        ja=f"入力の時間は、外来1件{visit.value:g}分({visit.low:g}〜{visit.high:g}分)、入院1人1日{day.value:g}分({day.low:g}〜{day.high:g}分)"
        "とした編者の想定で、範囲は両端を掛け合わせたものです。訓練で測って置きかえてください。",
        en=f"Typing in takes {visit.value:g} minutes a visit ({visit.low:g} to {visit.high:g}) and {day.value:g} an inpatient day "
        f"({day.low:g} to {day.high:g}) by assumption; ranges multiply the ends.",
    )


def typing_blocks(kit: PaperKit, catalogue: Catalogue, foot: Footing) -> tuple[Passage, ...]:
    """Return the procedure, the hours, and the log."""
    return (
        Paragraph(
            Text(
                ja="電子カルテが戻っても、すぐに紙を片づけません。入力が終わるまで、紙とあわせて診療します。入力する範囲は、安全を見て院長が決めます。",
                en="Paper stays in use until it is typed in. How much is typed in, the director decides with safety in view.",
            )
        ),
        Bullets((
            Text(ja="入力を始める日と、部署ごとの切替の日を、本部が紙で知らせます。それまでは誰も入力しません。", en="Headquarters announce on paper when typing begins. Nobody types before."),
            Text(ja="先に入れるもの: アレルギー、今の処方と注射、検査の結果、感染の情報、次回の予約。", en="First: allergies, present drugs, results, infections, next appointments."),
            Text(ja="次に入れるもの: 病名、処置、会計に要るもの。経過の記録は、紙のまま保存するか、規程の手順で取り込みます。", en="Then: diagnoses, acts, what bills need. Progress notes stay on paper, or are scanned as the rules say."),
            Text(ja="検査の装置に残った結果は、手で打たずに装置から送り直せるかを事業者に確かめます。", en="Ask the vendor whether instruments can send their results again."),
            Text(ja="入力した人と、照らし合わせた人の2名が、用紙の「入力済み」の欄に印をつけます。", en="Two people tick each form: who typed it and who compared it."),
            Text(ja="仮の患者番号は、本来の番号と対応させた表を作ってから消します。", en="Temporary numbers are matched with the true ones before they are dropped."),
            Text(ja="入力した後の紙も、診療録として法で定められた期間、保存します。", en="The paper is kept for as long as the law asks of medical records."),
        )),
        _hours(kit, foot.sign(hours_text(catalogue))),
        Ruled(
            Text(ja="入力の進み", en="Progress"),
            (
                (Text(ja="部署", en="Department"), 1.6),
                (Text(ja="紙の枚数", en="Sheets"), 1.0),
                (Text(ja="入力した枚数", en="Typed in"), 1.0),
                (Text(ja="照合した枚数", en="Compared"), 1.0),
                (Text(ja="担当者", en="Who"), 1.3),
                (Text(ja="終わった日", en="Done on"), 1.1),
            ),
            tuple((one.place.name, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY) for one in kit.places),
            empty=2,
        ),
    )  # fmt: skip


def _hours(kit: PaperKit, sign: Text) -> Passage:
    if not kit.hours:
        return Paragraph(
            joined((
                Text(ja="入力にかかる時間を", en="Hours of typing in:"),
                blank(Text(ja="入力の見積時間(1日の外来・入院の人数×1人あたりの分×日数)", en="hours of typing in (people a day × minutes × days)")),
                Text(ja="とみて、人を手配します。", en=""),
                sign,
            ))
        )
    rows = tuple(
        (
            Text(ja=f"{amount(days)}日", en=f"{amount(days)} days"),
            Text(
                ja=f"約{two_figures(hours.mid):,.0f}時間({two_figures(hours.low):,.0f}〜{two_figures(hours.high):,.0f}時間)",
                en=f"about {two_figures(hours.mid):,.0f} h ({two_figures(hours.low):,.0f} to {two_figures(hours.high):,.0f})",
            ),
            same(f"{two_figures(hours.mid / 8 / 10):,.1f}"),
        )
        for days, hours in kit.hours
    )
    return Table(
        Text(ja="入力にかかる時間の目安", en="Hours of typing in"),
        (
            Column(Text(ja="紙で動いた日数", en="Days on paper"), 1.5),
            Column(joined((Text(ja="延べ時間", en="Hours in all"), sign)), 2.5),
            Column(Text(ja="10人が1日8時間かけたときの日数", en="Days for ten people at 8 hours"), 2.0, "right"),
        ),
        rows,
        small=True,
    )
