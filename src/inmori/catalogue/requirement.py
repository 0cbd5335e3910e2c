"""Requirements (要求事項): which rule of which framework a finding or a measure touches. Numbers and own words only."""

from inmori.model.provenance import Frozen
from inmori.text import Text


class Requirement(Frozen):
    """One requirement, restated in our own words, with its number and where the official text is."""

    id: str  # e.g. "checklist-r7/2-13", "guideline-6.0/operations-13-11", "bcp-table/1-1"
    framework: str
    number: str
    text: Text
    address: str
    confidence: str = "medium"  # "low" where the number or wording was only recalled
