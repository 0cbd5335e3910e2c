"""diagnose: what is wrong, where, with which evidence; and what could not be judged."""

from inmori.diagnose.engine import diagnose
from inmori.diagnose.finding import (
    PROBLEM_CLASS_NAMES,
    SEEN_NAMES,
    SEVERITY_NAMES,
    SEVERITY_ORDER,
    Diagnosis,
    Finding,
    NotJudged,
    Severity,
)

__all__ = [
    "PROBLEM_CLASS_NAMES",
    "SEEN_NAMES",
    "SEVERITY_NAMES",
    "SEVERITY_ORDER",
    "Diagnosis",
    "Finding",
    "NotJudged",
    "Severity",
    "diagnose",
]
