"""Who does what in the rules: the roles that guideline and checklist expect, and who holds them here as far as known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inmori.model import Hospital
from inmori.text import Text

RoleId = Literal["board", "director", "safety_officer", "planner", "operator", "department", "auditor", "users", "committee"]


@dataclass(frozen=True, slots=True)
class Role:
    """One role. ``holder`` is None when the evidence names nobody; ``typical`` is who it usually is, never a claim."""

    id: RoleId
    title: Text
    aliases: Text  # other names seen in hospitals' rules
    holder: str | None
    typical: Text
    decides: Text


_ROLES: tuple[tuple[RoleId, Text, Text, Text, Text], ...] = (
    ("board", Text(ja="経営層", en="board"), Text(ja="最高責任者、理事会", en="highest authority"),
     Text(ja="理事長、院長、事務長", en="chairman, director, administrator"),
     Text(ja="方針、予算、残る危険の引受け、公表", en="policy, budget, risks that stay, publication")),
    ("director", Text(ja="院長", en="director"), Text(ja="病院長、医療法上の管理者", en="administrator under the Medical Care Act"),
     Text(ja="院長", en="director"),
     Text(ja="診療の縮小と停止、通常の診療へ戻す宣言", en="reducing or stopping care, declaring return")),
    ("safety_officer", Text(ja="医療情報システム安全管理責任者", en="officer for the safety of medical information systems"),
     Text(ja="システム管理責任者、統括責任者、CISO", en="CISO"), Text(ja="副院長または事務長", en="deputy director or administrator"),
     Text(ja="回線の遮断、システムの導入と変更の承認、事故対応の指揮", en="cutting lines, approving systems and changes, leading the response")),
    ("planner", Text(ja="企画管理者", en="planner"), Text(ja="運用責任者、情報システム管理者", en="information manager"),
     Text(ja="事務次長または医療情報室長", en="deputy administrator or head of informatics"),
     Text(ja="規程、台帳、契約、点検", en="rules, ledger, contracts, checks")),
    ("operator", Text(ja="システム運用担当者", en="system operator"), Text(ja="システム管理者、情報担当", en="IT staff"),
     Text(ja="情報担当者", en="IT staff"), Text(ja="設定、記録の確認、バックアップ、端末1台の切離し", en="settings, logs, backups, unplugging one machine")),
    ("department", Text(ja="部門責任者", en="head of department"), Text(ja="部門管理者、所属長", en="head of section"),
     Text(ja="各部門の長", en="heads of departments"), Text(ja="部門の機器の台帳、止まったときの手順", en="the department's machines and its procedure on paper")),
    ("auditor", Text(ja="監査担当者", en="auditor"), Text(ja="監査責任者、監視責任者", en="supervisor"),
     Text(ja="運用に関わらない部署の職員または外部の者", en="staff of another section, or somebody from outside"),
     Text(ja="年1回の内部監査", en="the yearly internal audit")),
    ("users", Text(ja="利用者", en="users"), Text(ja="職員、派遣・委託の従事者、実習生、事業者", en="staff, temporary staff, trainees, vendors"),
     Text(ja="システムを使うすべての人", en="everybody who uses a system"), Text(ja="異常の通報、規程の遵守", en="reporting what is odd, keeping the rules")),
    ("committee", Text(ja="医療情報システム安全管理委員会", en="committee for the safety of medical information systems"),
     Text(ja="医療情報委員会、個人情報保護委員会(院内)", en="informatics committee"), Text(ja="既存の委員会に併せてもよい", en="may be joined to an existing one"),
     Text(ja="規程の案、点検結果、訓練の振返り", en="drafts of rules, results of checks, lessons of exercises")),
)  # fmt: skip


def roles_of(hospital: Hospital) -> tuple[Role, ...]:
    """Return all roles; only the safety officer can be named by the evidence."""
    return tuple(
        Role(id=one, title=title, aliases=aliases, typical=typical, decides=decides,
             holder=_holder(hospital.staff.responsible.value, title) if one == "safety_officer" else None)
        for one, title, aliases, typical, decides in _ROLES
    )  # fmt: skip


def role(roles: Sequence[Role], wanted: RoleId) -> Role:
    """Return the role with this id."""
    return next(one for one in roles if one.id == wanted)


def _holder(written: str | None, title: Text) -> str | None:
    """Return who holds the role: of "安全管理責任者(院長)" only the part that is not the title."""
    words = " ".join((written or "").split())
    for name in (title.ja, "安全管理責任者", "システム管理責任者"):
        words = words.removeprefix(name)
    words = words.strip(" :：・")
    if words[:1] in "(（" and words[-1:] in ")）":
        words = words[1:-1].strip()
    return words or None
