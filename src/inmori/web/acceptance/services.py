"""Takes acceptances in and gives them out; each with its line in the record, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from inmori.diagnose.finding import Finding
from inmori.errors import InputError
from inmori.model import Device
from inmori.text import Text
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.rests_on import rests_on
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions.models import Version

OVERTAKEN = Text(
    ja="画面を開いたあとに、ほかの人が先に決めました。いまの状態を確かめて、必要ならもう一度決めてください。",
    en="Somebody else decided after you opened this page. Look at how it stands now and decide again if need be.",
)
NOT_PRESENT = Text(
    ja="画面を開いたあとに、新しい読み取り結果が確定されました。新しい内容を確かめて、もう一度決めてください。",
    en="A new reading was confirmed after you opened this page. Look at what it says and decide again.",
)


@dataclass(frozen=True)
class Terms:
    """Who accepts, why, and the last day on which that holds."""

    who: str
    reason: str
    until: date | None


def latest_day(today: date) -> date:
    """Return the last day that may be named: a year from today."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return date(today.year + 1, 2, 28)


def faults_of(terms: Terms, *, today: date) -> list[Text]:
    """Return everything that keeps an acceptance from standing."""
    found, last = [], latest_day(today)
    if not terms.who.strip():
        found.append(Text(ja="決めた人を書いてください", en="write who decided"))
    if not terms.reason.strip():
        found.append(Text(ja="理由を書いてください", en="write the reason"))
    if terms.until is None:
        found.append(Text(ja="いつまで受け入れるか、日付を書いてください", en="write the day until which it is accepted"))
    elif not today < terms.until <= last:
        found.append(Text(ja=f"期限は明日から1年先({last.isoformat()})までにしてください",
                          en=f"the day must lie between tomorrow and a year from now ({last.isoformat()})"))  # fmt: skip
    return found


def rows() -> list[Acceptance]:
    """Return the acceptances that were not taken back, oldest first."""
    return list(Acceptance.objects.filter(takes_back__isnull=True, taken_back__isnull=True).order_by("pk"))


def history(key: str) -> list[Acceptance]:
    """Return every row of a finding, the newest first: also those taken back, and the taking back."""
    return list(Acceptance.objects.filter(key=key).select_related("made_by").order_by("-pk"))


def accept(
    finding: Finding, key: str, terms: Terms, *, version: Version, devices: Mapping[str, Device], who: Person, seen: int, today: date
) -> bool:
    """Accept a finding of the present version until a day; an equal acceptance is not added twice. Returns whether it was added.

    ``seen`` is the newest acceptance that the person saw when deciding, 0 for none.

    Raises:
        InputError: it cannot stand, somebody else decided in between, or the version no longer counts.
    """
    for fault in faults_of(terms, today=today):
        raise InputError(fault)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        if not Version.objects.filter(pk=version.pk, state=Version.CURRENT).exists():
            raise InputError(NOT_PRESENT)
        facts = rests_on(finding, devices).to_row()
        before = next((row for row in reversed(rows()) if row.key == key), None)
        given = {"reason": terms.reason.strip(), "who": terms.who.strip()[:120], "until": terms.until, "rests_on": facts}
        if before is not None and all(getattr(before, name) == value for name, value in given.items()):
            return False
        if (before.pk if before else 0) != seen:
            raise InputError(OVERTAKEN)
        row = Acceptance(key=key, finding=finding.id, version=version.number, title_ja=finding.title.ja,
                         title_en=finding.title.en, on=today, made_by=who, **given)  # fmt: skip
        row.save()
        note(who, Verb.FINDING_ACCEPTED, finding=finding.id, until=row.until.isoformat(), decided_by=row.who,
             severity=finding.severity, machines=len(finding.device_ids), row=row.pk)  # fmt: skip
    return True


def take_back(row: Acceptance, *, who: Person, today: date) -> bool:
    """Take an acceptance back: it stays in the table and holds no longer. Returns whether this call did it."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        if Acceptance.objects.filter(takes_back=row).exists():
            return False
        Acceptance(key=row.key, finding=row.finding, version=row.version, title_ja=row.title_ja, title_en=row.title_en,
                   rests_on=row.rests_on, reason=row.reason, who=row.who, on=today, until=row.until, made_by=who,
                   takes_back=row).save()  # fmt: skip
        note(who, Verb.FINDING_REOPENED, finding=row.finding, until=row.until.isoformat(), taken_back=row.pk)
    return True
