"""The assessment: one hospital's networks, risks and roads, for its board and for those who do the work."""

from inmori.report.documents.assessment.annex import annex
from inmori.report.documents.assessment.content import assessment
from inmori.report.documents.assessment.materials import Materials

__all__ = ["Materials", "annex", "assessment"]
