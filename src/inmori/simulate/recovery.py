"""From what has fallen to days down: per system in restore order, then per clinical service.

A system is back when its causes of delay are through, one after another: evidence is kept before anything is touched;
where the directory fell it is built anew, and where the incident is hospital-wide the network is made safe before
machines are joined to it again; servers are rebuilt in restore order by the hands there are; data come back from the
backup. Without a backup the data are typed in again and the system is bought anew, which takes its own, longer time.
So a small hit is short, and a hospital-wide one is long even where an offline copy survived.

Every cause grows with what has fallen and shrinks with hands, never the other way: with the same luck no measure
makes any campaign longer. Work needs terminals too: where too many PCs are lost, an EHR that runs in a cloud is
still out of reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.catalogue.clinical_service import ClinicalService
from inmori.model import SystemKind
from inmori.simulate.campaign import Campaigns
from inmori.simulate.containment import share_reached, stopped_at_last
from inmori.simulate.spread import CLOSED_CLIENTS, OPEN_CLIENTS, SERVERS
from inmori.simulate.system import Asset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMMON = 0.8  # part of the recovery luck that all systems of one campaign share; the rest is each system's own
NEEDS_TERMINALS = {SystemKind.EHR, SystemKind.RECEIPT}
HOURS_A_DAY = 8.0


@dataclass(frozen=True)
class Recovery:
    """Days not running normally; all arrays have one row or entry per trial, 0 where nothing happened.

    ``stopped`` is what isolation did not save, ``wide`` how hospital-wide the incident is (0 one system, 1 all of it),
    ``examined`` whether outsiders investigate.
    """

    system_days: NDArray[np.float64]  # (trials, systems)
    terminal_days: NDArray[np.float64]
    ehr_days: NDArray[np.float64]
    service_days: dict[str, NDArray[np.float64]]
    damaged: NDArray[np.bool_]
    stopped: NDArray[np.bool_]  # (trials, systems)
    wide: NDArray[np.float64]
    examined: NDArray[np.bool_]


def recover(campaigns: Campaigns, services: Mapping[str, ClinicalService]) -> Recovery:
    """Return the days down of every trial."""
    import numpy as np

    assets = campaigns.compiled.assets
    stopped = stopped_at_last(campaigns)
    wide = _wide(campaigns, stopped)
    examined = _examined(campaigns, stopped, wide)
    system_days = _system_days(campaigns, stopped, wide, _evidence(campaigns, examined))
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
        stopped=stopped,
        wide=wide,
        examined=examined,
    )


def hands(campaigns: Campaigns) -> NDArray[np.float64]:
    """People at the rebuilding: the hospital's own and its vendors'."""
    return campaigns.each(campaigns.compiled.circumstances.own_hands) + campaigns.value("recovery.vendor_hands")


def _wide(campaigns: Campaigns, stopped: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How hospital-wide: by the number of systems stopped on site; all of it where the directory fell."""
    import numpy as np

    assets = campaigns.compiled.assets
    own = np.array([not asset.cloud for asset in assets])
    directory = np.array([asset.kind is SystemKind.DIRECTORY and not asset.cloud for asset in assets])
    by_count = (stopped[:, own].sum(axis=1) - 1) / (campaigns.value("recovery.wide_systems") - 1)
    found: NDArray[np.float64] = np.where(stopped[:, directory].any(axis=1), 1.0, np.clip(by_count, 0.0, 1.0))
    return found


def _examined(
    campaigns: Campaigns, stopped: NDArray[np.bool_], wide: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether outsiders investigate: the graver, the likelier."""
    import numpy as np

    core = stopped[:, [asset.core for asset in campaigns.compiled.assets]].any(axis=1)
    small = campaigns.value("recovery.evidence.small")
    grave = np.maximum(campaigns.value("recovery.evidence.grave"), small)
    share = small + (grave - small) * np.maximum(wide, core)
    return np.asarray((campaigns.uniform("examined") < share) & stopped.any(axis=1))


def machines_examined(campaigns: Campaigns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Servers and PCs that investigators look at: those taken, up to what anybody pays for."""
    import numpy as np

    fallen = campaigns.passage.fallen
    pcs = fallen[:, [CLOSED_CLIENTS, OPEN_CLIENTS]].sum(axis=1)
    return (
        np.minimum(fallen[:, SERVERS], campaigns.value("loss.forensic.servers_most")),
        np.minimum(pcs, campaigns.value("loss.forensic.pcs_most")),
    )


def _evidence(campaigns: Campaigns, examined: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Days before anything may be touched; kept logs shorten the search as they shorten its bill."""
    import numpy as np

    hours = campaigns.value("recovery.evidence.hours") * sum(machines_examined(campaigns))
    team = campaigns.value("recovery.evidence.investigators") * HOURS_A_DAY
    work = hours / team * campaigns.value("recovery.evidence.before")
    work = work * campaigns.each(campaigns.compiled.circumstances.investigation_factor)
    return np.where(examined, campaigns.value("recovery.evidence.start") + work, 0.0)


def _system_days(
    campaigns: Campaigns, stopped: NDArray[np.bool_], wide: NDArray[np.float64], evidence: NDArray[np.float64]
) -> NDArray[np.float64]:
    import numpy as np

    lost = campaigns.backup_lost()
    factor = campaigns.each(campaigns.compiled.circumstances.recovery_factor)
    sigma, people = campaigns.value("recovery.spread"), hands(campaigns)
    common = campaigns.score("recovery")
    joining = wide * campaigns.value("recovery.reconnect")
    queue = np.zeros(len(campaigns))
    days = np.zeros(stopped.shape)
    for number, asset in enumerate(campaigns.compiled.assets):
        down = stopped[:, number]
        own = campaigns.score(f"recovery {asset.id}")
        luck = np.exp(sigma * (COMMON * common + np.sqrt(1 - COMMON**2) * own))
        if asset.cloud:
            median = _in_cloud(campaigns, lost[:, number])
        else:
            queue = queue + down * _work(campaigns, asset) / people
            ready = evidence + queue + (0.0 if asset.kind is SystemKind.DIRECTORY else joining)
            median = _on_site(campaigns, asset, ready, lost[:, number])
        days[:, number] = np.where(down, median * luck * factor, 0.0)
    return days


def _work(campaigns: Campaigns, asset: Asset) -> NDArray[np.float64]:
    """Person-days to rebuild a system's servers; the directory also means all its people and machines anew."""
    work = max(1, len(asset.servers)) * campaigns.value("recovery.server_work")
    return work + campaigns.value("recovery.directory_work") if asset.kind is SystemKind.DIRECTORY else work


def _on_site(
    campaigns: Campaigns, asset: Asset, ready: NDArray[np.float64], lost: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Median days of a system here. A lost backup is never better than a kept one, whatever the drawn parameters."""
    import numpy as np

    if asset.kind is SystemKind.DIRECTORY:
        return ready  # nothing to restore: a directory that was taken is built anew, whatever is left of it
    family = "core" if asset.core else "department"
    kept = ready + campaigns.value(f"recovery.data.{family}")
    return np.where(lost, np.maximum(kept, campaigns.value(f"recovery.{family}.backup_lost")), kept)


def _in_cloud(campaigns: Campaigns, lost: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Median days of a system in a cloud: the provider's time, or the tenant's, which without a copy is that of a core."""
    import numpy as np

    by_provider = np.array([door.archetype == "provider" for door in campaigns.compiled.doors])[campaigns.door]
    tenant = campaigns.value("recovery.tenant")
    own = np.where(lost, np.maximum(campaigns.value("recovery.core.backup_lost"), tenant), tenant)
    return np.where(by_provider, campaigns.value("recovery.provider"), own)


def _terminal_days(campaigns: Campaigns, *, open_too: bool) -> NDArray[np.float64]:
    """Days until enough PCs work again; 0 when few were lost. Those only taken, not encrypted, are cleaned later."""
    import numpy as np

    classes = [CLOSED_CLIENTS, OPEN_CLIENTS] if open_too else [CLOSED_CLIENTS]
    there = sum(campaigns.compiled.circumstances.machines[each] for each in classes)
    if there == 0:
        return np.zeros(len(campaigns))
    fallen = campaigns.passage.fallen[:, classes].sum(axis=1) * share_reached(campaigns)
    spare = (1 - campaigns.value("recovery.terminals_needed")) * there
    a_day = campaigns.value("recovery.pc_per_technician") * hands(campaigns)
    luck = np.exp(campaigns.value("recovery.spread") * campaigns.score("recovery"))
    waiting = campaigns.value("recovery.cloud_clients") * luck
    work = np.maximum(fallen - spare, 0) / a_day
    many = fallen >= campaigns.value("recovery.cloud_clients.share") * there
    factor = campaigns.each(campaigns.compiled.circumstances.recovery_factor)
    return np.where(many, np.maximum(waiting, work) * factor, 0.0)
