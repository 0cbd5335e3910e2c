"""The answer sheet (回答票) that goes to one vendor and comes back."""

from inmori.report.documents.vendor_answers.read_back import AnswersBack, is_answer_sheet, read_answers
from inmori.report.documents.vendor_answers.sheets import answers_book

__all__ = ["AnswersBack", "answers_book", "is_answer_sheet", "read_answers"]
