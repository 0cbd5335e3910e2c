"""Who sits at the table in an exercise: what each may decide, what to bring; a name only where the hospital's papers give one."""

from dataclasses import dataclass
from typing import Literal

from inmori.model import Hospital
from inmori.prepare.role import Role, role
from inmori.text import Text

SeatId = Literal["director", "administrator", "it", "nursing", "doctor", "billing", "vendor"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One player. ``holder`` None: nobody is named in the evidence. ``plays`` says what the seat does in the exercise."""

    id: SeatId
    title: Text
    holder: str | None
    plays: Text
    decides: Text
    bring: Text


_SEATS: tuple[tuple[SeatId, Text, Text, Text, Text], ...] = (
    ("director", Text(ja="院長役", en="Director"),
     Text(ja="本部長として決める。集まった話を聞き、期限を付けて指示する", en="leads the headquarters, listens, gives orders with a time"),
     Text(ja="診療の縮小と停止、遮断、公表", en="reducing or stopping care, cutting lines, publication"),
     Text(ja="連絡体制図、当日の予定表", en="contact chart, the day's schedule")),
    ("administrator", Text(ja="事務長役", en="Administrator"),
     Text(ja="外への連絡と報告、契約、人と物の手配を受け持つ", en="reports to outside, contracts, people and goods"),
     Text(ja="外部への報告の時期と担当、費用の立替え", en="when and by whom reports go out, urgent spending"),
     Text(ja="業務継続計画、契約書の綴り、保険証券", en="continuity plan, contracts, insurance policy")),
    ("it", Text(ja="院内SE(情報担当)役", en="IT staff"),
     Text(ja="何が使えないかを調べ、切り離しと事業者への連絡をする", en="finds out what is down, unplugs, rings the vendors"),
     Text(ja="端末1台の切離し。それより広い遮断は上に求める", en="unplugging one machine; more must be asked for"),
     Text(ja="構成図、機器台帳、保守契約とリモート接続の一覧", en="network diagram, ledger, list of maintenance paths")),
    ("nursing", Text(ja="看護(病棟・外来)役", en="Nursing"),
     Text(ja="病棟と外来で何が困るかを言い、紙での看護に切り替える", en="says what is missing on the wards, changes to paper"),
     Text(ja="病棟の紙の運用の開始、応援の要請", en="starting paper on the wards, asking for hands"),
     Text(ja="紙の帳票の見本、病棟の患者一覧の紙", en="samples of paper forms, printed list of patients")),
    ("doctor", Text(ja="医師(診療・薬剤・検査の代表)役", en="Doctor, for drugs and tests too"),
     Text(ja="安全に続けられる診療を示す", en="says what care is safe"),
     Text(ja="手術・検査・処方を行うか延ばすか", en="whether operations, tests and prescriptions go on"),
     Text(ja="当日の手術・検査の予定", en="the day's operations and tests")),
    ("billing", Text(ja="医事・受付役", en="Reception and billing"),
     Text(ja="受付、会計、資格の確認、患者への説明の窓口になる", en="reception, payment, eligibility, telling patients"),
     Text(ja="受付の方法、会計を後に回すこと", en="how to receive patients, payment later"),
     Text(ja="受付票・預り証の紙、電話の応対文", en="paper slips, words for the telephone")),
    ("vendor", Text(ja="事業者役", en="Vendor"),
     Text(ja="事業者として答える。分からないことは「調べて折り返す」と言う。契約にない約束はしない", en="answers as the vendor would; rings back when not sure; promises nothing beyond the contract"),
     Text(ja="自社の保守接続の停止、担当者の派遣", en="stopping own access, sending people"),
     Text(ja="保守契約の連絡先と対応時間", en="contacts and hours of the contract")),
)  # fmt: skip


_OPENS, _CLOSES = " (\uff08\u3000", ")\uff09"


def seats_of(hospital: Hospital, roles: tuple[Role, ...]) -> tuple[Seat, ...]:
    """Return the seats. The vendor is the EHR's, or whoever looks after the network; both None: a person plays it unnamed."""
    vendor = hospital.ehr_vendor.value or hospital.staff.outsourced_to.value
    officer = role(roles, "safety_officer").holder
    return tuple(
        Seat(
            id=one,
            title=title,
            holder=vendor if one == "vendor" else _holder(title, officer),
            plays=plays,
            decides=decides,
            bring=bring,
        )
        for one, title, plays, decides, bring in _SEATS
    )


def _holder(title: Text, officer: str | None) -> str | None:
    """Return the safety officer where the evidence says that it is this very post."""
    post = title.ja.removesuffix("役")
    rest = (officer or "").removeprefix(post)
    if officer is None or not officer.startswith(post) or (rest and rest[0] not in _OPENS):
        return None
    return rest.strip(_OPENS + _CLOSES) or None


def seat(seats: tuple[Seat, ...], wanted: SeatId) -> Seat:
    """Return the seat with this id."""
    return next(one for one in seats if one.id == wanted)
