"""What speaks for or against one item (根拠), and which part of it is too old to carry a "yes"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inmori.comply.answer import AssetAnswer, Declared, Observed
from inmori.comply.decision import Decision, fiscal_year
from inmori.comply.evidence import EvidencePaper
from inmori.model import Source
from inmori.text import Text

_LABEL = re.compile(r"(?<![A-Za-z0-9])[EＥ]([0-9]{1,4})(?![0-9])", re.IGNORECASE)
_NAMED = 3


@dataclass(frozen=True)
class Grounds:
    """Everything that speaks for or against one item."""

    assets: tuple[AssetAnswer, ...]
    declared: tuple[Declared, ...]
    observed: tuple[Observed, ...]
    unjudged: tuple[Text, ...]  # why a check that could have spoiled the item did not decide


def fresh(grounds: Grounds, papers: Sequence[EvidencePaper]) -> tuple[Grounds, tuple[EvidencePaper, ...]]:
    """Return the grounds without every "yes" that rests on papers past their time alone, and those papers."""
    old = {one.file: one for one in papers if one.age == "expired"}
    stale: dict[str, EvidencePaper] = {}

    def expired(sources: Iterable[Source]) -> bool:
        files = [source.file for source in sources]
        return bool(files) and all(file in old for file in files)

    assets = []
    for one in grounds.assets:
        if one.answer == "yes" and expired(one.sources):
            stale |= {source.file: old[source.file] for source in one.sources}
            one = one.model_copy(update={"answer": "unknown", "reason": _aged(one.reason)})
        assets.append(one)
    declared = []
    for told in grounds.declared:
        if told.answer == "yes" and expired(told.sources):
            stale |= {source.file: old[source.file] for source in told.sources}
            told = told.model_copy(update={"answer": "unknown", "said": _aged(told.said)})
        declared.append(told)
    found = tuple(stale[file] for file in sorted(stale))
    return (replace(grounds, assets=tuple(assets), declared=tuple(declared)), found) if found else (grounds, ())


def stale_words(papers: Sequence[EvidencePaper]) -> Text:
    """Say which papers have to be had anew."""
    shown = papers[:_NAMED]
    ja = "、".join(f"{one.label} {one.file}({_day(one.made_on)})" for one in shown)
    en = ", ".join(f"{one.label} {one.file} ({_day(one.made_on)})" for one in shown)
    more = len(papers) - len(shown)
    return Text(
        ja=f"根拠が古くなっています: {ja}" + (f" ほか{more}件" if more else "") + "。新しいものを出して、確認し直す。",
        en=f"The evidence has grown old: {en}" + (f" and {more} more" if more else "") + ". Hand over new papers and look again.",
    )


def decision_recheck(
    decision: Decision, papers: Sequence[EvidencePaper], *, today: date, yearly: bool
) -> Text | None:
    """Say why a decision has to be looked at again; None while it stands. A "no" stands until somebody says otherwise.

    ``yearly``: the form is answered anew every fiscal year.
    """
    if decision.answer in ("no", "unknown"):
        return None
    if decision.valid_until is not None and decision.valid_until < today:
        day = decision.valid_until.isoformat()
        return Text(ja=f"根拠の期限({day})が過ぎています。確認し直す。", en=f"What it rests on expired on {day}. Look again.")
    numbers = {int(number) for number in _LABEL.findall(decision.evidence)}
    named = [one for one in papers if one.number in numbers]
    # A person who names several papers relies on any of them: one that still holds is enough.
    if named and all(one.age == "expired" for one in named):
        return stale_words(named)
    if yearly and fiscal_year(decision.on) < fiscal_year(today):
        year = fiscal_year(decision.on)
        return Text(ja=f"{year}年度の確認です。今年度の分を確認し直す。", en=f"It was decided in fiscal {year}. Look again for this year.")
    return None


def _aged(words: Text) -> Text:
    return Text(ja=f"{words.ja}(根拠が古い)", en=f"{words.en} (the evidence is old)")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "-"
