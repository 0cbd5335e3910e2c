"""Contracts (契約): who must keep what, until when, and who updates it."""

from inmori.model.attribute import attribute
from inmori.model.provenance import Amount, DateFact, Frozen, Source, TextFact, YesNo


class Contract(Frozen):
    """One maintenance contract."""

    id: str
    vendor: TextFact = attribute(TextFact(), ja="契約先", en="Vendor")
    covers: tuple[str, ...] = attribute((), ja="対象", en="Covers (as written)")
    number: TextFact = attribute(TextFact(), ja="契約番号", en="Contract number")
    start: DateFact = attribute(DateFact(), ja="契約開始", en="Start")
    end: DateFact = attribute(DateFact(), ja="契約終了", en="End")
    yearly_yen: Amount = attribute(Amount(), ja="年額", en="Yearly fee", unit="yen")
    remote: YesNo = attribute(YesNo(), ja="リモート保守", en="Remote maintenance")
    auto_renewal: YesNo = attribute(YesNo(), ja="自動更新", en="Renews by itself")
    update_clause: TextFact = attribute(
        TextFact(), ja="更新責任の条項", en="Clause on updates", help_ja="誰がセキュリティ更新を行うかの記載", help_en="Who updates, as written"
    )
    note: TextFact = attribute(TextFact(), ja="備考", en="Note")
    sources: tuple[Source, ...] = ()
