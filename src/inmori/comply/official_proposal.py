"""The answers somebody wrote into the official form, as decisions that a person may take over: nothing is decided by reading."""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply.decision import Decision, faults_of, fiscal_year
from inmori.comply.official_compare import OfficialComparison, ours
from inmori.comply.official_form import FilledIn, OfficialForm
from inmori.model import Frozen
from inmori.text import Text


class Proposals(Frozen):
    """The decisions that could stand, and why the other answers could not."""

    decisions: tuple[Decision, ...] = ()
    left_out: tuple[Text, ...] = ()
    answered: int = 0


def proposals(
    form: OfficialForm, comparison: OfficialComparison, catalogue: Catalogue, framework: Framework,
    *, who: str, file: str, today: date, before: Sequence[Decision] = (),
) -> Proposals:  # fmt: skip
    """Return the answers of a filled form as decisions by ``who``. ``before`` are the decisions on record.

    An answer whose number means something else in our list, has no day, or is older than what is on record is left out.
    """
    mine = ours(catalogue, framework)
    moved = {one.number for one in comparison.items if one.verdict == "moved"}
    newest = {one.item: one.on for one in sorted(before, key=lambda one: one.on)}
    known = {(one.item, one.on) for one in before}
    found: list[Decision] = []
    left: list[Text] = []
    answered = 0
    for key, item in form.by_key().items():
        answered += len(item.filled)
        own = mine.get(key)
        for filled in item.filled:
            if own is None or item.number in moved:
                why = Text(ja="この番号の内容が手元の版と違います", en="the number means something else in our list")
                left.append(_left(item.number, filled, why))
                continue
            if filled.on is None:
                left.append(_left(item.number, filled, Text(ja="確認日がありません", en="there is no day")))
                continue
            reason = Text(ja=f"公式様式({file})の{filled.round}回目の記入", en=f"round {filled.round} of the official form ({file})")
            decision = Decision(item=own.id, answer=filled.answer, on=filled.on, who=who, reason=reason.ja, target=filled.target)
            faults = faults_of(decision, own, today=today)
            if (own.id, filled.on) in known or (own.id in newest and filled.on < newest[own.id]):
                faults.append(Text(ja="同じ日か後の日の決定がすでにあります", en="there is a decision of that day or later"))
            if framework.fiscal_year is not None and fiscal_year(filled.on) != framework.fiscal_year:
                faults.append(Text(ja=f"確認日が{framework.fiscal_year}年度ではありません", en=f"the day is not in fiscal {framework.fiscal_year}"))
            left += [_left(item.number, filled, fault) for fault in faults[:1]]
            if not faults:
                found.append(decision)
    found.sort(key=lambda one: (one.item, one.on))
    last = {one.item: one for one in found}  # the checklist has room for one answer: the newest round stands
    numbers = {own.id: own.number for own in mine.values()}
    for one in found:
        if one is not last[one.item]:
            day = one.on.isoformat()
            left.append(Text(ja=f"{numbers[one.item]} {day}: 後の回があります", en=f"{numbers[one.item]} {day}: there is a later round"))
    return Proposals(decisions=tuple(last.values()), left_out=tuple(left), answered=answered)


def _left(number: str, filled: FilledIn, why: Text) -> Text:
    return Text(ja=f"{number} {filled.round}回目: {why.ja}", en=f"{number} round {filled.round}: {why.en}")
