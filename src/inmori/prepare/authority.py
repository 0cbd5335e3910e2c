"""Bodies outside that are told of an attack or that help: their public routes, checked on the day that stands beside them.

What was only recalled has low confidence and no number, because a wrong number is worse than none: it becomes a line
to fill in. Numbers age too; :func:`on_day` takes those away that nobody has confirmed for a year.
"""

from dataclasses import replace
from datetime import date, timedelta

from inmori.prepare.contact import Contact
from inmori.text import Text

CHECKED = date(2026, 11, 24)
FRESH = timedelta(days=365)


def _body(id: str, name: Text, serves: Text, when: Text, ready: Text, **more: object) -> Contact:
    given: dict[str, object] = {"circle": "authority", "route": None, "hours": "unknown", "verified_on": CHECKED, **more}
    return Contact(id=id, name=name, serves=serves, when=when, ready=ready, **given)  # type: ignore[arg-type]


_AT_ONCE = Text(ja="気づいたら速やかに", en="as soon as it is known")

AUTHORITIES: tuple[Contact, ...] = (
    _body(
        "mhlw", Text(ja="厚生労働省 医政局(医療情報担当参事官室)", en="Ministry of Health, Labour and Welfare"),
        Text(ja="サイバー攻撃(疑いを含む)の報告", en="report of an attack, suspected ones included"), _AT_ONCE,
        Text(ja="施設名と病床数、気づいた日時、止まったもの、診療への影響、漏えいのおそれ、取った手当て", en="name and beds, when known, what stopped, effect on care, whether data may have leaked, what was done"),
        confidence="low", source="duties 3.4", gap=Text(ja="厚生労働省「医療分野のサイバーセキュリティ対策」のページにある電話番号とメールアドレス", en="telephone and mail of the ministry's page on cyber security in health care"),
    ),
    _body(
        "mist", Text(ja="厚生労働省 初動対応支援(MIST)", en="first-response support of the ministry (MIST)"),
        Text(ja="専門家による初動の支援(ランサムウェアやホームページの改ざんの疑い)", en="experts for the first hours"), _AT_ONCE,
        Text(ja="概要、連絡のつく電話番号", en="what happened, a number that can be reached"),
        route="https://mist.mhlw.go.jp/", source="regulation 6.1",
    ),
    _body(
        "prefecture", Text(ja="都道府県の医務主管課", en="prefecture, medical affairs"),
        Text(ja="診療への影響の報告", en="report of the effect on care"), _AT_ONCE,
        Text(ja="厚生労働省への報告と同じ内容", en="the same as for the ministry"), source="duties 3.4",
        gap=Text(ja="都道府県の医務主管課の電話番号", en="number of the prefecture's medical affairs"),
    ),
    _body(
        "health_centre", Text(ja="保健所", en="public health centre"),
        Text(ja="診療への影響の報告、立入検査の窓口", en="report of the effect on care; inspections"), _AT_ONCE,
        Text(ja="厚生労働省への報告と同じ内容", en="the same as for the ministry"), source="duties 3.4", gap=Text(ja="保健所の電話番号", en="number of the health centre"),
    ),
    _body(
        "police", Text(ja="都道府県警察(サイバー犯罪相談窓口)", en="prefectural police, cyber crime desk"),
        Text(ja="被害の相談と届出。緊急のときは110", en="consultation and report; 110 in an emergency"),
        Text(ja="その日のうちに", en="the same day"),
        Text(ja="身代金の文面の写真、暗号化されたファイルの拡張子、記録の有無、電源を切っていないこと", en="photo of the note, extension of the files, whether logs exist, that power was left on"),
        route="#9110(警察相談専用電話)", hours="office", confidence="medium", source="duties 3.4",
        gap=Text(ja="最寄りの警察署と県警のサイバー窓口の電話番号", en="numbers of the nearest station and of the cyber desk"),
    ),
    _body(
        "ppc", Text(ja="個人情報保護委員会", en="Personal Information Protection Commission"),
        Text(ja="患者・職員の情報の漏えい(おそれを含む)の報告。速報は知った日から3〜5日、確報は30日(不正の目的なら60日)", en="report of a leak or a possible leak: first report 3 to 5 days, final 30, or 60 days with evil intent"),
        Text(ja="漏えいのおそれが分かったら", en="when a leak may have happened"),
        Text(ja="概要、情報の項目、人数、原因、二次被害、本人への対応、公表、再発防止", en="what happened, kinds of data, persons, cause, harm, notice to persons, publication, measures"),
        route="https://www.ppc.go.jp/(漏えい等報告フォーム)", hours="always", source="duties 3.6",
    ),
    _body(
        "oqs", Text(ja="オンライン資格確認のコールセンター", en="help desk of the eligibility check"),
        Text(ja="資格確認の回線や端末に影響があるとき、つなぎ直す前", en="when the eligibility line or its PCs are touched; before reconnecting"), _AT_ONCE,
        Text(ja="端末の台数、回線の番号、切り離した時刻", en="number of PCs, number of the line, when it was cut"),
        route="0800-080-4583(平日8〜18時、土曜8〜16時)", hours="office", confidence="medium", source="duties N8",
    ),
    _body(
        "jma", Text(ja="日本医師会 サイバーセキュリティ緊急相談窓口", en="emergency desk of the Japan Medical Association"),
        Text(ja="相談、調査会社や弁護士の紹介(A①会員)", en="advice, introduction of investigators and lawyers (members)"),
        Text(ja="早いうちに", en="early"), Text(ja="会員番号、概要", en="membership number, what happened"),
        circle="support", route="0120-179-066(毎日9〜21時)", hours="office", source="duties N7",
    ),
    _body(
        "jpcert", Text(ja="JPCERT/CC(インシデント報告)", en="JPCERT/CC"),
        Text(ja="攻撃元への連絡の調整、助言(復旧はしない)", en="coordination and advice, no recovery"),
        Text(ja="必要に応じて", en="as needed"), Text(ja="IPアドレス、記録", en="addresses, logs"),
        circle="support", route="https://www.jpcert.or.jp/(インシデント報告フォーム)", confidence="low", source="duties 3.4",
    ),
    _body(
        "ipa", Text(ja="情報処理推進機構(IPA)", en="IPA"),
        Text(ja="ウイルス・不正アクセスの届出、相談", en="notification and advice"),
        Text(ja="必要に応じて", en="as needed"), Text(ja="概要、経過", en="what happened and when"),
        circle="support", route="https://www.ipa.go.jp/(届出・相談の案内)", confidence="low", source="duties 3.4",
    ),
    _body(
        "insurer", Text(ja="サイバー保険の保険会社", en="cyber insurer"),
        Text(ja="調査会社に頼む前に連絡する(条件になっていることが多い)", en="to be called before investigators are hired"),
        Text(ja="調査を頼む前に", en="before hiring anybody"), Text(ja="証券番号、気づいた日時", en="policy number, when known"),
        circle="support", confidence="low", source="duties 3.4", gap=Text(ja="保険会社の事故受付番号と証券番号(加入していなければ「なし」)", en="claims number and policy number, or \"none\""),
    ),
    _body(
        "forensics", Text(ja="調査会社(フォレンジック)", en="investigators"),
        Text(ja="証拠の取得と原因の調査", en="securing evidence, finding the cause"),
        Text(ja="当日", en="the same day"), Text(ja="構成図、機器の一覧、記録の場所", en="diagram, list of machines, where logs are"),
        circle="support", confidence="low", source="duties 3.4", gap=Text(ja="頼む調査会社の名称と番号(決まっていなければ候補)", en="name and number of the investigators, or candidates"),
    ),
    _body(
        "lawyer", Text(ja="顧問弁護士", en="lawyer"), Text(ja="報告・公表・支払いの要求への助言", en="advice on reports, publication and demands"),
        Text(ja="当日", en="the same day"), Text(ja="概要、契約書", en="what happened, contracts"),
        circle="support", confidence="low", source="duties 3.4", gap=Text(ja="顧問弁護士の氏名と番号(いなければ「なし」)", en="name and number of the lawyer, or \"none\""),
    ),
    _body(
        "neighbours", Text(ja="近隣の病院、消防本部、医師会", en="hospitals nearby, fire department, medical association"),
        Text(ja="受入れの可否、患者の紹介", en="who can take patients"),
        Text(ja="診療を縮小すると決めたら", en="when care is reduced"), Text(ja="受け入れられないもの、再開の見込み", en="what cannot be taken, when it may come back"),
        circle="region", confidence="low", source="duties 3.4", gap=Text(ja="近隣病院・消防・医師会の電話番号(紙の一覧)", en="numbers of hospitals nearby, fire department, association"),
    ),
)  # fmt: skip


def authority(id: str) -> Contact:
    """Return the body with this id."""
    return next(one for one in AUTHORITIES if one.id == id)


def on_day(contact: Contact, *, today: date) -> Contact:
    """Return the contact as it may be printed on ``today``: a route nobody confirmed for a year becomes a gap."""
    if contact.route is None or (contact.verified_on is not None and today - contact.verified_on <= FRESH):
        return contact
    old = Text(
        ja=f"電話番号などの確かめ直し({contact.name.ja})", en=f"confirmation of the number ({contact.name.en})"
    )
    return replace(contact, route=None, gap=contact.gap or old)
