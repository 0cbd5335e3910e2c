"""What a partner may ask of several hospitals at once."""

from __future__ import annotations

from datetime import date

from django import forms

from inmori.catalogue import load_catalogue
from inmori.web.desk.templatetags.words import say

MOST = 200  # hospitals at once
ACTS = ("compare", "read", "assess", "assign")


class TogetherForm(forms.Form):
    """The act, and of a task which, who and by when."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    measure = forms.CharField(max_length=80, required=False)
    owner = forms.CharField(max_length=80, required=False, strip=True)
    due = forms.DateField(required=False)

    def clean(self) -> dict[str, object]:
        """A task needs its name, and something to write."""
        given: dict[str, object] = super().clean() or self.cleaned_data
        if given.get("act") == "assign":
            if given.get("measure") not in load_catalogue().measures:
                raise forms.ValidationError(say("対策を選んでください。", "Choose the task."))
            due = given.get("due")
            if not given.get("owner") and not due:
                raise forms.ValidationError(say("担当か期限を書いてください。", "Write who does it, or by when."))
            if isinstance(due, date) and not date(2000, 1, 1) <= due <= date(2100, 12, 31):
                raise forms.ValidationError(say("年を確かめてください。", "Check the year."))
        return given
