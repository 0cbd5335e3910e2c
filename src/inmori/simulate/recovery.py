"""From what has fallen to days down: per system in restore order, then per clinical service.

A system comes back after a time that depends on its kind, on whether a usable backup is left, on hands and plans;
each stopped system ahead of it in the restore order adds to that. Work needs terminals too: where too many PCs are
lost, an EHR that runs in a cloud is still out of reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.catalogue.clinical_service import ClinicalService
from inmori.model import SystemKind
from inmori.simulate.campaign import Campaigns
from inmori.simulate.law import scores
from inmori.simulate.luck import uniforms
from inmori.simulate.spread import CLOSED_CLIENTS, OPEN_CLIENTS
from inmori.simulate.system import Asset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMMON = 0.8  # part of the recovery luck that all systems of one campaign share; the rest is each system's own
NEEDS_TERMINALS = {SystemKind.EHR, SystemKind.RECEIPT}


@dataclass(frozen=True)
class Recovery:
    """Days not running normally; all arrays have one row or entry per trial, 0 where nothing happened."""

    system_days: NDArray[np.float64]  # (trials, systems)
    terminal_days: NDArray[np.float64]
    ehr_days: NDArray[np.float64]
    service_days: dict[str, NDArray[np.float64]]
    damaged: NDArray[np.bool_]


def recover(campaigns: Campaigns, services: Mapping[str, ClinicalService]) -> Recovery:
    """Return the days down of every trial."""
    import numpy as np

    assets = campaigns.compiled.assets
    stopped = campaigns.stopped()
    system_days = _system_days(campaigns, stopped)
    cloud_ehr = any(asset.cloud for asset in assets if asset.kind is SystemKind.EHR)
    terminal_days = _terminal_days(campaigns, open_too=cloud_ehr)
    of_kind = {kind: [n for n, asset in enumerate(assets) if asset.kind is kind] for kind in {a.kind for a in assets}}

    def longest(kinds: tuple[SystemKind, ...]) -> NDArray[np.float64]:
        columns = [number for kind in kinds for number in of_kind.get(kind, ())]
        days = system_days[:, columns].max(axis=1) if columns else np.zeros(len(campaigns))
        return np.maximum(days, terminal_days) if columns and NEEDS_TERMINALS & set(kinds) else days

    ehr_days = longest((SystemKind.EHR,))
    return Recovery(
        system_days=system_days,
        terminal_days=terminal_days,
        ehr_days=ehr_days,
        service_days={id_: longest(service.needs) for id_, service in sorted(services.items())},
        damaged=stopped.any(axis=1) | (ehr_days > 0),
    )


def _system_days(campaigns: Campaigns, stopped: NDArray[np.bool_]) -> NDArray[np.float64]:
    import numpy as np

    lost = campaigns.backup_lost()
    factor = campaigns.each(campaigns.compiled.circumstances.recovery_factor)
    sigma, order = campaigns.value("recovery.spread"), campaigns.value("recovery.order")
    common = scores(uniforms("recovery", campaigns.state))
    ahead = np.zeros(len(campaigns))
    days = np.zeros(stopped.shape)
    for number, asset in enumerate(campaigns.compiled.assets):
        own = scores(uniforms(f"recovery {asset.id}", campaigns.state))
        luck = np.exp(sigma * (COMMON * common + np.sqrt(1 - COMMON**2) * own))
        median = _median(campaigns, asset, lost[:, number])
        days[:, number] = np.where(stopped[:, number], median * luck * factor + order * ahead, 0.0)
        if not asset.cloud:
            ahead += stopped[:, number]
    return days


def _median(campaigns: Campaigns, asset: Asset, lost: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Median days of one system. A lost backup is never better than a kept one, whatever the drawn parameters."""
    import numpy as np

    if asset.cloud:
        by_provider = np.array([door.archetype == "provider" for door in campaigns.compiled.doors])[campaigns.door]
        tenant = campaigns.value("recovery.tenant")
        kept, gone = tenant, np.maximum(campaigns.value("recovery.core.backup_lost"), tenant)
        own = np.where(lost, gone, kept)
        return np.where(by_provider, campaigns.value("recovery.provider"), own)
    family = "recovery.core" if asset.core else "recovery.department"
    kept = campaigns.value(f"{family}.backup_ok")
    return np.where(lost, np.maximum(kept, campaigns.value(f"{family}.backup_lost")), kept)


def _terminal_days(campaigns: Campaigns, *, open_too: bool) -> NDArray[np.float64]:
    """Days until enough PCs work again; 0 when few were lost."""
    import numpy as np

    classes = [CLOSED_CLIENTS, OPEN_CLIENTS] if open_too else [CLOSED_CLIENTS]
    there = sum(campaigns.compiled.circumstances.machines[each] for each in classes)
    if there == 0:
        return np.zeros(len(campaigns))
    fallen = campaigns.passage.fallen[:, classes].sum(axis=1)
    spare = (1 - campaigns.value("recovery.terminals_needed")) * there
    a_day = campaigns.value("recovery.pc_per_technician") * campaigns.value("recovery.technicians")
    luck = np.exp(campaigns.value("recovery.spread") * scores(uniforms("recovery", campaigns.state)))
    waiting = campaigns.value("recovery.cloud_clients") * luck
    work = np.maximum(fallen - spare, 0) / a_day
    many = fallen >= campaigns.value("recovery.cloud_clients.share") * there
    factor = campaigns.each(campaigns.compiled.circumstances.recovery_factor)
    return np.where(many, np.maximum(waiting, work) * factor, 0.0)
