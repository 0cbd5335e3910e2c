"""How templates speak: every sentence in both languages, figures with their units and ranges."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone, translation

from inmori.era import both_ja
from inmori.report.documents.assessment.values import said as value_said
from inmori.report.wording import UNKNOWN, chance_range, days_range, yen_brief, yen_range
from inmori.text import Language, Text
from inmori.units import Interval

register = template.Library()


def language() -> Language:
    """Return the language of the page that is being made."""
    return "en" if translation.get_language() == "en" else "ja"


@register.simple_tag
def say(ja: str, en: str) -> str:
    """Say a sentence in the page's language: ``{% say "保存" "Save" %}``."""
    return Text(ja=ja, en=en).in_(language())


@register.filter
def said(text: Any) -> str:
    """Say a Text, or a value of the model, in the page's language; nothing for nothing."""
    if text is None or text == "":
        return ""
    return (text if isinstance(text, Text) else value_said(text)).in_(language())


@register.filter
def day(when: date | datetime | None) -> str:
    """Say a day with its Japanese year, as official papers write it."""
    if when is None:
        return ""
    local = timezone.localtime(when).date() if isinstance(when, datetime) else when
    return both_ja(local) if language() == "ja" else f"{local:%-d %b %Y}"


@register.filter
def moment(when: datetime | None) -> str:
    """Say a day and the time of day."""
    return f"{day(when)} {timezone.localtime(when):%H:%M}" if when else ""


@register.filter
def yen(amount: Interval | None) -> str:
    """Say an amount with its range; unknown is said as such."""
    return (yen_range(amount) if amount is not None else UNKNOWN).in_(language())


@register.filter
def money(amount: float) -> str:
    """Say a middle estimate in the little room of a table; its range stands elsewhere."""
    return yen_brief(amount).in_(language())


@register.filter
def days(length: Interval | None) -> str:
    """Say a number of days with its range."""
    return (days_range(length) if length is not None else UNKNOWN).in_(language())


@register.filter
def chance(share: Interval | None) -> str:
    """Say a probability with its range."""
    return (chance_range(share) if share is not None else UNKNOWN).in_(language())
