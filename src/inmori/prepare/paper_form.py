"""The forms that carry care without computers, place by place: what is printed beforehand and lies ready.

How many of each one person needs a day is a rule of thumb of ours, so every number made of it is an assumption; a drill
that counts the sheets gives a better one. Every form has the same corner (:data:`CORNER`), or typing in afterwards
loses its way.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.prepare.service_here import ServiceId
from inmori.text import Text

Unit = Literal["visit", "inpatient", "bed", "case"]  # what one count of ``sheets`` is for: one of these, and a day

UNIT_NAMES: dict[Unit, Text] = {
    "visit": Text(ja="外来1人", en="outpatient visit"),
    "inpatient": Text(ja="入院1人・1日", en="inpatient and day"),
    "bed": Text(ja="1床", en="bed"),
    "case": Text(ja="1件", en="case"),
}
CORNER = Text(
    ja="患者番号(または仮番号)、氏名、生年月日、記入時刻、記入者、「入力済み」の印",
    en="patient number (or a temporary one), name, date of birth, time, writer, a tick for 'typed in'",
)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form. ``sheets`` of it for each ``unit`` and day (``bed``: once)."""

    name: Text
    unit: Unit
    sheets: float


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """One place of work. ``nightly`` is printed every night while the computers still run."""

    service: ServiceId
    name: Text
    forms: tuple[PaperForm, ...]
    tools: Text
    nightly: Text | None = None


def _forms(unit: Unit, *rows: tuple[str, str, float]) -> tuple[PaperForm, ...]:
    return tuple(PaperForm(Text(ja=ja, en=en), unit, sheets) for ja, en, sheets in rows)


PLACES: tuple[PaperPlace, ...] = (
    PaperPlace(
        "outpatients",
        Text(ja="外来受付・診察室", en="Reception and consulting rooms"),
        _forms(
            "visit",
            ("受付票(氏名・生年月日・住所・連絡先・受診科・服薬・アレルギー)", "reception slip (name, birth, address, telephone, clinic, drugs, allergies)", 1),
            ("外来診療録", "outpatient record", 1),
            ("処方箋(控えつき)", "prescription with copy", 0.7),
            ("検査・画像の依頼箋", "request for tests and images", 0.5),
            ("次回予約票", "slip for the next visit", 0.8),
            ("紹介状・診断書の用紙", "letters and certificates", 0.1),
        ),
        Text(ja="番号札、黒のボールペン、複写紙、印章、処方薬の一覧、診療制限の掲示", en="number tags, pens, carbon paper, stamps, list of drugs, notice on limited care"),
        Text(ja="翌日の予約患者の一覧(前回の処方・アレルギーつき)", en="list of tomorrow's patients with last prescription and allergies"),
    ),
    PaperPlace(
        "inpatients",
        Text(ja="病棟", en="Wards"),
        (
            *_forms(
                "inpatient",
                ("指示簿(医師の指示・受けた人・実施した人の3欄)", "order sheet (ordered, taken, done)", 1),
                ("与薬・注射の確認表", "check sheet for drugs and injections", 1),
                ("温度板", "chart of vital signs", 0.5),
                ("経過・看護の記録", "progress and nursing record", 2),
                ("検査・画像の依頼箋", "request for tests and images", 0.3),
                ("食事箋", "meal order", 0.3),
            ),
            *_forms(
                "bed",
                ("入院診療録の表紙", "cover of the record", 1),
                ("手書きのリストバンド", "wristband to write on", 1),
                ("転倒・褥瘡などの評価表", "assessment of falls and pressure sores", 1),
                ("持参薬の確認表", "check of drugs brought in", 1),
            ),
        ),
        Text(ja="紙ばさみ、油性ペン、略語を使わない約束の掲示", en="clipboards, marker pens, notice: no abbreviations"),
        Text(
            ja="病棟の患者一覧(氏名・病名・アレルギー・薬・食種・感染・急変時の方針)",
            en="list of inpatients (name, illness, allergies, drugs, meals, infections, wishes)",
        ),
    ),
    PaperPlace(
        "emergency",
        Text(ja="救急", en="Emergency"),
        _forms("case", ("救急診療録", "emergency record", 1), ("トリアージ票", "triage tag", 1)),
        Text(ja="受入れの可否を示す板、救急隊への連絡票", en="board that shows whether cases are taken, message slips for ambulances"),
    ),
    PaperPlace(
        "surgery",
        Text(ja="手術", en="Surgery"),
        _forms(
            "case",
            ("手術の申込書", "booking", 1),
            ("麻酔の記録", "anaesthesia record", 2),
            ("輸血の依頼・照合票", "transfusion request and check", 2),
            ("病理の依頼箋", "pathology request", 1),
            ("器械・ガーゼの数の確認表", "count of instruments", 1),
        ),
        Text(ja="翌日の手術予定表(前の晩に印刷)", en="tomorrow's list, printed the night before"),
    ),
    PaperPlace(
        "delivery",
        Text(ja="分娩", en="Deliveries"),
        _forms("case", ("助産録・分娩の経過図", "delivery record", 3), ("新生児の記録", "record of the new-born", 2)),
        Text(ja="母子の照合用の標識", en="tags that match mother and child"),
    ),
    PaperPlace(
        "pharmacy",
        Text(ja="薬剤", en="Pharmacy"),
        (
            *_forms("visit", ("調剤の記録", "dispensing record", 0.3),),
            *_forms(
                "inpatient",
                ("注射薬の払出票", "injections handed out", 1),
                ("疑義照会の記録", "queries to doctors", 0.1),
            ),
        ),
        Text(ja="手書きの薬袋、麻薬・向精神薬の帳票、定数表、添付文書(紙またはつながない端末)", en="drug bags to write on, books for controlled drugs, stock list, package inserts on paper"),
    ),
    PaperPlace(
        "laboratory",
        Text(ja="検体検査・輸血", en="Laboratory and transfusion"),
        (
            *_forms("visit", ("検体ラベル(氏名・生年月日・採取時刻・材料・依頼医)", "specimen labels", 0.4), ("結果の報告書", "result sheet", 0.4)),
            *_forms("inpatient", ("検体ラベル(病棟分)", "specimen labels (wards)", 0.5), ("結果の報告書(病棟分)", "result sheet (wards)", 0.5)),
        ),
        Text(ja="連番の印、緊急異常値の連絡簿、外注検査の伝票", en="numbering stamp, book of critical values, slips for outside laboratories"),
    ),
    PaperPlace(
        "imaging",
        Text(ja="画像検査", en="Imaging"),
        (
            *_forms("visit", ("撮影の記録と読影の報告書", "examination record and report", 0.2),),
            *_forms("inpatient", ("撮影の記録と読影の報告書(病棟分)", "examination record and report (wards)", 0.1),),
        ),
        Text(ja="装置の画面で読影する当番表、媒体を調べる手順", en="rota for reading at the consoles, procedure for checking media"),
    ),
    PaperPlace(
        "endoscopy",
        Text(ja="内視鏡・生理検査", en="Endoscopy and physiological tests"),
        _forms("case", ("検査の記録と報告書", "record and report", 1), ("同意書", "consent", 1)),
        Text(ja="装置から直接印刷するための用紙", en="paper for the machines' own printers"),
    ),
    PaperPlace(
        "dialysis",
        Text(ja="透析", en="Dialysis"),
        _forms("case", ("個人ごとの条件表", "settings of each patient", 1), ("実施の記録", "session record", 1)),
        Text(ja="転院先の透析施設の電話表(紙)", en="telephone list of other dialysis units, on paper"),
        Text(ja="次回分の条件表(毎回の終わりに印刷)", en="settings for the next session, printed at the end of each"),
    ),
    PaperPlace(
        "rehabilitation",
        Text(ja="リハビリテーション", en="Rehabilitation"),
        _forms("case", ("実施の記録", "session record", 1),),
        Text(ja="担当患者の一覧(紙)", en="list of patients, on paper"),
    ),
    PaperPlace(
        "nutrition",
        Text(ja="給食・栄養", en="Meals"),
        _forms("inpatient", ("食札(3食)", "tray cards (three meals)", 3), ("食数表", "count of meals", 0.1)),
        Text(ja="アレルギーの一覧(紙)、配膳の確認表", en="list of allergies on paper, tray check"),
        Text(ja="翌日の食数表とアレルギーの一覧", en="tomorrow's meals and allergies"),
    ),
    PaperPlace(
        "health_check",
        Text(ja="健診", en="Health check-ups"),
        _forms("case", ("受診票と結果の記入表", "sheet for results", 2),),
        Text(ja="延期を知らせる電話表(紙)", en="telephone list for putting off"),
    ),
    PaperPlace(
        "billing",
        Text(ja="医事・会計", en="Billing"),
        _forms(
            "visit",
            ("会計票(診療行為の確認欄つき)", "account slip with list of acts", 1),
            ("預り証・手書きの領収証", "receipts", 1),
            ("資格確認の控え(氏名・性別・生年月日・住所)", "note for eligibility (name, sex, birth, address)", 0.5),
        ),
        Text(ja="未収の台帳、点数の早見表、釣り銭と金庫", en="book of unpaid accounts, table of fees, cash box"),
    ),
    PaperPlace(
        "liaison",
        Text(ja="地域連携", en="Liaison"),
        _forms("case", ("転院の依頼書・経過の要約", "transfer request and summary", 2),),
        Text(ja="連携先の電話表(紙)、近隣の受入れの表", en="telephone list on paper, table of who can take patients"),
    ),
)  # fmt: skip

HEADQUARTERS: tuple[Text, ...] = (
    Text(ja="時系列の記録用紙(時刻・誰から・何を・決めたこと)", en="sheets for the chronology (time, from whom, what, decided)"),
    Text(ja="決定の記録(判断した人・根拠・保留したこと)", en="record of decisions (who, on what, what was left open)"),
    Text(ja="連絡体制図、契約書と緊急窓口の写し", en="contact chart, copies of contracts and emergency numbers"),
    Text(ja="患者さんへの説明文と院内放送の文", en="words for patients and for announcements"),
    Text(ja="携帯回線で使う端末1台(院内の網につながないもの)", en="one PC on a mobile line that never joins the hospital's network"),
    Text(ja="院内の電話が網と一緒に止まるかを確かめた結果と、止まるときの伝令の順", en="whether telephones stop with the network, and who runs as messenger if so"),
    Text(ja="白板、名札、乾電池の時計、懐中電灯", en="whiteboard, name tags, clocks, torches"),
)
