"""The hospital (医療機関): everything the evidence says, in one document that all later stages read."""

from inmori.model.attribute import attribute
from inmori.model.backup import Backup
from inmori.model.component import Component
from inmori.model.contract import Contract
from inmori.model.control import Controls
from inmori.model.device import Device
from inmori.model.disclosure import Disclosure
from inmori.model.document import Document
from inmori.model.evidence import Evidence
from inmori.model.flow import Flow
from inmori.model.gateway import Gateway
from inmori.model.provenance import Amount, Count, DateFact, Fact, TextFact, YesNo
from inmori.model.remote_access import RemoteAccess
from inmori.model.staff import Staff
from inmori.model.system import Hosting, System
from inmori.model.vendor import Vendor
from inmori.model.zone import Zone, ZoneKind


class Hospital(Document):
    """One hospital as its papers show it; written to ``hospital.json`` and read back unchanged."""

    name: TextFact = attribute(TextFact(), ja="医療機関名", en="Hospital name")
    beds: Count = attribute(Count(), ja="病床数", en="Beds", unit="bed")
    yearly_revenue_yen: Amount = attribute(Amount(), ja="年間医業収益", en="Medical revenue a year", unit="yen")
    emergency: YesNo = attribute(YesNo(), ja="救急告示", en="Emergency hospital")
    departments: Count = attribute(Count(), ja="部署数", en="Departments")
    ehr_hosting: Fact[Hosting] = attribute(Fact[Hosting](), ja="電子カルテの形態", en="EHR hosting")
    ehr_vendor: TextFact = attribute(TextFact(), ja="電子カルテの事業者", en="EHR vendor")
    ehr_renewal: DateFact = attribute(DateFact(), ja="電子カルテの更新時期", en="EHR renewal due")
    device_count_believed: Count = attribute(Count(), ja="台数(病院の認識)", en="Devices, as believed")
    remote_count_believed: Count = attribute(
        Count(), ja="リモート保守の数(病院の認識)", en="Remote maintenance paths, as believed"
    )
    believes_closed: YesNo = attribute(
        YesNo(), ja="診療系は外とつながっていないと考えている", en="Believes the clinical network is closed"
    )
    diagram_exists: YesNo = attribute(YesNo(), ja="ネットワーク図", en="Network diagram exists")
    guest_wifi: YesNo = attribute(YesNo(), ja="来客用Wi-Fi", en="Guest Wi-Fi")
    concerns: TextFact = attribute(TextFact(), ja="困りごと", en="Concerns")
    staff: Staff = Staff()
    controls: Controls = Controls()
    zones: tuple[Zone, ...] = ()
    devices: tuple[Device, ...] = ()
    systems: tuple[System, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    remote_accesses: tuple[RemoteAccess, ...] = ()
    flows: tuple[Flow, ...] = ()
    backups: tuple[Backup, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    contracts: tuple[Contract, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    components: tuple[Component, ...] = ()
    past_incidents: tuple[TextFact, ...] = attribute((), ja="過去の事故", en="Past incidents")
    evidence: tuple[Evidence, ...] = ()

    def device(self, device_id: str) -> Device | None:
        """Return the device with this id."""
        return next((device for device in self.devices if device.id == device_id), None)

    def zone(self, zone_id: str) -> Zone | None:
        """Return the zone with this id."""
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    def zone_kind(self, zone_id: str) -> ZoneKind:
        """Return the kind of a zone; UNKNOWN for an id that is not there."""
        zone = self.zone(zone_id)
        return zone.kind if zone else ZoneKind.UNKNOWN
