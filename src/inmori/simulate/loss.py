"""From days down to yen, in six parts that a board knows from its own books.

Paid ransom is not modelled (Japanese hospitals hardly pay), nor is insurance: it moves a loss, it does not lessen it.
A campaign that stopped nothing costs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inmori.catalogue.clinical_service import ClinicalService
from inmori.model import SystemKind
from inmori.simulate.campaign import Campaigns
from inmori.simulate.recovery import Recovery, machines_examined
from inmori.simulate.spread import CLOSED_CLIENTS, OPEN_CLIENTS, SERVERS
from inmori.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARTS: dict[str, Text] = {
    "investigation": Text(ja="調査・初動", en="Investigation and first response"),
    "recovery": Text(ja="復旧・再構築", en="Recovery and rebuilding"),
    "extra_work": Text(ja="紙運用の追加作業", en="Extra work on paper"),
    "lost_income": Text(ja="診療収入の減少", en="Lost income"),
    "notice": Text(ja="通知・問合せ窓口・法律相談", en="Notices, call centre and legal"),
    "prevention": Text(ja="再発防止", en="Prevention of recurrence"),
}


def losses(
    campaigns: Campaigns, recovery: Recovery, services: Mapping[str, ClinicalService]
) -> dict[str, NDArray[np.float64]]:
    """Return yen per trial for each of the six parts, 0 where nothing was stopped."""
    import numpy as np

    parts = {
        "investigation": _investigation(campaigns, recovery),
        "recovery": _recovery(campaigns, recovery),
        "extra_work": _beds(campaigns) * campaigns.value("loss.extra_work") * recovery.ehr_days,
        "lost_income": _lost_income(campaigns, recovery, services),
        "notice": _notice(campaigns, recovery),
        "prevention": _prevention(campaigns, recovery),
    }
    return {part: np.where(recovery.damaged, yen, 0.0) for part, yen in parts.items()}


def _beds(campaigns: Campaigns) -> NDArray[np.float64]:
    return campaigns.each(campaigns.compiled.circumstances.beds)


def _machines(campaigns: Campaigns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Servers and PCs taken."""
    fallen = campaigns.passage.fallen
    return fallen[:, SERVERS].astype("int64"), fallen[:, [CLOSED_CLIENTS, OPEN_CLIENTS]].sum(axis=1).astype("int64")


def _investigation(campaigns: Campaigns, recovery: Recovery) -> NDArray[np.float64]:
    """Outsiders by the incident and by the machine, where they are called; else it is the own people's time."""
    servers, pcs = machines_examined(campaigns)
    work = servers * campaigns.value("loss.forensic.server") + pcs * campaigns.value("loss.forensic.pc")
    factor = campaigns.each(campaigns.compiled.circumstances.investigation_factor)
    yen: NDArray[np.float64] = recovery.examined * (campaigns.value("loss.first_response") + work) * factor
    return yen


def _recovery(campaigns: Campaigns, recovery: Recovery) -> NDArray[np.float64]:
    """Days of work on what fell; what lost its backup is bought and set up again; work in the cloud."""
    import numpy as np

    servers, pcs = _machines(campaigns)
    assets = campaigns.compiled.assets
    gone = recovery.stopped & campaigns.backup_lost()
    directory = [n for n, asset in enumerate(assets) if asset.kind is SystemKind.DIRECTORY and not asset.cloud]
    work = servers * campaigns.value("recovery.server_work")
    work = work + recovery.stopped[:, directory].any(axis=1) * campaigns.value("recovery.directory_work")
    yen = work * campaigns.value("loss.day_rate") + pcs * campaigns.value("loss.rebuild.pc")
    for number, asset in enumerate(assets):
        if asset.cloud or asset.kind is SystemKind.DIRECTORY:
            continue
        anew = len(asset.servers) * campaigns.value("loss.rebuild.server")
        if not asset.core:
            anew = anew + campaigns.value("loss.new_department")
        yen = yen + gone[:, number] * anew
    ehr = [n for n, asset in enumerate(assets) if asset.kind is SystemKind.EHR and not asset.cloud]
    yen = yen + gone[:, ehr].any(axis=1) * _beds(campaigns) * campaigns.value("loss.new_system")
    cloud = [n for n, asset in enumerate(assets) if asset.cloud]
    found: NDArray[np.float64] = yen + recovery.stopped[:, cloud].any(axis=1) * campaigns.value("loss.rebuild.tenant")
    return np.asarray(found)


def _lost_income(
    campaigns: Campaigns, recovery: Recovery, services: Mapping[str, ClinicalService]
) -> NDArray[np.float64]:
    """Income of each service over its days down and, by half, over the weeks until patients are back."""
    import numpy as np

    circumstances = campaigns.compiled.circumstances
    daily = campaigns.each(circumstances.revenue) / 365
    days_lost = np.zeros(len(campaigns))
    for id_, days in recovery.service_days.items():
        service = services[id_]
        tail = campaigns.value("recovery.ramp") * np.minimum(days / campaigns.value("recovery.ramp.after"), 1.0)
        gap = 1 - campaigns.value(service.kept_on_paper.id)
        days_lost += campaigns.value(service.income_share.id) * gap * (days + tail / 2)
    return daily * days_lost * campaigns.each(circumstances.income_factor)


def _notice(campaigns: Campaigns, recovery: Recovery) -> NDArray[np.float64]:
    """Told are all patients where a core system stood still, else the part whose data the stopped systems held."""
    import numpy as np

    core = recovery.stopped[:, [asset.core for asset in campaigns.compiled.assets]].any(axis=1)
    part = np.where(core, 1.0, campaigns.value("loss.notice.part"))
    leaked = campaigns.uniform("leak") < campaigns.value("campaign.leak")
    people = _beds(campaigns) * campaigns.value("loss.patients_per_bed")
    told = part * (people * campaigns.value("loss.notice.person") + campaigns.value("loss.call_centre"))
    yen: NDArray[np.float64] = campaigns.value("loss.legal") + leaked * told
    return yen


def _prevention(campaigns: Campaigns, recovery: Recovery) -> NDArray[np.float64]:
    """What the hospital buys afterwards: by its size, and in full only after a stop of some weeks."""
    import numpy as np

    longest = np.maximum(recovery.system_days.max(axis=1), recovery.ehr_days)
    severity = np.minimum(longest / campaigns.value("recovery.ramp.after"), 1.0)
    size = _beds(campaigns) / campaigns.value("loss.prevention.beds")
    yen: NDArray[np.float64] = campaigns.value("loss.prevention") * size * severity
    return yen
