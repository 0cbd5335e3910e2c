"""Somebody else's workbook (the official form): may it be written to, and if so, our decided answers put into a copy."""

from inmori.report.documents.official_form.fill import Filling, filled_copy
from inmori.report.documents.official_form.safety import left_behind, must_be_writable

__all__ = ["Filling", "filled_copy", "left_behind", "must_be_writable"]
