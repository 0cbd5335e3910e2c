"""The split by company: nobody is left out, silence is not taken for an answer."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.model import Contract, Hospital, RemoteAccess, System, SystemKind, TextFact, Vendor
from inmori.prepare.responsibility import NOT_SEEN, Share, responsibilities_of
from inmori.prepare.split_task import TASKS
from inmori.prepare.vendor_split import rows_by_vendor, state_of, under_contract
from inmori.text import Text

CATALOGUE = load_catalogue()
WORDS = Text(ja="契約の記載: 対応する", en="as written")


def hospital() -> Hospital:
    return Hospital(
        vendors=tuple(Vendor(id=f"V{n}", name=name) for n, name in enumerate(("あおば", "株式会社みどり", "きいろ"))),
        systems=(System(id="ehr", kind=SystemKind.EHR, vendor=TextFact(value="(株)みどり")), System(id="ris", kind=SystemKind.RIS)),
        contracts=(
            Contract(id="C1", vendor=TextFact(value="みどり"), covers=("電子カルテ",)),
            Contract(id="C2", vendor=TextFact(value="あおば"), covers=("監視カメラ",)),
        ),
        remote_accesses=(
            RemoteAccess(id="R1", vendor=TextFact(value="きいろ"), system=TextFact(value="検査装置")),
            RemoteAccess(id="R2", vendor=TextFact(value="みどり")),
            RemoteAccess(id="R3", vendor=TextFact(value="しろ"), enabled=False),
        ),
    )


def test_every_company_with_a_system_a_contract_or_a_way_in_has_one_group() -> None:
    made = rows_by_vendor(hospital(), responsibilities_of(hospital(), CATALOGUE))
    assert [group[0].vendor for group in made] == ["あおば", "きいろ", "株式会社みどり", None]
    assert all(row.vendor == group[0].vendor for group in made for row in group)
    remote = made[1][0]
    assert "検査装置" in remote.system.ja
    assert all(state_of(share, contract=under_contract(hospital(), remote)) == "no_contract" for share in remote.shares)


@pytest.mark.parametrize(
    ("share", "contract", "state"),
    [
        (Share("updates", "vendor", WORDS), True, "vendor"),
        (Share("updates", "hospital", WORDS), False, "hospital"),
        (Share("updates", "unwritten", WORDS), True, "unwritten"),
        (Share("updates", "unwritten", WORDS), False, "no_contract"),
        (Share("incident", None, WORDS), True, "told"),
        (Share("incident", None, NOT_SEEN), True, "unwritten"),
        (Share("incident", None, NOT_SEEN), False, "no_contract"),
        (None, True, "unwritten"),
    ],
)
def test_how_far_the_papers_tell(share: Share | None, contract: bool, state: str) -> None:
    assert state_of(share, contract=contract) == state


def test_the_tasks_hold_what_must_belong_to_somebody() -> None:
    ids = [task.id for task in TASKS]
    assert len(ids) == len(set(ids))
    assert {"os", "database", "application", "watch", "backup", "remote", "incident"} <= set(ids)
