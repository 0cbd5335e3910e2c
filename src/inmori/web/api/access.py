"""The door of the API: a key opens one hospital, for reading or for both; nothing but the key says which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from ninja import Status
from ninja.errors import HttpError
from ninja.security import HttpBearer

from inmori.text import Text
from inmori.web.api.schemas import Invalid, Problem
from inmori.web.api.services import Caller, caller_of
from inmori.web.audit.services import through
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import tenant_scope

F = TypeVar("F", bound=Callable[..., Any])
ERRORS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Invalid}
CONFLICT: dict[int, Any] = {409: Problem}


class Key(HttpBearer):
    """``Authorization: Bearer inmori_…``."""

    openapi_description = "A key made on the hospital's screen 連携."

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002 (ninja's signature)
        """Return who calls, or None for 401."""
        return caller_of(token)


def needs(right: Right) -> Callable[[F], F]:
    """Put the door before an operation: it runs inside the scope of the key's hospital, and must return finished values."""

    def guarded(operation: F) -> F:
        @wraps(operation)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            caller = caller_in(request)
            if right not in caller.token.rights:
                raise HttpError(403, "This key may not do that.")
            with tenant_scope(caller.tenant.id), through(f"API: {caller.token.label}"):
                return operation(request, *args, **kwargs)

        entered.need = right  # type: ignore[attr-defined]  # the tests walk all doors by it
        return cast(F, entered)

    return guarded


def caller_in(request: HttpRequest) -> Caller:
    """Return who calls."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]


def refused(faults: Sequence[Text]) -> Any:
    """Return the answer to what cannot stand, in both languages."""
    return Status(422, Invalid(detail=[{"loc": ["body"], "type": "value_error", "msg": each.en, "ja": each.ja} for each in faults]))
