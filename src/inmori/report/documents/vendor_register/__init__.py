"""The hospital's own workbook on its vendors: to note what was asked, and to treat every "no"."""

from inmori.report.documents.vendor_register.read_back import RegisterBack, is_register, read_register
from inmori.report.documents.vendor_register.sheets import register_book

__all__ = ["RegisterBack", "is_register", "read_register", "register_book"]
