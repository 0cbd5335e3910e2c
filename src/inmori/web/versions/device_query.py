"""What a person asked of the list of machines: words, filters, order, page. All of it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from inmori.web.versions.index import folded
from inmori.web.versions.models import DeviceRow, Version

COLUMNS = ("name", "kind", "zone", "address", "product", "os", "vendor", "place", "support", "findings", "conflicts")
ROWS = 50


@dataclass(frozen=True)
class Query:
    """One question to the list."""

    words: str = ""
    zone: str = ""
    kind: str = ""
    support: str = ""
    order: str = "name"
    down: bool = False
    page: int = 1

    @classmethod
    def of(cls, given: QueryDict) -> Query:
        """Read a question from an address; what makes no sense is left out."""
        order = given.get("order", "name")
        number = given.get("page", "1")
        return cls(
            words=given.get("words", "")[:200], zone=given.get("zone", ""), kind=given.get("kind", ""),
            support=given.get("support", ""), order=order if order in COLUMNS else "name", down=given.get("down") == "1",
            page=int(number) if number.isdecimal() and len(number) < 7 else 1,
        )  # fmt: skip

    def rows(self, version: Version) -> QuerySet[DeviceRow]:
        """Return the machines that are meant, in order."""
        found: QuerySet[DeviceRow] = DeviceRow.objects.filter(version=version)
        for word in folded(self.words).split():
            found = found.filter(search__contains=word)
        for name in ("zone", "kind", "support"):
            if value := getattr(self, name):
                found = found.filter(**{name: value})
        return found.order_by(f"{'-' if self.down else ''}{self.order}", "device")

    def shown(self, version: Version) -> Page[DeviceRow]:
        """Return one page of them; a page beyond the end is the last."""
        return Paginator(self.rows(version), ROWS).get_page(self.page)

    def address(self, **changed: str | int | bool) -> str:
        """Return the query string of this question with something changed."""
        told = {"words": self.words, "zone": self.zone, "kind": self.kind, "support": self.support, "order": self.order,
                "down": "1" if self.down else "", "page": ""} | {k: str(int(v)) if isinstance(v, bool) else str(v) for k, v in changed.items()}  # fmt: skip
        return "?" + urlencode({key: value for key, value in told.items() if value and value != "0"})
