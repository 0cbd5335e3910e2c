"""The menu of a hospital: which screens there are, in the order of use, and what right each asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from inmori.text import Text
from inmori.web.tenants.access import Here
from inmori.web.tenants.role import Right

SCREENS: tuple[tuple[str, Text, Right], ...] = (
    ("today", Text(ja="きょう", en="Today"), Right.SEE),
    ("start", Text(ja="資料と手順", en="Guided start"), Right.EDIT),
    ("map", Text(ja="地図", en="Map"), Right.SEE),
    ("devices", Text(ja="機器", en="Machines"), Right.SEE),
    ("findings", Text(ja="指摘", en="Findings"), Right.SEE),
    ("roads", Text(ja="道の比較", en="Roads"), Right.SEE),
    ("what_if", Text(ja="もし対策をしたら", en="What if"), Right.SEE),
    ("roadmap", Text(ja="工程表", en="Roadmap"), Right.SEE),
    ("checklist", Text(ja="チェックリスト", en="Checklist"), Right.SEE),
    ("vendors", Text(ja="事業者", en="Vendors"), Right.SEE),
    ("documents", Text(ja="書類", en="Documents"), Right.SEE),
    ("incident", Text(ja="インシデント", en="Incident"), Right.SEE),
    ("exercises", Text(ja="訓練", en="Exercise"), Right.SEE),
    ("people", Text(ja="見られる人", en="Who can see us"), Right.SEE),
    ("history", Text(ja="履歴", en="History"), Right.SEE),
    ("settings", Text(ja="設定", en="Settings"), Right.ADMIT),
)


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    name: Text
    address: str
    here: bool


def menu(request: HttpRequest, here: Here) -> tuple[Entry, ...]:
    """Return the lines of the menu for this person."""
    shown = [(name, words) for name, words, right in SCREENS if here.may(right)]
    entries = [(words, reverse(f"desk:{name}", kwargs={"tenant_id": here.tenant.id})) for name, words in shown]
    best = max((address for _, address in entries if request.path.startswith(address)), key=len, default="")
    return tuple(Entry(words, address, address == best) for words, address in entries)
