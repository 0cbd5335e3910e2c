"""What a hospital is: frozen, typed, and with the provenance of every fact. No input or output here."""

from inmori.model.backup import Backup, BackupMedium
from inmori.model.component import Component, VexState, VexStatement
from inmori.model.contract import Contract
from inmori.model.control import Controls, Patching, Segmentation, Watch
from inmori.model.device import DEVICE_KIND_NAMES, Device, DeviceKind, DeviceStatus, MergedRecord
from inmori.model.disclosure import (
    DISCLOSURE_TOPIC_NAMES,
    DisclosedAnswer,
    DisclosedItem,
    Disclosure,
    DisclosureTopic,
)
from inmori.model.document import Document, MadeFrom, schema_of, sha256_of
from inmori.model.evidence import Evidence
from inmori.model.flow import Flow
from inmori.model.gateway import Gateway
from inmori.model.hospital import Hospital
from inmori.model.provenance import (
    Amount,
    Claim,
    Count,
    DateFact,
    Fact,
    Frozen,
    Source,
    SourceKind,
    TextFact,
    YesNo,
)
from inmori.model.remote_access import REMOTE_METHOD_NAMES, RemoteAccess, RemoteMethod
from inmori.model.staff import Staff
from inmori.model.system import SYSTEM_NAMES, Hosting, System, SystemKind
from inmori.model.vendor import Vendor
from inmori.model.weak_protocol import WEAK_PROTOCOL_NAMES, WeakProtocol
from inmori.model.zone import ZONE_NAMES, Network, Zone, ZoneKind

__all__ = [
    "DEVICE_KIND_NAMES",
    "DISCLOSURE_TOPIC_NAMES",
    "REMOTE_METHOD_NAMES",
    "SYSTEM_NAMES",
    "WEAK_PROTOCOL_NAMES",
    "ZONE_NAMES",
    "Amount",
    "Backup",
    "BackupMedium",
    "Claim",
    "Component",
    "Contract",
    "Controls",
    "Count",
    "DateFact",
    "Device",
    "DeviceKind",
    "DeviceStatus",
    "DisclosedAnswer",
    "DisclosedItem",
    "Disclosure",
    "DisclosureTopic",
    "Document",
    "Evidence",
    "Fact",
    "Flow",
    "Frozen",
    "Gateway",
    "Hospital",
    "Hosting",
    "MadeFrom",
    "MergedRecord",
    "Network",
    "Patching",
    "RemoteAccess",
    "RemoteMethod",
    "Segmentation",
    "Source",
    "SourceKind",
    "Staff",
    "System",
    "SystemKind",
    "TextFact",
    "Vendor",
    "VexState",
    "VexStatement",
    "Watch",
    "WeakProtocol",
    "YesNo",
    "Zone",
    "ZoneKind",
    "schema_of",
    "sha256_of",
]
