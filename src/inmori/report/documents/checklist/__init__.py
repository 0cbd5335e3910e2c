"""The checklist for people: a workbook to fill in and read back, a form on paper, and a table for other programs."""

from inmori.report.documents.checklist.form import checklist_form
from inmori.report.documents.checklist.read_back import ReadBack, read_back
from inmori.report.documents.checklist.sheets import checklist_book

__all__ = ["ReadBack", "checklist_book", "checklist_form", "read_back"]
