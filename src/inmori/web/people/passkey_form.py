"""Adding a passkey: signing in with it alone is what people expect of one, so that is the default, in plain words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import get_language

from inmori.text import Language, Text

NAME = Text(ja="呼び名", en="Name")
NAME_HELP = Text(ja="どの機器のものか、あとで見分けるためです。", en="To tell your devices apart later.")
ALONE = Text(ja="これだけでサインインできるようにする", en="Let me sign in with this alone")
ALONE_HELP = Text(
    ja="指紋・顔・暗証番号で本人を確かめる機器に限ります。登録できない古い鍵では外してください。",
    en="For devices that check a finger, a face or a PIN. Untick it for an old key that refuses.",
)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """allauth's form with other words and another default."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language: Language = "en" if get_language() == "en" else "ja"
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.help_text = NAME.in_(language), NAME_HELP.in_(language)
        alone.label, alone.help_text, alone.initial = ALONE.in_(language), ALONE_HELP.in_(language), True
