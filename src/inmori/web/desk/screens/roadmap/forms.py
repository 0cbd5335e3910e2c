"""What a person may write into a task, and the task as it stood on that person's screen."""

from __future__ import annotations

from datetime import date

from django import forms

from inmori.plan.roadmap import EDITABLE, STATE_NAMES, RoadmapItem
from inmori.plan.roadmap_change import EditedRow
from inmori.web.desk.templatetags.words import say

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


class TaskForm(forms.Form):
    """One task."""

    owner = forms.CharField(max_length=80, required=False, strip=True)
    start = forms.DateField(required=False)
    due = forms.DateField(required=False)
    state = forms.ChoiceField(choices=[(state, name.ja) for state, name in STATE_NAMES.items()])
    note = forms.CharField(max_length=500, required=False, strip=True)

    def clean(self) -> dict[str, object]:
        """Refuse days that cannot be meant."""
        given: dict[str, object] = super().clean() or self.cleaned_data
        start, due = given.get("start"), given.get("due")
        for day in (start, due):
            if isinstance(day, date) and not FIRST <= day <= LAST:
                raise forms.ValidationError(say("年を確かめてください。", "Check the year."))
        if isinstance(start, date) and isinstance(due, date) and due < start:
            raise forms.ValidationError(say("期限が開始より前です。", "Due before its start."))
        return given

    def row(self, measure: str) -> EditedRow:
        """Return what was written."""
        return EditedRow.model_validate({"measure": measure, **self.cleaned_data})


class SeenForm(TaskForm):
    """The same task as the page showed it, sent along unchanged."""

    prefix = "was"

    def clean(self) -> dict[str, object]:
        """Take it as it was."""
        return self.cleaned_data


def seen_values(item: RoadmapItem) -> list[tuple[str, object]]:
    """Return a task's fields as :class:`SeenForm` reads them back."""
    return [(f"was-{name}", _written(getattr(item, name))) for name in EDITABLE]


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value or ""
