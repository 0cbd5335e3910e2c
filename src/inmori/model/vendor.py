"""Vendors (事業者): one entry per company, however its name was written."""

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, Source, TextFact, YesNo


class Vendor(Frozen):
    """A company that supplies or maintains something."""

    id: str
    name: str = attribute(ja="事業者名", en="Vendor name")
    written: tuple[str, ...] = attribute((), ja="表記", en="Names as written")
    contact: TextFact = attribute(TextFact(), ja="連絡先", en="Contact")
    disclosure_received: YesNo = attribute(
        YesNo(), ja="開示書(MDS/SDS)の受領", en="Security disclosure received"
    )
    sources: tuple[Source, ...] = ()
