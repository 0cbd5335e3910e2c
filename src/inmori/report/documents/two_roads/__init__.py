"""The board page: the roads side by side on one sheet of A4."""

from inmori.report.documents.two_roads.page import two_roads

__all__ = ["two_roads"]
