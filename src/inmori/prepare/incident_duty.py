"""Who must be told of an incident, and of what: the list of duties, with its sources, before any clock is read.

``hours`` is an aim of ours for the first day (facts 3.1, an assumption); a time limit set by law stands in ``term``.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.text import Text

Basis = Literal["reported", "assumption"]
Confidence = Literal["high", "medium", "low"]
Term = Literal["none", "first_report", "final_report"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do. ``contact`` is the id of an authority whose route is printed; ``draft`` the report to send."""

    id: str
    name: Text
    what: Text
    hours: float | None
    source: str
    basis: Basis
    confidence: Confidence
    contact: str | None = None
    draft: str | None = None
    term: Term = "none"
    optional: bool = False


DUTIES: tuple[Duty, ...] = (
    Duty(
        "staff", Text(ja="職員へのお知らせ", en="notice to staff"),
        Text(ja="端末に触らない、紙に切り替える、外に話さない", en="hands off terminals, paper, no talk outside"),
        1, "duties 3.1, 8.2", "assumption", "medium", draft="staff",
    ),
    Duty(
        "vendors", Text(ja="システム・ネットワークの事業者へ連絡", en="vendors of systems and network"),
        Text(ja="止まったもの、切り離したもの、保守回線を切ること、記録を消さないこと", en="what stopped, what was cut, close maintenance lines, keep logs"),
        3, "regulation 6.1, duties 3.1", "reported", "high", draft="vendors",
    ),
    Duty(
        "insurer", Text(ja="サイバー保険の保険会社へ連絡", en="cyber insurer"),
        Text(ja="調査会社に頼む前に連絡する(条件のことが多い)", en="before investigators are hired, often a condition"),
        3, "duties 3.1, 3.4", "assumption", "low", contact="insurer", draft="insurer",
    ),
    Duty(
        "mist", Text(ja="厚生労働省の初動対応支援(MIST)を頼む", en="ask the ministry's first-response support (MIST)"),
        Text(ja="ランサムウェアやホームページの改ざんが疑われるとき、専門家の支援を頼める", en="experts help when ransomware or defacement is suspected"),
        3, "duties 3.4", "assumption", "medium", contact="mist", draft="mhlw", optional=True,
    ),
    Duty(
        "mhlw", Text(ja="厚生労働省への報告(第1報)", en="Ministry of Health: first report"),
        Text(ja="速やかに(時間の定めはない)。分かったことだけでよい", en="promptly, no hour is set; what is known so far"),
        3, "regulation 6.1 (2018-10-29 通知)", "reported", "high", contact="mhlw", draft="mhlw",
    ),
    Duty(
        "prefecture", Text(ja="都道府県の医務主管課への報告", en="prefecture, medical affairs"),
        Text(ja="速やかに。厚生労働省と同じ内容", en="promptly, the same as for the ministry"),
        3, "regulation 6.1", "reported", "high", contact="prefecture", draft="prefecture",
    ),
    Duty(
        "health_centre", Text(ja="保健所への報告", en="public health centre"),
        Text(ja="速やかに。厚生労働省と同じ内容", en="promptly, the same as for the ministry"),
        3, "regulation 6.1", "reported", "medium", contact="health_centre", draft="prefecture",
    ),
    Duty(
        "police", Text(ja="警察への相談・届出", en="police"),
        Text(ja="その日のうちに。消す前・直す前に証拠の残し方を相談する", en="the same day; ask how to keep evidence before anything is repaired"),
        3, "regulation 6.1, duties 3.1", "assumption", "low", contact="police", draft="police",
    ),
    Duty(
        "eligibility", Text(ja="支払基金(オンライン資格確認)のコールセンターへ連絡", en="help desk of the eligibility check"),
        Text(ja="切り離したことを伝え、つなぎ直す条件を聞く", en="say that it was cut, ask what is needed to reconnect"),
        3, "regulation 6.1, duties 3.4", "assumption", "low", contact="oqs", draft="eligibility",
    ),
    Duty(
        "patients", Text(ja="患者・地域へのお知らせ(第1報)", en="first notice to patients and neighbours"),
        Text(ja="その日のうちに。診療できること・できないこと、次に知らせる時刻", en="the same day: what care runs, when the next notice comes"),
        24, "duties 3.1, 8.1", "assumption", "medium", draft="patients",
    ),
    Duty(
        "ppc_first", Text(ja="個人情報保護委員会への速報", en="PPC, first report"),
        Text(ja="そのとき分かっていることだけでよい。遅れても必ず出す", en="what is known then; late is better than never"),
        None, "duties 3.6, regulation 6.1", "reported", "medium", contact="ppc", draft="ppc_first", term="first_report",
    ),
    Duty(
        "persons", Text(ja="本人への通知(漏えい等の対象の方へ)", en="notice to the persons concerned"),
        Text(ja="速やかに(日数の定めはない)。難しいときは公表と窓口で代える", en="promptly, no number of days; publication and a desk where that is hard"),
        72, "regulation 6.1, duties 3.1, 8.1", "reported", "medium", draft="patients",
    ),
    Duty(
        "ppc_final", Text(ja="個人情報保護委員会への確報", en="PPC, final report"),
        Text(ja="9つの項目すべて", en="all nine items"),
        None, "duties 3.6, regulation 6.1", "reported", "medium", contact="ppc", draft="ppc_final", term="final_report",
    ),
    Duty(
        "jpcert", Text(ja="JPCERT/CCへの相談(任意)", en="JPCERT/CC (optional)"),
        Text(ja="攻撃元との調整や助言。復旧はしない", en="coordination and advice, no recovery"),
        None, "duties 3.4", "assumption", "low", contact="jpcert", draft="common_form", optional=True,
    ),
    Duty(
        "ipa", Text(ja="IPAへの届出(任意)", en="IPA (optional)"),
        Text(ja="ウイルス・不正アクセスの届出と相談", en="notification and advice"),
        None, "duties 3.4", "assumption", "low", contact="ipa", draft="common_form", optional=True,
    ),
)  # fmt: skip


def duty(id: str) -> Duty | None:
    """Return the duty with this id, None if there is none."""
    return next((one for one in DUTIES if one.id == id), None)
