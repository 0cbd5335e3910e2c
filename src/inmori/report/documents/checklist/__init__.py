"""The checklist for people: a workbook to fill in and read back."""

from inmori.report.documents.checklist.read_back import ReadBack, read_back
from inmori.report.documents.checklist.sheets import checklist_book

__all__ = ["ReadBack", "checklist_book", "read_back"]
