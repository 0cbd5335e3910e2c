"""The assessment (自己点検): every item of one edition, the route, the vendors, and what people decided; written to ``compliance.json``."""

from datetime import date

from inmori.catalogue.requirement import Answer
from inmori.comply.answer import FindOut, ItemAnswer
from inmori.comply.decision import Decision
from inmori.comply.evidence import EvidencePaper
from inmori.comply.route import Route
from inmori.comply.side_by_side import SideBySide
from inmori.comply.vendor_matrix import Request, VendorRow
from inmori.model import Document
from inmori.text import Text


class Assessment(Document):
    """The result of ``assess``. ``year_end`` is the last day that a target day may have.

    ``compared`` is there where a plan was at hand: the answers without any measure, today and after the plan.
    """

    edition: str
    name: Text
    note: Text | None = None
    address: str
    today: date
    year_end: date
    hospital: str = ""
    items: tuple[ItemAnswer, ...] = ()
    route: Route
    vendors: tuple[VendorRow, ...] = ()
    decided: tuple[Decision, ...] = ()
    requests: tuple[Request, ...] = ()
    papers: tuple[EvidencePaper, ...] = ()
    compared: SideBySide | None = None

    def item(self, item_id: str) -> ItemAnswer | None:
        """Return the item with this id."""
        return next((one for one in self.items if one.id == item_id), None)

    def counts(self) -> dict[Answer, int]:
        """Return how many items stand at each answer."""
        found: dict[Answer, int] = {"yes": 0, "no": 0, "unknown": 0, "not_applicable": 0}
        for one in self.items:
            found[one.answer] += 1
        return found

    def known_share(self) -> float:
        """Return the share of items with an answer, 0 to 1: what is not known lowers how far the whole may be trusted."""
        return 1 - self.counts()["unknown"] / len(self.items) if self.items else 0.0

    def tasks(self) -> tuple[FindOut, ...]:
        """Return what has to be found out."""
        return tuple(one.task for one in self.items if one.task)
