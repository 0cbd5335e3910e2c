"""What a person sees whose request was refused before any screen looked at it: why, and what to do."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inmori.text import Text

_TOO_MANY = Text(
    ja="一度に入れられるファイルは {most} 個までです。何回かに分けて入れてください。今回のファイルは1つも受け取っていません。",
    en="At most {most} files can be handed in at once; hand them in in several goes. None of these was taken in.",
)
_TOO_MUCH = Text(
    ja="一度に送れる量を超えています。何回かに分けてください。今回の分は何も受け取っていません。",
    en="That is more than can be sent at once; send it in several goes. Nothing of it was taken in.",
)
_STRANGE = Text(ja="送られてきた内容を読み取れませんでした。前の画面にもどって、もう一度試してください。", en="The request could not be read. Go back and try again.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why a request is not taken in."""
    if isinstance(exception, TooManyFilesSent):
        text = _TOO_MANY.filled(most=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
    elif isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        text = _TOO_MUCH
    else:
        text = _STRANGE
    return render(request, "400.html", {"text": text}, status=400)
