"""Evidence (根拠): the files that were handed over, identified by their hash."""

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, SourceKind


class Evidence(Frozen):
    """One file as it was read."""

    file: str = attribute(ja="ファイル", en="File")
    sha256: str = attribute(ja="ハッシュ値", en="SHA-256")
    size: int = attribute(ja="大きさ", en="Size", unit="byte")
    format: str = attribute(ja="種類", en="Format")  # reader's id, e.g. "ledger_workbook", "fortios", "zeek_conn"
    kind: SourceKind = attribute(ja="根拠の種類", en="Kind of evidence")
    records: int = attribute(0, ja="読めた件数", en="Records read")
