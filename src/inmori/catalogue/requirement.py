"""Requirements (要求事項): which rule of which framework a finding or a measure touches. Numbers and own words only.

A framework in one edition (a checklist of one fiscal year, a guideline) is one file under ``data/requirements``, so a new
edition is a new file. Where it stands beside its predecessor, both say the same ``topic`` of evidence.
"""

from typing import Literal

from inmori.catalogue.evidence_topic import AssetClass
from inmori.model.disclosure import DisclosureTopic
from inmori.model.provenance import Frozen
from inmori.text import Text

Answer = Literal["yes", "no", "unknown", "not_applicable"]
Gate = Literal["", "systems", "vendors"]  # asked only of those who run medical systems, or have a vendor under contract
# Who answers: a hospital, a pharmacy, or a vendor on the sheet that goes with theirs. "provider": what is asked of vendors
# and their products in general, with no form that a hospital sends.
Sheet = Literal["hospital", "pharmacy", "vendor", "provider"]
# Which part of the guideline says it: 概説編, 経営管理編, 企画管理編, システム運用編, 保守委託機関編, 別紙.
Part = Literal["", "overview", "management", "planning", "operations", "outsourced", "annex"]


class Requirement(Frozen):
    """One requirement, restated in our own words, with its number and where the official text is."""

    id: str  # e.g. "checklist-r7/2-13", "guideline-6.0/operations-13-11", "bcp-table/1-1"
    framework: str
    number: str
    text: Text
    address: str
    confidence: str = "medium"  # "low" where the number or wording was only recalled
    row: bool = True  # whether it is answered on its own; False: a remark on a whole section
    topic: str = ""  # id of the EvidenceTopic that speaks of it; empty: nothing this product reads does
    assets: tuple[AssetClass, ...] = ()  # what it is about; empty: the hospital as a whole
    gate: Gate = ""
    answers: tuple[Answer, ...] = ("yes", "no")  # what its form allows; not yet known is always possible here
    points: tuple[Text, ...] = ()  # what the row is made of, or what to look at, as far as known
    part: Part = ""  # of the guideline; empty: other frameworks, or not known which part says it
    relieved: bool = False  # not asked while the guideline's route for outsourced maintenance is open
    met_by_route: bool = False  # met exactly where that route is open
    from_beds: int | None = None  # asked from this many licensed beds
    disclosed_as: DisclosureTopic | None = None  # a question of MDS/SDS: what the reader of disclosures calls it
    source: str = ""  # where its wording is known from; empty: as its framework says


class Framework(Frozen):
    """One edition of one framework. ``fiscal_year`` is that of a yearly checklist (2026: April 2026 to March 2027)."""

    id: str
    name: Text
    short: str  # what a person types, e.g. "r8"
    sheet: Sheet = "hospital"
    of: str = ""  # a vendors' sheet: the hospital's sheet it belongs to
    fiscal_year: int | None = None
    address: str
    note: Text | None = None  # what was not seen, or what has changed since
    source: str = ""  # where number and wording are known from
    official_count: int | None = None  # items the official form has, where fewer are listed here
