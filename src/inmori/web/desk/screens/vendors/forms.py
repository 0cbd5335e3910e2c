"""What a person notes of one paper of one vendor's system."""

from __future__ import annotations

from django import forms

from inmori.comply.vendor_matrix import PAPER_NAMES, Request


class DaysForm(forms.Form):
    """The days of one paper."""

    row = forms.CharField(max_length=300)
    paper = forms.ChoiceField(choices=[(paper, name.ja) for paper, name in PAPER_NAMES.items()])
    asked = forms.DateField(required=False)
    due = forms.DateField(required=False)
    received = forms.DateField(required=False)

    def request(self) -> Request:
        """Return what was noted."""
        return Request.model_validate(self.cleaned_data)
