"""The assessment in OSCAL (NIST's open language for assessments): catalogue, results, and plan of action with milestones."""

from inmori.report.documents.oscal.catalog import oscal_catalog
from inmori.report.documents.oscal.plan_of_action import oscal_plan_of_action
from inmori.report.documents.oscal.results import oscal_results

__all__ = ["oscal_catalog", "oscal_plan_of_action", "oscal_results"]
