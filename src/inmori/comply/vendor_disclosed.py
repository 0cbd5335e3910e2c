"""What vendors' disclosures and returned official sheets say: which answers changed from year to year, and which of
today's answers need somebody at the hospital.

A "no" is bad news for most questions and good news for some (is there a built-in account?). Where the direction cannot
be told the change is shown without a verdict. Words of a form are never compared with words of another product.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from inmori.comply.official_compare import FITS, likeness
from inmori.comply.treatment import Denial
from inmori.comply.vendor_matrix import SHEET_FORM
from inmori.comply.vendor_question import VendorQuestion
from inmori.ingest.vendors import vendor_key
from inmori.model import (
    DISCLOSURE_TOPIC_NAMES,
    DisclosedAnswer,
    DisclosedItem,
    Disclosure,
    DisclosureTopic,
    Frozen,
    Hospital,
    Source,
    sha256_of,
)
from inmori.text import Text

Direction = Literal["worse", "changed", "better"]
DIRECTION_NAMES: dict[Direction, Text] = {
    "worse": Text(ja="悪くなった", en="worse"),
    "changed": Text(ja="変わった", en="changed"),
    "better": Text(ja="良くなった", en="better"),
}
SAID_NAMES: dict[DisclosedAnswer, Text] = {
    DisclosedAnswer.YES: Text(ja="はい", en="yes"),
    DisclosedAnswer.NO: Text(ja="いいえ", en="no"),
    DisclosedAnswer.NOT_APPLICABLE: Text(ja="対象外", en="not applicable"),
    DisclosedAnswer.UNKNOWN: Text(ja="回答なし・不明", en="no clear answer"),
}
# Statements whose "yes" means more exposure; a "no" to them is nothing to treat.
_EXPOSING = frozenset(
    (
        DisclosureTopic.DEFAULT_ACCOUNTS,
        DisclosureTopic.REMOTE_MAINTENANCE,
        DisclosureTopic.INTERNET_NEEDED,
        DisclosureTopic.WIRELESS,
        DisclosureTopic.PATIENT_DATA,
    )
)
# The official forms ask so that "yes" is in order; other forms may ask either way.
_ASKS_FOR_YES = frozenset(("sds", SHEET_FORM))
_CONDITION = re.compile(r"オプション|別途|有償|契約により|契約による|次期|予定|別契約|option|separate|planned|extra", re.IGNORECASE)
_VERSION = re.compile(r"(?:(?:ver(?:sion)?|v|r)?\.?\s*\d+(?:\.\d+)+|ver(?:sion)?\.?\s*\d+|第?\d+版)", re.IGNORECASE)
_ID_LETTERS = 12
_ORDER: dict[Direction, int] = {"worse": 0, "changed": 1, "better": 2}


class AnswerChange(Frozen):
    """One answer that differs between two disclosures of one product."""

    vendor: str
    product: str
    number: str
    subject: Text
    before: DisclosedAnswer
    after: DisclosedAnswer
    before_on: date | None
    after_on: date | None
    direction: Direction
    sources: tuple[Source, ...] = ()


class Doubt(Frozen):
    """An answer of the newest disclosure that says neither yes nor no for good: a yes with a condition, or nothing."""

    vendor: str
    product: str
    kind: Literal["condition", "blank"]
    number: str
    subject: Text
    remark: str = ""
    source: Source


def products_of(disclosures: Iterable[Disclosure]) -> list[list[Disclosure]]:
    """Return the disclosures of each product, oldest first; one without a day counts as oldest."""
    groups: dict[tuple[str, str, str], list[Disclosure]] = {}
    for one in disclosures:
        product = product_key(one.product.value or "")
        key = (vendor_key(one.vendor.value or ""), product, SHEET_FORM if one.form == SHEET_FORM else "disclosure")
        if not product and key[2] == "disclosure":
            key = (*key[:2], one.id)  # nobody says what it is about: it is compared with nothing
        groups.setdefault(key, []).append(one)
    return [sorted(group, key=lambda one: (one.made_on.value or date.min, one.id)) for _, group in sorted(groups.items())]


def product_key(product: str) -> str:
    """Return a product's name without its version, widths, blanks and signs."""
    plain = _VERSION.sub(" ", unicodedata.normalize("NFKC", product).casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def changes_by_year(hospital: Hospital) -> tuple[AnswerChange, ...]:
    """Return what changed between the last two disclosures of each product, the worse first.

    Two of the same day (or both undated) have no order and are not compared.
    """
    found: list[AnswerChange] = []
    for group in products_of(hospital.disclosures):
        if len(group) < 2:
            continue
        now = group[-1]
        earlier = [one for one in group if (one.made_on.value or date.min) < (now.made_on.value or date.min)]
        if earlier:
            found += _compared(earlier[-1], now)
    return tuple(sorted(found, key=lambda one: (_ORDER[one.direction], one.vendor, one.product, one.number)))


def _compared(before: Disclosure, now: Disclosure) -> list[AnswerChange]:
    pairs = _pairs(before, now)
    found = []
    for old, new in pairs:
        if old.answer is new.answer:
            continue
        found.append(
            AnswerChange(
                vendor=now.vendor.value or before.vendor.value or "",
                product=now.product.value or "",
                number=new.number,
                subject=subject_of(new),
                before=old.answer,
                after=new.answer,
                before_on=before.made_on.value,
                after_on=now.made_on.value,
                direction=_direction(old, new, now.form),
                sources=(old.source, new.source),
            )
        )
    return found


def _pairs(before: Disclosure, now: Disclosure) -> list[tuple[DisclosedItem, DisclosedItem]]:
    """Pair questions by their words; else by the topic, where each form asks about it once. Numbers move between editions."""
    by_words = {_words(item.question): item for item in before.answers if _words(item.question)}
    sole = _sole(before)
    sole_now = _sole(now)
    found = []
    for item in now.answers:
        old = by_words.get(_words(item.question))
        if old is None and item.topic in sole_now:
            old = sole.get(item.topic)
        if old is not None:
            found.append((old, item))
    return found


def _sole(disclosure: Disclosure) -> dict[DisclosureTopic, DisclosedItem]:
    found: dict[DisclosureTopic, list[DisclosedItem]] = {}
    for item in disclosure.answers:
        if item.topic is not DisclosureTopic.OTHER:
            found.setdefault(item.topic, []).append(item)
    return {topic: items[0] for topic, items in found.items() if len(items) == 1}


def _words(question: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", question).casefold() if letter.isalnum())


def _direction(old: DisclosedItem, new: DisclosedItem, form: str) -> Direction:
    if new.topic is DisclosureTopic.PATIENT_DATA or (new.topic is DisclosureTopic.OTHER and form not in _ASKS_FOR_YES):
        return "changed"
    exposing = _is_exposing(new, form)
    good, bad = (DisclosedAnswer.NO, DisclosedAnswer.YES) if exposing else (DisclosedAnswer.YES, DisclosedAnswer.NO)
    if new.answer is bad or (old.answer is good and new.answer is DisclosedAnswer.UNKNOWN):
        return "worse"
    if old.answer is bad or new.answer is good:
        return "better"
    return "changed"


def denials_in(hospital: Hospital, asked: Sequence[VendorQuestion] = ()) -> tuple[Denial, ...]:
    """Return every "no" of the newest disclosure of each product, and of the newest official sheet of each vendor.

    An item of the official sheet is told in our own words, by the question of ``asked`` that it is most like. A question whose "no" is good news, or whose direction cannot be told, opens nothing (see ``undirected``).
    """
    found: dict[str, Denial] = {}
    for group in products_of(hospital.disclosures):
        newest = group[-1]
        for item in newest.answers:
            if _is_denial(item, newest.form):
                made = _denial(newest, item, asked)
                key = made.id if made.id not in found else f"{made.id}/{item.number}"  # two lines of the same words
                found[key] = made.model_copy(update={"id": key})
    return tuple(found.values())


def undirected(hospital: Hospital) -> int:
    """Return how many "no" answers were left out because nobody can tell whether "no" is good or bad."""
    return sum(
        item.answer is DisclosedAnswer.NO and item.topic is DisclosureTopic.OTHER and group[-1].form not in _ASKS_FOR_YES
        for group in products_of(hospital.disclosures)
        for item in group[-1].answers
    )


def _is_denial(item: DisclosedItem, form: str) -> bool:
    if item.answer is not DisclosedAnswer.NO or _is_exposing(item, form):
        return False
    return item.topic is not DisclosureTopic.OTHER or form in _ASKS_FOR_YES


def _is_exposing(item: DisclosedItem, form: str) -> bool:
    """Whether "yes" means more exposure; every item of the official sheet is worded the other way."""
    return item.topic in _EXPOSING and form != SHEET_FORM


def _denial(disclosure: Disclosure, item: DisclosedItem, questions: Sequence[VendorQuestion]) -> Denial:
    vendor, product = disclosure.vendor.value or "", disclosure.product.value or ""
    sheet = disclosure.form == SHEET_FORM
    own = _own_words(item, questions) if sheet else None
    return Denial(
        id=f"{'sheet' if sheet else 'disclosure'}:{vendor_key(vendor)}/{product_key(product)}/{_asked(disclosure, item)}",
        vendor=vendor,
        system=product,
        origin="sheet" if sheet else "disclosure",
        number=own.number if own else item.number,
        subject=own.text if own else subject_of(item),
        remark=item.note,
        sources=(item.source,),
    )


def _asked(disclosure: Disclosure, item: DisclosedItem) -> str:
    """Return what stays the same of a question when a form is renumbered: its topic, or else a hash of its words."""
    if item.topic in _sole(disclosure):
        return item.topic.value
    return sha256_of((_words(item.question) or item.number).encode())[:_ID_LETTERS]


def _own_words(item: DisclosedItem, questions: Sequence[VendorQuestion]) -> VendorQuestion | None:
    """Return our question that an item of the official sheet is most like; it tells the section too, which the item lost."""
    marks = [(likeness(item.question, one.text.ja), one.number, one) for one in questions if one.part == "sheet"]
    best = max(marks, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= FITS else None


def doubts_in(hospital: Hospital) -> tuple[Doubt, ...]:
    """Return the answers of the newest disclosures that hang on a condition, or were not given."""
    found = []
    for group in products_of(hospital.disclosures):
        newest: Disclosure = group[-1]
        for item in newest.answers:
            kind = _doubt(item)
            if kind:
                found.append(
                    Doubt(
                        vendor=newest.vendor.value or "",
                        product=newest.product.value or "",
                        kind=kind,
                        number=item.number,
                        subject=subject_of(item),
                        remark=item.note,
                        source=item.source,
                    )
                )
    return tuple(found)


def _doubt(item: DisclosedItem) -> Literal["condition", "blank"] | None:
    if item.answer is DisclosedAnswer.YES and _CONDITION.search(item.note):
        # A second factor that is only planned still counts as a yes in the official form.
        planned = item.topic in (DisclosureTopic.SECOND_FACTOR, DisclosureTopic.REMOTE_SECOND_FACTOR) and "予定" in item.note
        return None if planned else "condition"
    return "blank" if item.answer is DisclosedAnswer.UNKNOWN else None


def subject_of(item: DisclosedItem) -> Text:
    """Say what a question is about: our own words for its topic, else the words of the vendor's form."""
    if item.topic is not DisclosureTopic.OTHER:
        return DISCLOSURE_TOPIC_NAMES[item.topic]
    words = " ".join(item.question.split()) or item.number
    return Text(ja=words, en=words)


def of_vendor(name: str, disclosures: Sequence[Disclosure]) -> list[Disclosure]:
    """Return the disclosures of one vendor."""
    key = vendor_key(name)
    return [one for one in disclosures if key and vendor_key(one.vendor.value or "") == key]
