"""A vendor's form: its own questions, kept as they are answered, sent once."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.comply.answer import ANSWER_NAMES
from inmori.comply.vendor_question import VendorQuestion
from inmori.web.desk.screens.outsiders.passage import opened, passage
from inmori.web.tenants.models import Pass
from inmori.web.vendors import services
from inmori.web.vendors.models import VendorAnswer, VendorForm


class AnswerForm(forms.Form):
    """One answer."""

    row = forms.CharField(max_length=300)
    question = forms.CharField(max_length=80)
    answer = forms.ChoiceField(choices=[(answer, name.ja) for answer, name in ANSWER_NAMES.items()], required=False)
    detail = forms.CharField(max_length=1000, required=False, strip=True)
    target = forms.DateField(required=False)


@dataclass(frozen=True)
class Line:
    """One question and what was answered so far; ``heading`` where another system begins."""

    row: str
    heading: str | None
    question: VendorQuestion
    answer: VendorAnswer


@require_GET
@passage(Pass.VENDOR)
def form(request: HttpRequest, given: Pass) -> HttpResponse:
    """Show the form."""
    found = get_object_or_404(VendorForm.objects, given=given)
    asked = services.asked_in(found, services.register(today=timezone.localdate()))
    opened(request, given)
    written = {(each.row, each.question): each for each in VendorAnswer.objects.filter(form=found)}
    lines: list[Line] = []
    before: str | None = None
    for row, system, question in asked:
        lines.append(Line(row, system if row != before else None, question, written.get((row, question.id), VendorAnswer())))
        before = row
    return render(request, "desk/vendor_form.html", {
        "given": given, "form": found, "lines": lines, "answers": ANSWER_NAMES.items(), "path": request.path,
        "count": sum(bool(line.answer.answer) for line in lines),
    })  # fmt: skip


@require_POST
@passage(Pass.VENDOR)
def answer(request: HttpRequest, given: Pass) -> HttpResponse:
    """Keep one answer; htmx gets a word of it, a plain form the page."""
    found = get_object_or_404(VendorForm.objects, given=given)
    sent = AnswerForm(request.POST)
    kept = sent.is_valid() and services.write(
        found, services.asked_in(found, services.register(today=timezone.localdate())), **sent.cleaned_data
    )
    if request.headers.get("HX-Request"):
        return render(request, "desk/vendor_answer_state.html", {"kept": kept, "sent": found.sent_at is not None})
    return redirect(request.path.removesuffix("answer/"))


@require_POST
@passage(Pass.VENDOR)
def send(request: HttpRequest, given: Pass) -> HttpResponse:
    """End the writing."""
    services.send(get_object_or_404(VendorForm.objects, given=given))
    return redirect(request.path.removesuffix("send/"))

