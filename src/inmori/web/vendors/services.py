"""Notes what was asked, hands forms out, keeps what vendors write, and takes in what a person accepts of it."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Answer
from inmori.comply.vendor_matrix import Request, VendorRow
from inmori.comply.vendor_question import VendorQuestion, vendor_questions
from inmori.comply.vendor_register import (
    VendorRegister,
    noted_as_answered,
    noted_as_sent,
    questions_of,
    requests_after,
    vendor_register,
)
from inmori.comply.vendor_reply import Replies, Reply, taken_in
from inmori.diagnose import Diagnosis
from inmori.ingest.vendors import vendor_key
from inmori.model import Hospital
from inmori.report.documents.vendor_answers.read_back import cleaned_remark
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants import services as tenants
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Pass, Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.tenants.secret_link import digest_of
from inmori.web.vendors.models import VendorAnswer, VendorForm, VendorRecord
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document, present

EDITION = "r8"
Asked = tuple[str, str, VendorQuestion]  # row, system, question


def register(*, today: date) -> VendorRegister | None:
    """Return the register of the present version with what is on record; None before a reading."""
    version = present()
    if version is None:
        return None
    names = ("hospital.json", "diagnosis.json")
    hashes = StoredDocument.objects.filter(version=version, name__in=names).order_by("name").values_list("sha256", flat=True)
    key = (str(version.tenant_id), *hashes)
    if len(key) <= len(names):
        return None
    record = VendorRecord.objects.first() or VendorRecord()
    return _REGISTERS.get((*key, today.isoformat(), json.dumps([record.requests, record.replies], sort_keys=True)),
                          make=lambda: _looked_through(version, record, today))  # fmt: skip


def _looked_through(version: Version, record: VendorRecord, today: date) -> VendorRegister:
    hospital, diagnosis = document(version, Hospital, "hospital.json"), document(version, Diagnosis, "diagnosis.json")
    assert hospital is not None
    assert diagnosis is not None
    return vendor_register(hospital, diagnosis, load_catalogue(), edition=EDITION, today=today, requests=record.asked(),
                           replies=record.answered())  # fmt: skip


class _Registers:
    """Registers by all that decides them: a large hospital takes seconds to read, and its register is small."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], VendorRegister] = OrderedDict()

    def get(self, key: tuple[str, ...], *, make: Callable[[], VendorRegister]) -> VendorRegister:
        """Return a register, made where it is not kept."""
        with self._lock:
            found = self._kept.get(key)
        found = found or make()
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


_REGISTERS = _Registers(256)


def questions() -> tuple[VendorQuestion, ...]:
    """Return what vendors are asked."""
    return vendor_questions(load_catalogue(), EDITION)


def asked_in(form: VendorForm, on: VendorRegister | None) -> list[Asked]:
    """Return what a form asks: of its vendor and of nobody else; nothing where the vendor is no longer there."""
    rows = rows_of(form.vendor, on) if on else ()
    return questions_of(rows, questions()) if rows else []


def rows_of(vendor: str, on: VendorRegister) -> tuple[VendorRow, ...]:
    """Return a vendor's rows; a later reading may write its name with another legal form."""
    return tuple(row for row in on.rows if vendor_key(row.vendor) == vendor_key(vendor))


def hand_out(here: Here, vendor: str, *, today: date) -> str:
    """Make a form for a vendor and note that its sheet was asked for; returns the secret of the link, shown once.

    Raises:
        LookupError: there is no such vendor.
    """
    with transaction.atomic():
        on = _locked(today)
        if on is None or not on.of_vendor(vendor):
            raise LookupError(vendor)
        secret = tenants.hand_out(here, kind=Pass.VENDOR, subject=vendor[:120], label=vendor[:120])
        VendorForm(given=Pass.objects.get(digest=digest_of(secret)), vendor=vendor, edition=EDITION).save()
        noted = [one for one in noted_as_sent(on, [vendor]) if one.paper == "sheet"]
        _keep(asked=(*(one for one in on.requests if one.paper != "sheet"), *noted))
    return secret


def note_days(edited: Request, *, today: date, who: Person) -> tuple[Text, ...]:
    """Note when a paper was asked for, is due, or came; returns what changed."""
    with transaction.atomic():
        on = _locked(today)
        if on is None or edited.row not in {row.id for row in on.rows}:
            return ()
        after, changes, _ = requests_after(on, [edited])
        if changes:
            _keep(asked=after)
        for change in changes:
            note(who, Verb.FACT_CHANGED, vendor_paper=change.ja)
    return changes


def write(form: VendorForm, asked: Sequence[Asked], *, row: str, question: str, answer: str, detail: str, target: date | None) -> bool:
    """Keep one answer of a vendor as it is written; whether it belongs to the form. Secrets and persons are taken out."""
    found = next((each for one, _, each in asked if (one, each.id) == (row, question)), None)
    if found is None or form.sent_at is not None:
        return False
    told = {"answer": answer, "detail": cleaned_remark(detail, calls=question == "vendor/contact"),
            "target": target if answer == "no" else None}  # fmt: skip
    VendorAnswer.objects.update_or_create(form=form, row=row, question=question, defaults=told)
    return True


def send(form: VendorForm) -> bool:
    """End a vendor's writing; whether there was anything to send."""
    with transaction.atomic():
        count = VendorAnswer.objects.filter(form=form).exclude(answer="").count()
        if not count or not VendorForm.objects.filter(pk=form.pk, sent_at__isnull=True).update(sent_at=timezone.now()):
            return False
        note(f"{form.vendor}(リンク)", Verb.VENDOR_ANSWERED, vendor=form.vendor, answers=count, form=form.pk)
    return True


def changes_of(form: VendorForm, *, on: VendorRegister, today: date) -> Replies:
    """Return what accepting a form would change."""
    replies = [
        Reply(row=each.row, question=each.question, answer=cast(Answer, each.answer) if each.answer else None, detail=each.detail,
              on=timezone.localdate(form.sent_at) if form.sent_at else None, target=each.target)
        for each in VendorAnswer.objects.filter(form=form).exclude(answer="")
    ]  # fmt: skip
    return taken_in(on.replies, replies, names=on.names(), questions=questions(), today=today)


def accept(form: VendorForm, *, who: Person, today: date) -> int:
    """Let a form's answers count; returns how many answers they change."""
    with transaction.atomic():
        on = _locked(today)
        if on is None:
            return 0
        after = changes_of(form, on=on, today=today)
        if not VendorForm.objects.filter(pk=form.pk, sent_at__isnull=False, accepted_at__isnull=True).update(
            accepted_at=timezone.now(), accepted_by=who
        ):
            return 0
        rows = [row.id for row in rows_of(form.vendor, on)]
        _keep(asked=noted_as_answered(on, rows), answered=after.replies)
        note(who, Verb.VENDOR_ACCEPTED, vendor=form.vendor, changes=len(after.changes), form=form.pk)
    return len(after.changes)


def reopen(form: VendorForm, *, who: Person) -> None:
    """Give a form back to its vendor: something is missing. Its link works as long as it did."""
    with transaction.atomic():
        if VendorForm.objects.filter(pk=form.pk, accepted_at__isnull=True).update(sent_at=None):
            note(who, Verb.VENDOR_RETURNED, vendor=form.vendor, form=form.pk)


def _locked(today: date) -> VendorRegister | None:
    """Return the register with nobody else writing until the transaction ends."""
    Tenant.objects.select_for_update().get(pk=current_tenant())
    return register(today=today)


def _keep(*, asked: tuple[Request, ...] | None = None, answered: tuple[Reply, ...] | None = None) -> None:
    record = VendorRecord.objects.first() or VendorRecord()
    record.hold(asked=asked, answered=answered)
    record.save()
