"""Components (部品): the software and hardware parts of a product as its bill of materials lists them."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, Source


class VexState(StrEnum):
    """What the supplier says of one vulnerability in one part. UNKNOWN: listed without a verdict."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    FIXED = "fixed"
    UNDER_INVESTIGATION = "under_investigation"
    UNKNOWN = "unknown"

    @property
    def silences(self) -> bool:
        """Whether a finding about this vulnerability must not be raised."""
        return self in (VexState.NOT_AFFECTED, VexState.FIXED)


class VexStatement(Frozen):
    """One verdict on one vulnerability."""

    vulnerability: str = attribute(ja="脆弱性", en="Vulnerability", help_ja="CVE番号など", help_en="CVE number or the like")
    state: VexState = attribute(ja="判定", en="Verdict")


class Component(Frozen):
    """One part of a product. ``part_of`` names the product; ``device_id`` is set only where one device is meant."""

    id: str
    product: str = attribute(ja="部品名", en="Name")
    version: str | None = attribute(None, ja="版", en="Version")
    supplier: str | None = attribute(None, ja="供給元", en="Supplier")
    kind: str = attribute("", ja="種類", en="Kind", help_ja="CycloneDXの種別", help_en="CycloneDX type")
    purl: str | None = attribute(None, ja="パッケージURL", en="Package URL")
    cpe: str | None = attribute(None, ja="CPE", en="CPE")
    part_of: str = attribute("", ja="組み込まれた製品", en="Part of")
    part_of_version: str | None = attribute(None, ja="製品の版", en="Version of that product")
    device_id: str | None = attribute(None, ja="機器", en="Device")
    vex: tuple[VexStatement, ...] = ()
    sources: tuple[Source, ...] = ()
