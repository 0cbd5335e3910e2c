"""A person's decision on an item (決定): it stands over what is proposed, and earlier ones of the year are kept.

A form is answered in up to three rounds a fiscal year, which runs from April to March. A "no" names the day by which it
will be a "yes", inside the year in which it was said.
"""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.requirement import Answer, Requirement
from inmori.errors import InputError
from inmori.model import Frozen
from inmori.text import Text

ROUNDS = 3
_FIRST_MONTH = 4


class Decision(Frozen):
    """Who answered what, when and why. ``target`` is the day by which a "no" is to be mended.

    ``evidence`` is the paper that the person relied on, as a number of the evidence list or in own words; ``valid_until``
    the last day it may be relied on, where somebody named one.
    """

    item: str
    answer: Answer
    on: date
    who: str
    reason: str
    target: date | None = None
    evidence: str = ""
    valid_until: date | None = None


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day: 2026 from 2026-04-01 to 2027-03-31."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def year_end(day: date) -> date:
    """Return the last day of the fiscal year that ``day`` is in."""
    return date(fiscal_year(day) + 1, _FIRST_MONTH - 1, 31)


def checked(decision: Decision, requirement: Requirement, *, today: date) -> Decision:
    """Return the decision if it can stand.

    Raises:
        InputError: nobody or no reason is named, the answer is not one of the form, a "no" without a day or with one
            outside its fiscal year, a decision of the future.
    """
    for fault in faults_of(decision, requirement, today=today):
        raise InputError(
            Text(ja=f"{requirement.number}({decision.item}): {fault.ja}", en=f"{requirement.number} ({decision.item}): {fault.en}")
        )
    return decision


def faults_of(decision: Decision, requirement: Requirement, *, today: date) -> list[Text]:
    """Return everything that keeps the decision from standing."""
    found: list[Text] = []
    if not decision.who.strip():
        found.append(Text(ja="決めた人を書いてください", en="write who decided"))
    if not decision.reason.strip():
        found.append(Text(ja="理由を書いてください", en="write the reason"))
    if decision.answer != "unknown" and decision.answer not in requirement.answers:
        found.append(Text(ja="この項目では選べない答えです", en="this item does not offer that answer"))
    if decision.on > today:
        found.append(Text(ja="確認日が今日より後です", en="the day of the decision lies ahead"))
    last = year_end(decision.on)
    if decision.answer == "no":
        if decision.target is None:
            found.append(
                Text(ja=f"「いいえ」には目標日が要ります({last.isoformat()}まで)", en=f"a no needs a target day (by {last.isoformat()})")
            )
        elif not decision.on <= decision.target <= last:
            found.append(
                Text(
                    ja=f"目標日は確認日から同じ年度の末({last.isoformat()})までにしてください",
                    en=f"the target day must lie between the decision and the end of its fiscal year ({last.isoformat()})",
                )
            )
    elif decision.target is not None:
        found.append(Text(ja="目標日は「いいえ」のときだけ書きます", en="only a no has a target day"))
    if decision.valid_until is not None and decision.valid_until < decision.on:
        found.append(Text(ja="根拠の期限が確認日より前です", en="what it rests on had expired before the day of the decision"))
    return found


def histories(decided: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions of each item, oldest first. One of the same day replaces the earlier one: it corrects it.

    Raises:
        InputError: an item was decided on more than three days of one fiscal year.
    """
    days: dict[str, dict[date, Decision]] = {}
    for decision in decided:
        days.setdefault(decision.item, {})[decision.on] = decision
    found = {item: tuple(on[day] for day in sorted(on)) for item, on in days.items()}
    for item, rounds in found.items():
        years = [fiscal_year(one.on) for one in rounds]
        for year in years:
            if years.count(year) > ROUNDS:
                raise InputError(
                    Text(
                        ja=f"{item}: {year}年度の確認はすでに{ROUNDS}回あります。最後の日付の答えを直してください。",
                        en=f"{item}: fiscal {year} already has {ROUNDS} rounds. Correct the answer of the last day.",
                    )
                )
    return found


def rounds_of(history: Sequence[Decision], *, today: date) -> tuple[Decision | None, ...]:
    """Return the decisions of today's fiscal year in the places of its rounds; None where a round is still open."""
    year = [one for one in history if fiscal_year(one.on) == fiscal_year(today)]
    return (*year, *(None for _ in range(ROUNDS - len(year))))


def round_of(decision: Decision, history: Sequence[Decision]) -> int:
    """Return which round of its fiscal year a decision is, from 1."""
    year = fiscal_year(decision.on)
    return 1 + sum(1 for one in history if fiscal_year(one.on) == year and one.on < decision.on)
