"""A way back in for who has lost the password or the second factor and has nobody to ask: the operator's word.

Whoever can run a command on the server can read everything anyway; so this opens no door that was shut. It is written into
the record of every hospital of that person, so that nobody is let in unseen.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse

from inmori.errors import InputError
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.models import Membership
from inmori.web.tenants.scope import tenant_scope

BY = "inmori reset-sign-in"


def person_of(email: str) -> Person:
    """Return who signs in with an address.

    Raises:
        InputError: nobody does.
    """
    found = Person.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise InputError(
            Text(ja=f"{email} でサインインする人はいません。アドレスの書き間違いがないか確かめてください。", en=f"Nobody signs in as {email}. Check the address.")
        )
    return found


def places_of(person: Person) -> list[Membership]:
    """Return the person's places in hospitals that still stand."""
    return list(Membership.objects.filter(person=person, until__isnull=True).select_related("tenant").order_by("tenant_id"))


def let_back_in(person: Person, *, keep_second_factor: bool = False) -> str:
    """Void the password, and the second factor unless it is kept; end all sessions; return the path of a link that works once."""
    with transaction.atomic():
        person.set_unusable_password()
        person.save(update_fields=["password"])
        for session in UserSession.objects.filter(user=person):
            session.end()
        if not keep_second_factor:
            Authenticator.objects.filter(user=person).delete()
        for place in places_of(person):
            with tenant_scope(place.tenant_id):
                note(BY, Verb.SIGN_IN_RESET, person=str(person.email), second_factor_removed=not keep_second_factor)
    words = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=words)
