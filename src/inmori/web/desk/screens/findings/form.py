"""What a person writes to accept a finding."""

from __future__ import annotations

from typing import Any

from django import forms

from inmori.text import Text
from inmori.web.acceptance.services import Terms

FIELDS = ("who", "reason", "until")
_LONG = Text(ja="長すぎます", en="too long")
_DAY = Text(ja="期限を日付の形で書いてください", en="write the day as a date")


class AcceptanceForm(forms.Form):
    """The fields as they were sent; what they must be together is judged by the service."""

    who = forms.CharField(max_length=120, required=False, strip=True)
    reason = forms.CharField(max_length=2_000, required=False, strip=True)
    until = forms.DateField(required=False)


def read(sent: Any) -> tuple[Terms | None, list[Text]]:
    """Return the terms that were sent, or what cannot be read in them."""
    form = AcceptanceForm(sent)
    if form.is_valid():
        return Terms(**form.cleaned_data), []
    return None, [_DAY if name == "until" else _LONG for name in form.errors]


def written(sent: Any) -> dict[str, str]:
    """Return what was sent, so that nothing is lost when it cannot stand."""
    return {name: str(sent.get(name, ""))[:2_000] for name in FIELDS}


def seen(sent: Any) -> int:
    """Return the newest acceptance that the sender had before their eyes."""
    told = str(sent.get("seen", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
