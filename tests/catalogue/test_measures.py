"""The measures of the catalogue: complete, priced with ranges, and only ever editing what the model has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.measure import FAMILY_NAMES, UNIT_NAMES, CostUnit, Edit, EditOperation, Measure
from inmori.model import (
    Backup,
    BackupMedium,
    Contract,
    Controls,
    Device,
    DeviceKind,
    Fact,
    Frozen,
    Gateway,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    Staff,
    System,
    SystemKind,
    WeakProtocol,
    ZoneKind,
)
from inmori.plan.apply import HANDLERS
from inmori.plan.edit_value import with_field
from inmori.plan.ground import Ground
from inmori.reach.crossing_kind import CrossingKind

CATALOGUE = load_catalogue()
MEASURES = sorted(CATALOGUE.measures.values(), key=lambda measure: measure.id)
EDITS = [(measure.id, number) for measure in MEASURES for number in range(len(measure.edits))]
WRITES: dict[EditOperation, type[Frozen]] = {
    "set_control": Controls,
    "set_staff": Staff,
    "set_remote": RemoteAccess,
    "set_device": Device,
    "set_backup": Backup,
    "set_system": System,
    "set_contract": Contract,
    "set_gateway": Gateway,
}
SELECTS = {
    "kinds": DeviceKind,
    "zones": ZoneKind,
    "systems": SystemKind,
    "methods": RemoteMethod,
    "crossings": CrossingKind,
}
PROMISED = [
    "close_wide_rules",
    "close_publication",
    "vpn_mfa",
    "vpn_source_limit",
    "vendor_gateway",
    "remove_remote_tool",
    "remove_vendor_box",
    "gateway_patching",
    "peer_block",
    "segmentation_filter",
    "unique_local_admin",
    "edr_watched",
    "edr_office_hours",
    "network_detection",
    "log_collection",
    "offline_backup",
    "immutable_backup",
    "separate_backup_login",
    "restore_test",
    "replace_unsupported_pcs",
    "replace_unsupported_servers",
    "lockdown_old_os",
    "antivirus_all",
    "usb_control",
    "patching_clinical",
    "mfa_clinical",
    "mfa_cloud",
    "dns_filter",
    "staff_training",
    "cyber_bcp",
    "contact_list",
    "paper_drill",
    "response_retainer",
    "cyber_insurance",
    "outside_assessment",
    "it_staff_support",
    "cloud_ehr",
    "cloud_file_share",
    "second_line",
    "device_management",
    "guest_wifi_separation",
    "dual_homed_removal",
    "mobile_router_removal",
    "info_share_cleanup",
    "gateway_admin_lock",
    "firewall_replacement",
    "asset_management",
]


def edit_of(measure_id: str, number: int) -> Edit:
    return CATALOGUE.measures[measure_id].edits[number]


def blank(kind: type[Frozen]) -> Frozen:
    """A thing of the model about which nothing is known."""
    given = {
        "id": "x",
        "system_kind": SystemKind.EHR,
        **({"kind": SystemKind.EHR} if kind is System else {}),
        "source_ref": Source(kind=SourceKind.CONFIG, file="gate.conf"),
    }
    return kind(**{name: value for name, value in given.items() if name in kind.model_fields})


def test_the_promised_measures_are_there() -> None:
    assert set(PROMISED) - set(CATALOGUE.measures) == set()
    assert len(MEASURES) >= 80


def test_every_kind_of_edit_has_its_hand() -> None:
    assert set(HANDLERS) == set(get_args(EditOperation))
    used = {edit.op for measure in MEASURES for edit in measure.edits}
    assert used == set(HANDLERS), "a kind of edit that no measure uses is dead code"


@pytest.mark.parametrize("measure_id, number", EDITS)
def test_an_edit_writes_a_value_that_fits_a_field_of_the_model(measure_id: str, number: int) -> None:
    edit = edit_of(measure_id, number)
    if edit.op in WRITES:
        assert edit.field in WRITES[edit.op].model_fields
        ground = Ground(today=date(2026, 11, 24))
        thing = blank(WRITES[edit.op])
        changed = with_field(thing, field=edit.field, value=edit.value, measure=measure_id, ground=ground)
        value = getattr(changed, edit.field)
        type(changed).model_validate(changed.model_dump())
        assert not isinstance(value, Fact) or value.known
    else:
        assert edit.field is None
    if edit.op == "add_backup_medium":
        assert edit.value in list(BackupMedium)
    if edit.op == "stop_protocols":
        assert set(edit.value) <= set(WeakProtocol)
    if edit.op == "detach_device":
        assert set(edit.value) <= set(ZoneKind)


@pytest.mark.parametrize("measure_id, number", EDITS)
def test_an_edit_selects_by_words_that_exist(measure_id: str, number: int) -> None:
    select = edit_of(measure_id, number).select
    for name, kind in SELECTS.items():
        assert set(getattr(select, name)) <= set(kind), name


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_is_complete(measure: Measure) -> None:
    assert measure.edits
    assert measure.problem_classes
    for text in (measure.name, measure.why, measure.how, measure.who):
        assert len(text.ja) > 2
        assert len(text.en) > 4
    assert measure.why.ja.endswith("。")
    assert measure.how.ja.endswith("。")
    assert measure.lead_months >= 1


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_points_to_things_that_exist(measure: Measure) -> None:
    measures = CATALOGUE.measures
    assert set(measure.prerequisites) <= set(measures)
    assert all(measure.id in measures[other].exclusions for other in measure.exclusions), (
        "exclusion is mutual"
    )
    assert not set(measure.prerequisites) & set(measure.exclusions)
    assert set(measure.requirements) <= set(CATALOGUE.requirements)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_price_has_range_source_and_basis(measure: Measure) -> None:
    for cost in measure.costs:
        refs = [ref for ref in (cost.capital_ref, cost.yearly_ref) if ref]
        figures = [f for f in (cost.capital, cost.yearly) if f] + [CATALOGUE.quantities[ref] for ref in refs]
        assert figures, "a cost line without a figure"
        assert not (cost.capital and cost.capital_ref)
        assert not (cost.yearly and cost.yearly_ref)
        for figure in figures:
            assert figure.low < figure.high
            assert figure.low >= 0
            assert figure.source
            assert figure.unit.startswith("yen")
            assert figure.basis != "measured", "no price here was measured"


def test_quantity_ids_are_unique_over_measures_and_quantities() -> None:
    ids = [
        figure.id
        for measure in MEASURES
        for figure in (
            measure.staff_hours,
            measure.staff_hours_yearly,
            *(each for cost in measure.costs for each in (cost.capital, cost.yearly)),
        )
        if figure
    ]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(CATALOGUE.quantities)


def test_the_second_factor_has_the_guidelines_date() -> None:
    assert CATALOGUE.measures["mfa_clinical"].deadline == date(2027, 4, 1)


FAMILIES = {
    "network", "endpoint", "identity", "backup", "detection", "vendor_access", "wireless", "lifecycle", "cloud",
    "people", "papers", "contract", "insurance",
}  # fmt: skip


def test_every_family_of_the_issue_is_there_and_named() -> None:
    assert {measure.family for measure in MEASURES} == FAMILIES == set(FAMILY_NAMES)


def test_every_unit_of_price_is_named() -> None:
    assert set(UNIT_NAMES) == set(get_args(CostUnit))
    assert {cost.per for measure in MEASURES for cost in measure.costs} <= set(UNIT_NAMES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_nothing_is_claimed_without_a_source(measure: Measure) -> None:
    hours = [measure.staff_hours, *([measure.staff_hours_yearly] if measure.staff_hours_yearly else [])]
    figures = [figure for cost in measure.costs for figure in (cost.capital, cost.yearly) if figure]
    for figure in (*hours, *figures):
        assert len(figure.source) > 4, figure.id
        assert figure.basis in ("reported", "assumption")
    assert all(figure.unit.startswith("hours") for figure in hours)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_levels_of_one_thing_exclude_each_other(measure: Measure) -> None:
    others = [m for m in MEASURES if m.ladder == measure.ladder and m is not measure] if measure.ladder else []
    assert {other.id for other in others} <= set(measure.exclusions)
    assert measure.level not in {other.level for other in others}
    assert measure.ladder is None or others, "a ladder of one step"


def test_prerequisites_end_somewhere() -> None:
    def depth(name: str, above: tuple[str, ...] = ()) -> int:
        assert name not in above, f"{name} needs itself"
        return 1 + max((depth(each, (*above, name)) for each in CATALOGUE.measures[name].prerequisites), default=0)

    assert max(depth(measure.id) for measure in MEASURES) <= 3


def test_a_lower_level_that_meets_a_duty_only_in_part_does_not_claim_it() -> None:
    for measure in MEASURES:
        higher = [m for m in MEASURES if m.ladder and m.ladder == measure.ladder and m.level > measure.level]
        for other in higher:
            # Otherwise the small step would stand for a duty that only the large one fulfils.
            assert set(measure.requirements) <= set(other.requirements) or not higher or measure.id in WHOLE, measure.id


# First steps that do all that the duty asks; the higher level goes further for its own reasons.
WHOLE = {"edr_office_hours", "patching_clinical", "segmentation_filter", "outside_assessment", "cloud_mail", "cyber_insurance"}


def test_subsidies_exist_and_each_is_used() -> None:
    used = {name for measure in MEASURES for name in measure.subsidies}
    assert used == set(CATALOGUE.subsidies)
    for scheme in CATALOGUE.subsidies.values():
        assert scheme.source
        assert scheme.rate is None or 0 < scheme.rate <= 1
        assert scheme.cap_yen is None or scheme.cap_yen > 0
        assert 0 <= scheme.granted.low <= scheme.granted.high <= 1


def test_held_to_single_things_a_measure_keeps_everything_else() -> None:
    for measure in MEASURES:
        bound = measure.at(("x",))
        assert all(edit.select.only == ("x",) for edit in bound.edits)
        assert bound.model_dump(exclude={"edits"}) == measure.model_dump(exclude={"edits"})


def test_the_manual_counts_right() -> None:
    manual = (Path(__file__).parents[2] / "docs/manual/measures.md").read_text("utf-8")
    assert f"{len(FAMILIES)}の分野に{len(MEASURES)}あります" in manual
    assert f"{len(MEASURES)} measures in {len(FAMILIES)} families" in manual
