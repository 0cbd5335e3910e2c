"""Days and yen of single campaigns, against the same sums done by hand."""

from __future__ import annotations

from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import BackupMedium, Hospital, Staff, SystemKind
from inmori.model.system import Hosting
from inmori.simulate.campaign import Campaigns, run_campaigns
from inmori.simulate.compile import compile_hospital
from inmori.simulate.containment import hours_to_cut
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


def column(campaigns: Campaigns, kind: SystemKind) -> int:
    return next(n for n, asset in enumerate(campaigns.compiled.assets) if asset.kind is kind)


def by_hand(catalogue: Catalogue, campaigns: Campaigns, recovery: Recovery, trial: int, wanted: SystemKind) -> float:
    """Median days of one on-site system of one trial, cause by cause."""
    own = {name: value(catalogue, f"recovery.{name}") for name in (
        "evidence.start", "evidence.hours", "evidence.investigators", "evidence.before", "server_work", "directory_work",
        "reconnect", "own_hands", "vendor_hands", "wide_systems", "data.core", "data.department")}  # fmt: skip
    servers, *pcs, _ = campaigns.passage.fallen[trial].tolist()
    looked_at = min(servers, value(catalogue, "loss.forensic.servers_most"))
    looked_at += min(sum(pcs), value(catalogue, "loss.forensic.pcs_most"))
    kept = value(catalogue, "prior.logs_kept")
    logs = kept * value(catalogue, "loss.logs_kept") + 1 - kept
    days = 0.0
    if recovery.examined[trial]:
        days = own["evidence.start"]
        days += looked_at * own["evidence.hours"] * logs / own["evidence.investigators"] / 8 * own["evidence.before"]
    assets, stopped = campaigns.compiled.assets, recovery.stopped[trial]
    people = own["own_hands"] + own["vendor_hands"]
    for number, asset in enumerate(assets):
        if stopped[number]:
            extra = own["directory_work"] if asset.kind is SystemKind.DIRECTORY else 0.0
            days += (len(asset.servers) * own["server_work"] + extra) / people
        if asset.kind is wanted:
            break
    if wanted is SystemKind.DIRECTORY:
        return days
    directory = stopped[column(campaigns, SystemKind.DIRECTORY)]
    days += own["reconnect"] * (1.0 if directory else min(1.0, (stopped.sum() - 1) / (own["wide_systems"] - 1)))
    family = "core" if asset.core else "department"
    days += own[f"data.{family}"]
    lost = campaigns.backup_lost()[trial, number]
    return max(days, value(catalogue, f"recovery.{family}.backup_lost")) if lost else days


@pytest.mark.parametrize("kind", [SystemKind.DIRECTORY, SystemKind.EHR, SystemKind.PACS])
def test_days_are_the_sum_of_their_causes_times_luck(kind: SystemKind, catalogue: Catalogue) -> None:
    campaigns, recovery = ran(flat_hospital(), catalogue, trials=20_000)
    number = column(campaigns, kind)
    hit = np.flatnonzero(recovery.stopped[:, number])
    luck = np.log(
        [recovery.system_days[trial, number] / by_hand(catalogue, campaigns, recovery, trial, kind) for trial in hit.tolist()]
    )
    assert len(hit) > 1_000
    assert luck.std() == pytest.approx(value(catalogue, "recovery.spread"), rel=0.05)
    assert abs(luck.mean()) < 5 * luck.std() / len(hit) ** 0.5


def test_a_hospital_wide_hit_is_slow_though_the_backup_is_there_and_a_small_one_quick(catalogue: Catalogue) -> None:
    hospital = flat_hospital(backups=[backup(kind, BackupMedium.IMMUTABLE, tested=True) for kind in (SystemKind.EHR, SystemKind.PACS)])
    campaigns, recovery = ran(hospital, catalogue, trials=20_000)
    pacs, kept = column(campaigns, SystemKind.PACS), ~campaigns.backup_lost()
    alone = recovery.stopped[:, pacs] & kept[:, pacs] & (recovery.stopped.sum(axis=1) == 1)
    wide = recovery.stopped[:, pacs] & kept[:, pacs] & (recovery.wide == 1)
    assert np.median(recovery.system_days[alone, pacs]) < 8
    assert np.median(recovery.system_days[wide, pacs]) > 20
    assert campaigns.passage.fallen[wide, 0].mean() > campaigns.passage.fallen[alone, 0].mean()


def test_more_hands_are_never_slower(catalogue: Catalogue) -> None:
    """Trial by trial, and it helps somewhere."""
    def manned(people: float) -> Hospital:
        return flat_hospital().model_copy(update={"staff": Staff(it_fte=fact(people))})

    runs = [ran(manned(people), catalogue)[1] for people in (0.0, 0.5, 2.0, 8.0)]
    for fewer, more in pairwise(runs):
        assert not (more.stopped & ~fewer.stopped).any()
        assert np.all(more.system_days <= fewer.system_days)
        assert np.all(more.ehr_days <= fewer.ehr_days)
        assert more.system_days.sum() < fewer.system_days.sum()


def test_cutting_the_network_saves_what_encryption_had_not_reached(catalogue: Catalogue) -> None:
    campaigns, recovery = ran(flat_hospital(), catalogue, trials=20_000)
    before = campaigns.stopped()
    assert not (recovery.stopped & ~before).any()
    cut = hours_to_cut(campaigns)
    middle = np.median(cut[before.any(axis=1)])
    early, late = (before[chosen] & ~recovery.stopped[chosen] for chosen in (cut < middle, cut >= middle))
    assert early.sum() > 2 * late.sum()
    share = 1 - recovery.stopped.sum() / before.sum()
    sigma = (value(catalogue, "campaign.encryption.spread") ** 2 + value(catalogue, "recovery.isolate.spread") ** 2) ** 0.5
    law = NormalDist()
    by_hand = sum(
        weight * law.cdf(-np.log(value(catalogue, f"recovery.isolate.{when}") / value(catalogue, "campaign.encryption")) / sigma)
        for when, weight in (("off_hours", value(catalogue, "campaign.off_hours")), ("office", 1 - value(catalogue, "campaign.off_hours")))
    )
    assert share == pytest.approx(by_hand, abs=0.02)


def test_a_plan_cuts_earlier_and_never_costs_a_system(catalogue: Catalogue) -> None:
    _, base = ran(flat_hospital(), catalogue)
    _, planned = ran(edited(flat_hospital(), cyber_bcp=True), catalogue)
    assert not (planned.stopped & ~base.stopped).any()
    assert planned.stopped.sum() < base.stopped.sum()


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
    same = (base.stopped == faster.stopped).all(axis=1) & base.stopped[:, 0]
    assert same.any()
    assert faster.system_days[same, 0] == pytest.approx(factor * base.system_days[same, 0])


def test_a_cloud_ehr_outlives_the_hospitals_network_but_not_its_terminals(catalogue: Catalogue) -> None:
    on_site = flat_hospital(backups=[backup(SystemKind.EHR, BackupMedium.ONLINE)])
    cloud = flat_hospital(systems=(system(SystemKind.EHR, hosting=Hosting.CLOUD), *on_site.systems[1:]))
    (_, here), (campaigns, there) = ran(on_site, catalogue), ran(cloud, catalogue)
    ehr = next(n for n, asset in enumerate(campaigns.compiled.assets) if asset.cloud)
    through_terminals = (there.ehr_days > 0) & ~there.stopped[:, ehr]
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
        called = bool(recovery.examined[trial])
        assert parts["investigation"][trial] == pytest.approx(called * (value(catalogue, "loss.first_response") + work) * logs)
        assert parts["recovery"][trial] == pytest.approx(rebuilding(catalogue, campaigns, recovery, int(trial)))
        assert parts["extra_work"][trial] == pytest.approx(
            150 * value(catalogue, "loss.extra_work") * recovery.ehr_days[trial]
        )
        assert parts["lost_income"][trial] == pytest.approx(income(catalogue, recovery, int(trial)))


def rebuilding(catalogue: Catalogue, campaigns: Campaigns, recovery: Recovery, trial: int) -> float:
    servers, *pcs, _ = campaigns.passage.fallen[trial].tolist()
    work, yen = servers * value(catalogue, "recovery.server_work"), sum(pcs) * value(catalogue, "loss.rebuild.pc")
    for number, asset in enumerate(campaigns.compiled.assets):
        down = bool(recovery.stopped[trial, number])
        gone = down and bool(campaigns.backup_lost()[trial, number])
        if asset.kind is SystemKind.DIRECTORY:
            work += down * value(catalogue, "recovery.directory_work")
        elif gone:
            yen += len(asset.servers) * value(catalogue, "loss.rebuild.server")
            yen += 150 * value(catalogue, "loss.new_system") if asset.core else value(catalogue, "loss.new_department")
    return yen + work * value(catalogue, "loss.day_rate")


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
