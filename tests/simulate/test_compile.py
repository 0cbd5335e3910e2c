"""The attack graph of small hospitals: sparse, independent of order and of names, and complete."""

from __future__ import annotations

import numpy as np

from inmori.catalogue import Catalogue
from inmori.model import BackupMedium, DeviceKind, Hospital, SystemKind
from inmori.simulate.compile import compile_hospital
from inmori.simulate.simulate import draw
from tests.simulate.small_hospital import TODAY, backup, fact, flat_hospital, machine


def edges(hospital: Hospital, catalogue: Catalogue) -> int:
    return len(compile_hospital(hospital, catalogue, today=TODAY).graph.target)


def test_a_flat_network_costs_a_few_edges_a_machine(catalogue: Catalogue) -> None:
    small, large = (edges(flat_hospital(clients=count), catalogue) for count in (50, 450))
    assert (large - small) / 400 <= 10


def test_a_loop_free_order_of_nodes_and_edges(catalogue: Catalogue) -> None:
    graph = compile_hospital(flat_hospital(), catalogue, today=TODAY).graph
    assert list(graph.nodes) == sorted(graph.nodes)
    assert len(np.unique(graph.key)) > 0.5 * len(graph.key)
    assert graph.first[-1] == len(graph.target)


def shuffled(hospital: Hospital) -> Hospital:
    update = {
        part: tuple(reversed(getattr(hospital, part)))
        for part in ("devices", "zones", "systems", "remote_accesses", "backups")
    }
    return hospital.model_copy(update=update)


def renamed(hospital: Hospital) -> Hospital:
    """The same machines under other host names; ids, by which luck is keyed, stay."""
    devices = tuple(
        device.model_copy(update={"hostnames": (fact(f"HOST{number:04}"),), "name": fact(f"機器{number}")})
        for number, device in enumerate(hospital.devices)
    )
    return hospital.model_copy(update={"devices": devices})


def test_reordering_and_renaming_change_nothing(catalogue: Catalogue) -> None:
    hospital = flat_hospital(backups=[backup(SystemKind.EHR, BackupMedium.ONLINE, BackupMedium.OFFLINE)])
    base = draw(hospital, catalogue, today=TODAY, trials=2_000, seed=5)
    for other in (shuffled(hospital), renamed(hospital)):
        again = draw(other, catalogue, today=TODAY, trials=2_000, seed=5)
        assert again.loss.tobytes() == base.loss.tobytes()
        assert again.weight.tobytes() == base.weight.tobytes()


def test_one_more_pc_leaves_most_campaigns_as_they_were(catalogue: Catalogue) -> None:
    hospital = flat_hospital()
    more = machine("one-more", DeviceKind.CLIENT, "clinical", os="Windows 7")
    wider = hospital.model_copy(update={"devices": (*hospital.devices, more)})
    one, two = (draw(each, catalogue, today=TODAY, trials=2_000, seed=5) for each in (hospital, wider))
    assert (one.damaged == two.damaged).mean() > 0.995
    assert (one.ehr_days == two.ehr_days).mean() > 0.99


def test_a_retired_server_carries_nothing(catalogue: Catalogue) -> None:
    from inmori.model import DeviceStatus

    hospital = flat_hospital()
    devices = tuple(
        each.model_copy(update={"status": fact(DeviceStatus.RETIRED)}) if each.id == "pacs-server" else each
        for each in hospital.devices
    )
    compiled = compile_hospital(hospital.model_copy(update={"devices": devices}), catalogue, today=TODAY)
    assert "admin:pacs-server" not in compiled.graph.index
    assert any("PACS" in text.ja for text in compiled.unknowns)


def test_only_machines_shown_to_be_watched_count_as_watched(catalogue: Catalogue) -> None:
    from inmori.simulate.host import EDR_WATCH

    hospital = flat_hospital()
    some = tuple(
        each.model_copy(update={"edr": fact("Some EDR")}) if each.id == "ehr-server" else each
        for each in hospital.devices
    )
    graph = compile_hospital(hospital.model_copy(update={"devices": some}), catalogue, today=TODAY).graph
    watched = {name for name, layers in zip(graph.nodes, graph.watch, strict=True) if layers & EDR_WATCH}
    assert watched == {"foot:ehr-server", "admin:ehr-server"}
