"""The register of vendors (事業者台帳): who supplies what, what was asked and answered, what changed since last year, what does
not fit, and what the hospital does about every "no". Written to ``vendors.json`` and taken up again in the next round.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from inmori.catalogue import Catalogue
from inmori.comply.treatment import Denial, Treatment, carried_on
from inmori.comply.vendor_claim import Contradiction, contradictions
from inmori.comply.vendor_disclosed import (
    AnswerChange,
    Doubt,
    changes_by_year,
    denials_in,
    doubts_in,
    undirected,
)
from inmori.comply.vendor_matrix import DAYS_TO_ANSWER, PAPER_NAMES, Paper, Request, VendorRow, vendor_matrix
from inmori.comply.vendor_question import VendorQuestion, every_question, vendor_questions, vendor_sheet
from inmori.comply.vendor_reply import Reply, newest, one_before
from inmori.diagnose.finding import Diagnosis
from inmori.errors import InputError
from inmori.ingest.vendors import vendor_key
from inmori.model import Document, Frozen, Hospital, MadeFrom
from inmori.text import Text

PAPERS: tuple[Paper, ...] = ("disclosure", "sheet")
_DIFFERS = Text(
    ja="いただいた回答が当院の記録と合いません。今の状態をお知らせください", en="your answer does not fit our records: please tell us how it stands now"
)
_WORSE = Text(
    ja="前回の開示書から答えが変わりました。変わった理由と対応のご予定をお知らせください",
    en="your answer has changed since the last disclosure: please tell us why, and your plan",
)
_CONDITION = Text(ja="「はい」の条件(契約・費用・時期)をお知らせください", en="please name the condition of your “yes” (contract, price, time)")
_BLANK = Text(ja="回答がないか、読み取れません。ご回答ください", en="there is no clear answer: please give one")
_NO = Text(ja="「いいえ」とのことです。対応のご予定(時期)か、当院で取るべき対策をお教えください", en="you said no: please name your plan, or what we should do")


class ReplyRound(Frozen):
    """An answer on our sheet that differs from the one of the round before. ``worse``: it was no "no" before."""

    name: str
    number: str
    before: Reply
    after: Reply
    worse: bool


class VendorRegister(Document):
    """Everything about vendors on one day. ``requests``, ``replies`` and ``treatments`` are what people wrote; the rest follows."""

    edition: str
    today: date
    hospital: str = ""
    rows: tuple[VendorRow, ...] = ()
    requests: tuple[Request, ...] = ()
    replies: tuple[Reply, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    changes: tuple[AnswerChange, ...] = ()
    rounds: tuple[ReplyRound, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    undirected: int = 0
    written: tuple[MadeFrom, ...] = ()  # the workbooks and letters beside it as they were written, to see what people edited

    def vendors(self) -> tuple[str, ...]:
        """Return the vendors in the order of the rows."""
        return tuple(dict.fromkeys(row.vendor for row in self.rows))

    def of_vendor(self, vendor: str) -> tuple[VendorRow, ...]:
        """Return the rows of one vendor."""
        return tuple(row for row in self.rows if row.vendor == vendor)

    def names(self) -> dict[str, str]:
        """Return what people call each row, and each vendor as a whole."""
        found = {f"{vendor_key(vendor)}/": vendor for vendor in self.vendors()}
        return {**found, **{row.id: f"{row.vendor} {row.system}".strip() for row in self.rows}}

    def waiting(self) -> tuple[VendorRow, ...]:
        """Return the rows of which a paper is late."""
        return tuple(row for row in self.rows if "overdue" in (row.disclosure.state, row.sheet.state))

    def open_treatments(self) -> tuple[Treatment, ...]:
        """Return the records that wait for a person."""
        return tuple(one for one in self.treatments if one.standing(self.today) in ("open", "review_due"))


def vendor_register(
    hospital: Hospital,
    diagnosis: Diagnosis,
    catalogue: Catalogue,
    *,
    edition: str,
    today: date,
    requests: Sequence[Request] = (),
    replies: Sequence[Reply] = (),
    treatments: Sequence[Treatment] = (),
) -> VendorRegister:
    """Return the register of today; ``requests``, ``replies`` and ``treatments`` are those on record.

    Raises:
        InputError: the edition has no vendors' sheet.
    """
    sheet = vendor_sheet(catalogue, edition)
    questions = vendor_questions(catalogue, edition)
    rows = vendor_matrix(hospital, catalogue, today=today, requests=requests)
    names = {row.id: (row.vendor, row.system) for row in rows}
    names.update({f"{vendor_key(row.vendor)}/": (row.vendor, "") for row in rows})
    denials = [*denials_in(hospital, questions), *_denied(_current(replies, sheet.id), every_question(catalogue), names)]
    return VendorRegister(
        edition=sheet.of or sheet.id,
        today=today,
        hospital=hospital.name.value or "",
        rows=rows,
        requests=tuple(sorted(requests, key=lambda one: (one.row, one.paper))),
        replies=tuple(replies),
        treatments=carried_on(treatments, denials, today=today),
        changes=changes_by_year(hospital),
        rounds=_rounds(replies, questions, names),
        doubts=doubts_in(hospital),
        contradictions=contradictions(hospital, diagnosis, catalogue, replies=replies, today=today),
        undirected=undirected(hospital),
    )


def questions_of(rows: Sequence[VendorRow], questions: Sequence[VendorQuestion]) -> list[tuple[str, str, VendorQuestion]]:
    """Return what one vendor is asked as (row, system, question): once of the company, then of each of its systems."""
    key = vendor_key(rows[0].vendor) if rows else ""
    whole = [(f"{key}/", "", one) for one in questions if one.once]
    return [*whole, *((row.id, row.system, one) for row in rows for one in questions if not one.once)]


def noted_as_sent(register: VendorRegister, vendors: Sequence[str]) -> tuple[Request, ...]:
    """Return the requests after letters to these vendors went out today; what has come or is waited for stays."""
    noted = {(one.row, one.paper): one for one in register.requests}
    due = register.today + timedelta(days=DAYS_TO_ANSWER)
    for row in register.rows:
        for paper, state in zip(PAPERS, (row.disclosure, row.sheet), strict=True):
            before = noted.get((row.id, paper), Request(row=row.id, paper=paper))
            waits = state.state in ("asked", "overdue")
            if row.vendor in vendors and state.state != "received" and not waits:
                noted[row.id, paper] = before.model_copy(update={"asked": register.today, "due": due})
    return tuple(one for _, one in sorted(noted.items()))


def noted_as_answered(register: VendorRegister, rows: Sequence[str]) -> tuple[Request, ...]:
    """Return the requests after an answer sheet with these rows came back today."""
    noted = {(one.row, one.paper): one for one in register.requests}
    for row in register.rows:
        before = noted.get((row.id, "sheet"), Request(row=row.id, paper="sheet"))
        if row.id in rows and row.sheet.state != "received":
            noted[row.id, "sheet"] = before.model_copy(update={"received": register.today})
    return tuple(one for _, one in sorted(noted.items()))


def named_vendors(register: VendorRegister, name: str | None) -> tuple[str, ...]:
    """Return the vendors that are meant: all without a name, else the one of that name, else those whose name has it.

    Raises:
        InputError: there is none.
    """
    known = register.vendors()
    if name is None:
        return known
    exact = [one for one in known if vendor_key(one) == vendor_key(name)]
    part = [one for one in known if name and vendor_key(name) and vendor_key(name) in vendor_key(one)]
    if exact or part:
        return tuple(exact or part)
    names = "、".join(known) or "なし"
    raise InputError(
        Text(ja=f"「{name}」という事業者は見つかりません(いる事業者: {names})。", en=f"There is no vendor “{name}” (known: {', '.join(known) or 'none'}).")
    )


def _current(replies: Sequence[Reply], sheet: str) -> list[Reply]:
    """Leave out answers to another edition's sheet where the row has answers to this one; until then they stand."""
    answered = {one.row for one in replies if one.question.startswith(f"{sheet}/")}
    own = (f"{sheet}/", "vendor/")
    return [one for one in replies if one.question.startswith(own) or one.row not in answered]


def _denied(
    replies: Sequence[Reply], questions: Sequence[VendorQuestion], names: dict[str, tuple[str, str]]
) -> list[Denial]:
    asked = {one.id: one for one in questions}
    found = []
    for (row, question), reply in sorted(newest(replies).items()):
        one = asked.get(question)
        if reply.answer != "no" or one is None or not one.opens or row not in names:
            continue
        vendor, system = names[row]
        found.append(
            Denial(
                id=f"reply:{row}/{question}",
                vendor=vendor,
                system=system,
                origin="reply",
                number=one.number,
                subject=one.text,
                remark=reply.detail,
            )
        )
    return found


def _rounds(
    replies: Sequence[Reply], questions: Sequence[VendorQuestion], names: dict[str, tuple[str, str]]
) -> tuple[ReplyRound, ...]:
    numbers = {one.id: one.number for one in questions}
    found = []
    for (row, question), reply in sorted(newest(replies).items()):
        before = one_before(replies, reply)
        if before is not None and before.answer != reply.answer:
            found.append(
                ReplyRound(
                    name=" ".join(part for part in names.get(row, (row, "")) if part),
                    number=numbers.get(question, question),
                    before=before,
                    after=reply,
                    worse=reply.answer == "no" or before.answer == "yes",
                )
            )
    return tuple(sorted(found, key=lambda one: (not one.worse, one.name, one.number)))


def asked_of(rows: Sequence[VendorRow]) -> list[tuple[VendorRow, bool, bool]]:
    """Return the rows of one vendor, and for each whether its disclosure and its sheet are still to be asked for."""
    return [(row, row.disclosure.state != "received", row.sheet.state != "received") for row in rows]


def open_points(register: VendorRegister, vendor: str) -> list[tuple[Text, Text, Text]]:
    """Return what has to be cleared up with a vendor, as (product or system, subject, question).

    How the hospital knows better is not told: the question goes outside, and an answer that was led is worth little.
    """
    key = vendor_key(vendor)
    found = [
        (one.system, one.topic, _DIFFERS) for one in register.contradictions if one.asked and vendor_key(one.vendor) == key
    ]
    for doubt in register.doubts:
        if vendor_key(doubt.vendor) == key:
            found.append((doubt.product, doubt.subject, _CONDITION if doubt.kind == "condition" else _BLANK))
    worse = [one for one in register.changes if one.direction == "worse" and vendor_key(one.vendor) == key]
    found += [(one.product, one.subject, _WORSE) for one in worse]
    told = {(one.product, one.subject) for one in worse}
    for record in register.treatments:
        told_already = (record.denial.system, record.denial.subject) in told
        if record.closed is None and vendor_key(record.denial.vendor) == key and not told_already:
            found.append((record.denial.system, record.denial.subject, _NO))
    return list(dict.fromkeys((Text(ja=system, en=system), subject, asked) for system, subject, asked in found))


def requests_after(
    register: VendorRegister, edited: Sequence[Request]
) -> tuple[tuple[Request, ...], tuple[Text, ...], tuple[str, ...]]:
    """Return the requests after edited rows, what they change in words, and the names of rows left empty though noted.

    A row that is empty in the workbook takes nothing back: it may be an older copy.
    """
    noted = {(one.row, one.paper): one for one in register.requests}
    names = register.names()
    changes: list[Text] = []
    kept: list[str] = []
    for one in edited:
        blank = Request(row=one.row, paper=one.paper)
        before = noted.get((one.row, one.paper), blank)
        if one == before:
            continue
        name = f"{names.get(one.row, one.row)} {PAPER_NAMES[one.paper].ja}"
        if one == blank:
            kept.append(name)
            continue
        noted[one.row, one.paper] = one
        was, now = said_request(before), said_request(one)
        changes.append(Text(ja=f"{name}: {was.ja} → {now.ja}", en=f"{name}: {was.en} → {now.en}"))
    return tuple(one for _, one in sorted(noted.items())), tuple(changes), tuple(kept)


def said_request(request: Request) -> Text:
    """Say the days of a request."""
    days = (("依頼", "asked", request.asked), ("期限", "due", request.due), ("受領", "received", request.received))
    known = [(ja, en, one) for ja, en, one in days if one]
    if not known:
        return Text(ja="空欄", en="empty")
    return Text(
        ja=" ".join(f"{ja}{one.isoformat()}" for ja, _, one in known), en=" ".join(f"{en} {one.isoformat()}" for _, en, one in known)
    )
