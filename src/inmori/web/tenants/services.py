"""Makes hospitals, admits and revokes people, hands out and revokes links; each act with its line in the record."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Invitation, Membership, Pass, Tenant
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.secret_link import digest_of, new_secret

INVITATION_DAYS, PASS_DAYS = 7, 30


class LastOwner(ValueError):
    """A hospital would be left without anyone responsible."""


def make_tenant(name: str, *, owner: Person, demo: bool = False) -> Tenant:
    """Make a hospital with its first owner."""
    with transaction.atomic():
        tenant = Tenant.objects.create(name=name, demo=demo)
        Membership.objects.create(tenant=tenant, person=owner, role=Role.OWNER, granted_by=owner)
        with tenant_scope(tenant.id):
            note(owner, Verb.TENANT_MADE, name=name)
    return tenant


def invite(here: Here, *, role: Role, words: str = "") -> str:
    """Make an invitation; returns the secret of its link, which is shown once."""
    secret, digest = new_secret()
    with transaction.atomic():
        Invitation.objects.create(
            tenant=here.tenant, role=role, note=words, digest=digest, made_by=here.person,
            expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        )  # fmt: skip
        note(here.person, Verb.MEMBER_INVITED, role=role.value, note=words)
    return secret


def invitation_of(secret: str) -> Invitation | None:
    """Return the invitation that a link's secret opens, or None."""
    found = Invitation.objects.select_related("tenant").filter(digest=digest_of(secret)).first()
    return found if found and found.open(now=timezone.now()) else None


def accept(invitation: Invitation, *, person: Person) -> Membership:
    """Use up an invitation. Who is a member already keeps the place and gets the role."""
    with transaction.atomic():
        used = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=timezone.now())
        if not used:
            raise Invitation.DoesNotExist
        place, _ = Membership.objects.update_or_create(
            tenant=invitation.tenant, person=person, until__isnull=True,
            defaults={"role": invitation.role}, create_defaults={
                "role": invitation.role, "granted_by": invitation.made_by, "tenant": invitation.tenant, "person": person},
        )  # fmt: skip
        with tenant_scope(invitation.tenant_id):
            note(person, Verb.MEMBER_JOINED, role=invitation.role)
    return place


def change_role(here: Here, place: Membership, *, role: Role) -> None:
    """Give a member another role.

    Raises:
        LastOwner: nobody would be responsible.
    """
    with transaction.atomic():
        _must_leave_an_owner(here.tenant, place, role)
        place.role = role
        place.save(update_fields=["role"])
        note(here.person, Verb.MEMBER_CHANGED, person=place.person.email, role=role.value)


def revoke(here: Here, place: Membership) -> None:
    """End a member's place at once.

    Raises:
        LastOwner: nobody would be responsible.
    """
    with transaction.atomic():
        _must_leave_an_owner(here.tenant, place, None)
        place.until = timezone.now()
        place.save(update_fields=["until"])
        note(here.person, Verb.MEMBER_REVOKED, person=place.person.email)


def hand_out(here: Here, *, kind: str, subject: str, label: str, days: int = PASS_DAYS) -> str:
    """Make a link for a vendor or the inspector; returns its secret, which is shown once."""
    secret, digest = new_secret()
    with transaction.atomic():
        Pass.objects.create(
            tenant=here.tenant, kind=kind, subject=subject, label=label, digest=digest, made_by=here.person,
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        note(here.person, Verb.PASS_MADE, kind=kind, label=label, days=days)
    return secret


def take_back(here: Here, given: Pass) -> None:
    """Stop a link at once."""
    with transaction.atomic():
        given.revoked_at = timezone.now()
        given.save(update_fields=["revoked_at"])
        note(here.person, Verb.PASS_REVOKED, kind=given.kind, label=given.label)


def _must_leave_an_owner(tenant: Tenant, place: Membership, role: Role | None) -> None:
    Tenant.objects.select_for_update().get(pk=tenant.pk)
    owners = Membership.objects.filter(tenant=tenant, role=Role.OWNER, until__isnull=True).exclude(pk=place.pk)
    if place.role == Role.OWNER and role != Role.OWNER and not owners.exists():
        raise LastOwner
