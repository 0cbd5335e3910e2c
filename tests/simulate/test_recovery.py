"""Days and yen of single campaigns, against the same sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import BackupMedium, Hospital, SystemKind
from inmori.model.system import Hosting
from inmori.simulate.campaign import Campaigns, run_campaigns
from inmori.simulate.compile import compile_hospital
from inmori.simulate.loss import PARTS, losses
from inmori.simulate.parameters import central, known_quantities
from inmori.simulate.recovery import Recovery, recover
from tests.simulate.small_hospital import TODAY, backup, edited, fact, flat_hospital, system


def ran(hospital: Hospital, catalogue: Catalogue, trials: int = 3_000) -> tuple[Campaigns, Recovery]:
    """At central values, so that a sum can be done by hand."""
    middle = central(known_quantities(catalogue).values())
    compiled = compile_hospital(hospital, catalogue, today=TODAY)
    campaigns = run_campaigns(compiled, middle, middle, trials=trials, seed=2)
    return campaigns, recover(campaigns, catalogue.services)


def value(catalogue: Catalogue, quantity: str) -> float:
    return catalogue.quantities[quantity].value


def test_the_median_recovery_is_the_catalogues(catalogue: Catalogue) -> None:
    hospital = flat_hospital(backups=[backup(SystemKind.EHR)])  # a backup on no medium is no backup
    campaigns, recovery = ran(hospital, catalogue, trials=20_000)
    ehr = next(n for n, asset in enumerate(campaigns.compiled.assets) if asset.kind is SystemKind.EHR)
    assert campaigns.backup_lost()[campaigns.stopped()[:, ehr], ehr].all()
    ahead = campaigns.stopped()[:, :ehr].sum(axis=1)
    own = recovery.system_days[:, ehr] - value(catalogue, "recovery.order") * ahead
    hit = campaigns.stopped()[:, ehr]
    assert np.median(own[hit]) == pytest.approx(value(catalogue, "recovery.core.backup_lost"), rel=0.05)
    spread = np.log(own[hit]).std()
    assert spread == pytest.approx(value(catalogue, "recovery.spread"), rel=0.05)


def test_a_service_waits_for_the_slowest_of_its_systems(catalogue: Catalogue) -> None:
    campaigns, recovery = ran(flat_hospital(), catalogue)
    kinds = [asset.kind for asset in campaigns.compiled.assets]
    for service in catalogue.services.values():
        columns = [n for n, kind in enumerate(kinds) if kind in service.needs]
        least = recovery.system_days[:, columns].max(axis=1) if columns else np.zeros(len(campaigns))
        assert np.all(recovery.service_days[service.id] >= least)
        if SystemKind.EHR not in service.needs and SystemKind.RECEIPT not in service.needs:
            assert np.all(recovery.service_days[service.id] == least)


def test_hands_and_plans_shorten_by_their_factor(catalogue: Catalogue) -> None:
    _, base = ran(flat_hospital(), catalogue)
    _, faster = ran(edited(flat_hospital(), response_retainer=True, cyber_bcp=True), catalogue)
    factor = value(catalogue, "recovery.retainer") * value(catalogue, "recovery.cyber_bcp")
    hit = base.system_days[:, 0] > 0
    assert faster.system_days[hit, 0] == pytest.approx(factor * base.system_days[hit, 0])


def test_a_cloud_ehr_outlives_the_hospitals_network_but_not_its_terminals(catalogue: Catalogue) -> None:
    on_site = flat_hospital(backups=[backup(SystemKind.EHR, BackupMedium.ONLINE)])
    cloud = flat_hospital(systems=(system(SystemKind.EHR, hosting=Hosting.CLOUD), *on_site.systems[1:]))
    (_, here), (campaigns, there) = ran(on_site, catalogue), ran(cloud, catalogue)
    ehr = next(n for n, asset in enumerate(campaigns.compiled.assets) if asset.cloud)
    through_terminals = (there.ehr_days > 0) & ~campaigns.stopped()[:, ehr]
    assert through_terminals.any()
    assert there.damaged[through_terminals].all()
    assert there.ehr_days[there.ehr_days > 0].mean() < 0.5 * here.ehr_days[here.ehr_days > 0].mean()


def test_the_parts_of_the_loss_by_hand(catalogue: Catalogue) -> None:
    hospital = flat_hospital(beds=150, yearly_revenue_yen=fact(2.1e9))
    campaigns, recovery = ran(hospital, catalogue)
    parts = losses(campaigns, recovery, catalogue.services)
    assert list(parts) == list(PARTS)
    for trial in np.flatnonzero(recovery.damaged)[:20]:
        servers, *pcs, _instruments = campaigns.passage.fallen[trial].tolist()
        work = min(servers, value(catalogue, "loss.forensic.servers_most")) * value(catalogue, "loss.forensic.server")
        work += min(sum(pcs), value(catalogue, "loss.forensic.pcs_most")) * value(catalogue, "loss.forensic.pc")
        logs = value(catalogue, "prior.logs_kept") * value(catalogue, "loss.logs_kept") + 1 - value(
            catalogue, "prior.logs_kept"
        )
        assert parts["investigation"][trial] == pytest.approx((value(catalogue, "loss.first_response") + work) * logs)
        assert parts["extra_work"][trial] == pytest.approx(
            150 * value(catalogue, "loss.extra_work") * recovery.ehr_days[trial]
        )
        assert parts["lost_income"][trial] == pytest.approx(income(catalogue, recovery, int(trial)))


def income(catalogue: Catalogue, recovery: Recovery, trial: int) -> float:
    lost = 0.0
    for service in catalogue.services.values():
        days = recovery.service_days[service.id][trial]
        back = value(catalogue, "recovery.ramp") * min(1.0, days / value(catalogue, "recovery.ramp.after"))
        lost += service.income_share.value * (1 - service.kept_on_paper.value) * (days + back / 2)
    return 2.1e9 / 365 * lost


def test_nothing_stopped_costs_nothing(catalogue: Catalogue) -> None:
    campaigns, recovery = ran(flat_hospital(), catalogue)
    parts = losses(campaigns, recovery, catalogue.services)
    assert (~recovery.damaged).any()
    for yen in parts.values():
        assert not yen[~recovery.damaged].any()
        assert (yen[recovery.damaged] >= 0).all()
    assert recovery.system_days[~recovery.damaged].sum() == 0
