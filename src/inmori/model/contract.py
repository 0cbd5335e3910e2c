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
    incident_clause: TextFact = attribute(
        TextFact(), ja="事故時の条項", en="Clause on incidents", help_ja="事故のときの連絡・復旧支援・費用の分担の記載", help_en="Notice, help with recovery and sharing of costs, as written"
    )
    exit_clause: TextFact = attribute(
        TextFact(), ja="解約時の条項", en="Clause on leaving", help_ja="データの返却と接続の撤去の記載", help_en="Return of data and removal of access, as written"
    )
    note: TextFact = attribute(TextFact(), ja="備考", en="Note")
    sources: tuple[Source, ...] = ()
