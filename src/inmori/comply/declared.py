"""What was told about an item, turned into an answer; kept beside what was seen, never in its place."""

from datetime import date
from typing import Any

from inmori.catalogue.evidence_topic import EvidenceTopic
from inmori.catalogue.requirement import Answer
from inmori.comply.answer import ANSWER_NAMES, Declared
from inmori.model import Fact, Hospital, Patching, Watch
from inmori.model.attribute import attributes_of
from inmori.plan.edit_value import ABSENT_WORDS
from inmori.text import Text

_PARTIAL = ("partial", "一部")  # some is not all: the forms know no partial yes


def declarations(hospital: Hospital, topic: EvidenceTopic, *, today: date) -> tuple[Declared, ...]:
    """Return what the facts named by the topic say; unknown facts are left out."""
    found = []
    for written in topic.declared:
        path = written.removeprefix("!")
        fact, title = _fact(hospital, path)
        if fact.value is None:
            continue
        answer = _answer(fact.value, today=today, within=topic.within_days)
        if written.startswith("!"):
            answer = {"yes": "no", "no": "yes"}.get(answer, answer)  # type: ignore[assignment]
        value = _said(fact.value)
        found.append(
            Declared(
                path=path,
                said=Text(ja=f"{title.ja}: {value.ja}", en=f"{title.en}: {value.en}"),
                answer=answer,
                sources=fact.sources,
            )
        )
    return tuple(found)


def _fact(hospital: Hospital, path: str) -> tuple[Fact[Any], Text]:
    thing: Any = hospital
    *parents, name = path.split(".")
    for parent in parents:
        thing = getattr(thing, parent)
    title = next(one.title for one in attributes_of(type(thing)) if one.name == name)
    fact: Fact[Any] = getattr(thing, name)
    return fact, title


def _answer(value: object, *, today: date, within: int | None) -> Answer:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return "yes" if within is None or (today - value).days <= within else "no"
    if value in (Watch.NONE, Patching.NONE):
        return "no"
    words = str(value).strip().casefold()
    return "no" if words in ABSENT_WORDS or words in _PARTIAL else "yes"


def _said(value: object) -> Text:
    if isinstance(value, bool):
        return ANSWER_NAMES["yes" if value else "no"]
    words = value.isoformat() if isinstance(value, date) else str(value)
    return _WORDS.get(words, Text(ja=words, en=words))


_WORDS = {
    "none": Text(ja="なし", en="none"),
    "partial": Text(ja="一部", en="partly"),
    "all": Text(ja="すべて", en="all"),
    "office_hours": Text(ja="勤務時間だけ", en="office hours"),
    "always": Text(ja="24時間", en="always"),
    "yearly": Text(ja="年1回", en="yearly"),
    "monthly": Text(ja="毎月", en="monthly"),
    "weekly": Text(ja="毎週", en="weekly"),
}
