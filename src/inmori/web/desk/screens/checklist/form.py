"""What a person writes of one item, and the decision it makes."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply import ANSWER_NAMES, Decision
from inmori.comply.answer import ItemAnswer
from inmori.comply.decision import faults_of
from inmori.text import Text
from inmori.web.answers.models import Draft
from inmori.web.desk.templatetags.words import language

KEYS: dict[Answer, str] = {"yes": "1", "no": "2", "not_applicable": "3", "unknown": "4"}
FIELDS = ("answer", "on", "who", "reason", "target", "evidence")
_DAY = Text(ja="日付の形で書いてください", en="write it as a date")
_NO_ANSWER = Text(ja="答えを選んでください", en="choose an answer")
_AS_PROPOSED = Text(ja="資料からの案のとおり", en="As the papers propose")


class DecisionForm(forms.Form):
    """The fields as they were sent; what they must be together is judged by the law's own rules, not here."""

    answer = forms.ChoiceField(choices=[(answer, names.ja) for answer, names in ANSWER_NAMES.items()])
    on = forms.DateField()
    who = forms.CharField(max_length=120, strip=True)
    reason = forms.CharField(max_length=2_000, required=False, strip=True)
    target = forms.DateField(required=False)
    evidence = forms.CharField(max_length=200, required=False, strip=True)
    seen = forms.IntegerField(required=False, min_value=0)


def read(sent: Any, requirement: Requirement, item: ItemAnswer, *, today: date) -> tuple[Decision | None, list[Text]]:
    """Return the decision that was sent, or everything that keeps it from standing.

    Where the answer is what the papers propose, an empty reason means theirs.
    """
    form = DecisionForm(sent)
    if not form.is_valid():
        return None, _faults(form)
    given = form.cleaned_data
    answer = cast(Answer, given["answer"])
    reason = given["reason"] or (_as_proposed(item) if answer == item.proposed and answer != "unknown" else "")
    decision = Decision(item=requirement.id, answer=answer, on=given["on"], who=given["who"], reason=reason,
                        target=given["target"] if answer == "no" else None, evidence=given["evidence"])  # fmt: skip
    faults = faults_of(decision, requirement, today=today)
    return (None, faults) if faults else (decision, [])


def seen(sent: Any) -> int:
    """Return the row of the newest decision that the sender had before their eyes."""
    told = str(sent.get("seen", ""))
    return int(told) if told.isascii() and told.isdigit() else 0


def begun(sent: Any) -> dict[str, str]:
    """Return what was sent as a draft keeps it."""
    return {name: str(sent.get(name, ""))[:2_000] for name in FIELDS}


def filled(item: ItemAnswer, draft: Draft | None, *, who: str, today: date) -> dict[str, str]:
    """Return what the form shows: the draft, else the newest decision, else an empty form of today."""
    if draft is not None:
        return {name: str(draft.fields.get(name, "")) for name in FIELDS}
    newest = item.decision
    if newest is None:
        return {**dict.fromkeys(FIELDS, ""), "on": today.isoformat(), "who": who}
    target = newest.target.isoformat() if newest.target else ""
    return {"answer": newest.answer, "on": newest.on.isoformat(), "who": newest.who, "reason": newest.reason,
            "target": target, "evidence": newest.evidence}  # fmt: skip


def _as_proposed(item: ItemAnswer) -> str:
    return f"{_AS_PROPOSED.in_(language())}: {item.reason.in_(language())}"


def _faults(form: DecisionForm) -> list[Text]:
    names = {"answer": _NO_ANSWER, "who": Text(ja="決めた人を書いてください", en="write who decided"),
             "on": Text(ja=f"確認日: {_DAY.ja}", en=f"day: {_DAY.en}"),
             "target": Text(ja=f"目標日: {_DAY.ja}", en=f"target day: {_DAY.en}")}  # fmt: skip
    long = Text(ja="長すぎます", en="too long")
    return [names.get(name, long) for name in form.errors if name != "seen"] or [long]
