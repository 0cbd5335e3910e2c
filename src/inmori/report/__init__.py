"""Say it on paper: one page for the board, the reasons behind it, and every fact with its place."""

from inmori.report.report import report

__all__ = ["report"]
