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
    "replace_device",  # select as above; value: the OS text that a replaced machine will carry
    "disable_rules",  # select crossings; switches the firewall rules behind them off
    "add_backup_medium",  # select systems; value: a BackupMedium
    "set_backup",  # select systems; field, value: a field of model.Backup
    "move_system",  # select systems; value: "cloud"; its servers leave the site
    "set_staff",  # field, value: a field of model.Staff
    "detach_device",  # select as above; value: zone kinds that a machine with two legs is unplugged from
    "lock_administration",  # gateways: administrators only from named addresses with a second factor, none from outside
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
    "remote_access",
    "ap",
]
ProblemClass = Literal["info-1", "info-2", "closed-1", "closed-2", "closed-3"]


class Select(Frozen):
    """Which things an edit touches; an empty tuple means no restriction by that property."""

    kinds: tuple[str, ...] = ()  # DeviceKind values
    zones: tuple[str, ...] = ()  # ZoneKind values
    systems: tuple[str, ...] = ()  # SystemKind values
    methods: tuple[str, ...] = ()  # RemoteMethod values
    crossings: tuple[str, ...] = ()  # reach.CrossingKind values
    unsupported: bool = False  # only devices whose OS is out of support on the day of the plan
    absent: bool = False  # only where the edited field is not known to be in place (unknown, "なし" or no)


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
    """One measure."""

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
