"""Measures (打ち手): what can be bought or done, what it changes in the model, and what it costs.

A measure is applied by editing the model (:class:`Edit`) and simulating again; no other code knows any measure.
"""

from datetime import date
from typing import Any, Literal

from inmori.catalogue.quantity import Quantity
from inmori.model.provenance import Frozen
from inmori.text import Text

EditOperation = Literal[
    "set_control",  # field, value: a field of model.Controls
    "set_remote",  # select methods; field, value: a field of model.RemoteAccess
    "set_device",  # select kinds, zones, unsupported; field, value: a field of model.Device
    "replace_device",  # select as above; value: the OS text of a replaced machine, or one for each word of the old OS
    "disable_rules",  # select crossings; switches the firewall rules behind them off
    "add_backup_medium",  # select systems; value: a BackupMedium
    "set_backup",  # select systems; field, value: a field of model.Backup
    "move_system",  # select systems; value: "cloud"; its servers leave the site
    "set_staff",  # field, value: a field of model.Staff
    "detach_device",  # select as above; value: zone kinds that a machine with two legs is unplugged from
    "lock_administration",  # gateways: administrators only from named addresses with a second factor, none from outside
    "set_system",  # select systems; field, value: a field of model.System, of systems on site
    "set_contract",  # field, value: a field of model.Contract
    "set_gateway",  # field, value: a field of model.Gateway
    "log_rules",  # gateways: every rule that lets something through writes a record
    "stop_protocols",  # select devices; value: WeakProtocol values that these machines no longer speak
]
CostUnit = Literal[
    "hospital",
    "bed",
    "pc",
    "clinical_pc",
    "server",
    "unsupported_pc",
    "unsupported_server",
    "unsupported_gateway",
    "user",
    "unsupported_instrument",  # modalities and medical devices
    "unsupported_network",  # switches and access points
    "gateway",
    "remote_access",
    "vendor",
    "ap",
    "site",  # buildings with their own line out
]
ProblemClass = Literal["info-1", "info-2", "closed-1", "closed-2", "closed-3"]

FAMILY_NAMES: dict[str, Text] = {
    "network": Text(ja="ネットワーク", en="Network"),
    "wireless": Text(ja="無線・接続の認証", en="Wireless and admission"),
    "vendor_access": Text(ja="業者の保守接続", en="Vendor access"),
    "identity": Text(ja="IDとパスワード", en="Identity"),
    "endpoint": Text(ja="端末とサーバ", en="Endpoints"),
    "detection": Text(ja="見張りと記録", en="Detection and records"),
    "backup": Text(ja="バックアップ", en="Backup"),
    "lifecycle": Text(ja="古い機器の更新", en="Lifecycle"),
    "cloud": Text(ja="クラウドと回線", en="Cloud services and lines"),
    "people": Text(ja="人", en="People"),
    "papers": Text(ja="規程と訓練", en="Rules and drills"),
    "contract": Text(ja="契約", en="Contracts"),
    "insurance": Text(ja="保険", en="Insurance"),
}
UNIT_NAMES: dict[CostUnit, Text] = {
    "hospital": Text(ja="病院全体", en="whole hospital"),
    "site": Text(ja="1拠点", en="site"),
    "bed": Text(ja="1床", en="bed"),
    "user": Text(ja="利用者1人", en="user"),
    "pc": Text(ja="端末1台", en="PC"),
    "clinical_pc": Text(ja="診療端末1台", en="clinical PC"),
    "server": Text(ja="サーバ1台", en="server"),
    "unsupported_pc": Text(ja="サポート切れの端末1台", en="PC out of support"),
    "unsupported_server": Text(ja="サポート切れのサーバ1台", en="server out of support"),
    "unsupported_gateway": Text(ja="サポート切れのルータ・ファイアウォール1台", en="gateway out of support"),
    "unsupported_instrument": Text(ja="サポート切れの検査・医療機器1台", en="instrument out of support"),
    "unsupported_network": Text(ja="サポート切れの無線AP・スイッチ1台", en="access point or switch out of support"),
    "gateway": Text(ja="ルータ・ファイアウォール1台", en="gateway"),
    "remote_access": Text(ja="保守の接続1件", en="maintenance path"),
    "vendor": Text(ja="業者1社", en="vendor"),
    "ap": Text(ja="無線AP1台", en="access point"),
}


class Select(Frozen):
    """Which things an edit touches; an empty tuple means no restriction by that property."""

    kinds: tuple[str, ...] = ()  # DeviceKind values
    zones: tuple[str, ...] = ()  # ZoneKind values
    systems: tuple[str, ...] = ()  # SystemKind values
    methods: tuple[str, ...] = ()  # RemoteMethod values
    crossings: tuple[str, ...] = ()  # reach.CrossingKind values
    unsupported: bool = False  # only devices whose OS is out of support on the day of the plan
    absent: bool = False  # only where the edited field is not known to be in place (unknown, "なし" or no)
    only: tuple[str, ...] = ()  # ids of single things (a link, a machine, a path, a system); see Measure.at


class Edit(Frozen):
    """One change of the model.

    ``value`` may be "$today" for the day of the plan, or {"at_least": n} for a number that only ever rises.
    Ordered kinds (Watch, Segmentation, Patching) are never lowered by an edit.
    """

    op: EditOperation
    select: Select = Select()
    field: str | None = None
    value: Any = None


class Cost(Frozen):
    """Price of a measure per unit, in yen without consumption tax.

    A figure stands here or, where other parts of the product need it too, in ``quantities`` under the id that
    ``capital_ref`` or ``yearly_ref`` names; ``times`` multiplies both (12 for a monthly fee).
    The line holds for hospitals of ``beds_min`` to ``beds_max`` beds.
    """

    per: CostUnit
    capital: Quantity | None = None
    yearly: Quantity | None = None
    capital_ref: str | None = None
    yearly_ref: str | None = None
    times: float = 1.0
    beds_min: int = 0
    beds_max: int | None = None


class Measure(Frozen):
    """One measure.

    Measures that name the same ``ladder`` are levels of one thing: a higher ``level`` does all that a lower one does,
    so they exclude each other. ``lowers_risk`` is False for what the simulation cannot see (papers, terms, an insurance):
    such a measure must not be sold by its effect. ``may_add_risk`` says why a measure can make single campaigns worse.
    """

    id: str
    family: str
    name: Text
    why: Text
    how: Text
    who: Text
    edits: tuple[Edit, ...]
    costs: tuple[Cost, ...]
    staff_hours: Quantity
    staff_hours_yearly: Quantity | None = None
    lead_months: int = 3
    prerequisites: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    problem_classes: tuple[ProblemClass, ...] = ()
    deadline: date | None = None
    directions: tuple[Literal["harden", "cloud"], ...] = ("harden", "cloud")
    paid_from: Literal["security", "system"] = "security"  # "system": the renewal of a system, not the security budget
    ladder: str | None = None
    level: int = 1
    subsidies: tuple[str, ...] = ()  # ids of Subsidy entries that can pay a part
    lowers_risk: bool = True
    may_add_risk: Text | None = None

    def at(self, ids: tuple[str, ...]) -> "Measure":
        """Return the measure held to these single things: one link, one system, one machine, one path."""
        bound = tuple(
            each.model_copy(update={"select": each.select.model_copy(update={"only": ids})}) for each in self.edits
        )
        return self.model_copy(update={"edits": bound})
