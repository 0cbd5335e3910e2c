"""What is asked before a hospital is made: its name, nothing more."""

from django import forms


class HospitalForm(forms.Form):
    """A new hospital."""

    name = forms.CharField(max_length=120, label="病院の名前 / Name of the hospital", strip=True)
