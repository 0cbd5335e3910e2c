"""A form as PDF, A4 across, for hand and stamp."""

from typing import Any

from inmori.report.form import Form, FormRow
from inmori.report.writers.font_coverage import for_paper
from inmori.report.writers.pdf import typeset
from inmori.report.writers.spoken import Say, spoken_imprint, spoken_table
from inmori.text import Language, Text

_SHORT = 6  # characters of an item's number that fit the narrow column


def form_pdf(form: Form, *, language: Language) -> bytes:
    """Return the PDF (PDF/UA-1); the same form gives the same bytes.

    Raises:
        InputError: Typst is not installed.
        OurFault: Typst refused the template or warned about it.
    """

    def say(text: Text) -> str:
        return for_paper(text.in_(language))

    content = {
        "language": language,
        "imprint": spoken_imprint(form.imprint, say),
        "title": say(form.imprint.title),
        "lead": [say(line) for line in form.lead],
        "signatures": [say(label) for label in form.signatures],
        "titles": [say(title) for title in form.titles],
        "choice": say(form.choice),
        "blank_date": say(form.blank_date),
        "rows": [_row(row, say) for row in form.rows],
        "long_numbers": any(len(row.number.in_(language)) > _SHORT for row in form.rows),
        "notes": [say(line) for line in form.notes],
        "tables": [spoken_table(table, say) for table in form.tables if table.rows],
    }
    return typeset("form.typ", content, day=form.imprint.day)


def _row(row: FormRow, say: Say) -> dict[str, Any]:
    return {
        "number": say(row.number),
        "text": say(row.text),
        "proposed": say(row.proposed),
        "rounds": [{"answer": say(one.answer), "on": say(one.on)} for one in row.rounds],
        "target": say(row.target),
        "evidence": say(row.evidence),
        "who": say(row.who),
    }
