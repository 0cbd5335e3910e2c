"""What signing up asks beside allauth's own fields: the name that colleagues see."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language

from inmori.text import Language, Text
from inmori.web.people.models import Person

LABEL = Text(ja="お名前", en="Your name")
HELP = Text(ja="同じ病院の人の画面と、操作の記録に表示されます。", en="Shown to the others of your hospital, and in the record.")


class NameForm(forms.Form):
    """Joined to allauth's sign-up form."""

    name = forms.CharField(max_length=80, required=False, strip=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language: Language = "en" if get_language() == "en" else "ja"
        self.fields["name"].label, self.fields["name"].help_text = LABEL.in_(language), HELP.in_(language)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def signup(self, _request: HttpRequest, user: Person) -> None:
        """Keep the name with the new person."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
