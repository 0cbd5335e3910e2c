"""The letter (依頼書) to one vendor: what is asked for, why, by when, and where the answer goes."""

from inmori.report.documents.vendor_letter.content import letter_to

__all__ = ["letter_to"]
