"""The roadmap: tasks one after another, nothing of what people wrote is lost, dates that bind, changes said exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.model import Count, DateFact, Fact, SystemKind
from inmori.plan.renewal import months_after
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_change import EditedRow, changes_of, with_changes
from inmori.plan.roadmap_make import first_sentence, proposed, roadmap_of, with_dates
from inmori.plan.roads import Roads
from inmori.text import Text
from tests.plan.move_case import TODAY, hospital
from tests.plan.road_case import MARCH, moving_hospital, roads, words

CATALOGUE = load_catalogue()


def cloud(**more: object) -> Roadmap:
    return roadmap_of(moving_hospital(), roads(), CATALOGUE, direction="cloud", **more)  # type: ignore[arg-type]


def rows_of(roadmap: Roadmap, **changed: dict[str, object]) -> list[EditedRow]:
    return [
        EditedRow(
            measure=item.measure,
            start=item.start,
            due=item.due,
            owner=item.owner,
            state=item.state,
            note=item.note,
        ).model_copy(update=changed.get(item.measure, {}))
        for item in roadmap.items
    ]


def test_the_road_with_the_least_is_proposed_and_staying_is_no_plan() -> None:
    best = proposed(roads())
    assert best is not None
    assert best.id == "harden"
    made = roadmap_of(moving_hospital(), roads(), CATALOGUE)
    assert made.direction == "harden"
    assert made.waves.waves == ()
    assert "決めるのは病院" in made.chosen_because.ja


@pytest.mark.parametrize(("direction", "said"), [("moon", "moon"), (None, "inmori plan")])
def test_a_road_that_is_not_there(direction: str | None, said: str) -> None:
    compared = roads() if direction else Roads(today=TODAY, verdict=words("-"))
    with pytest.raises(InputError) as caught:
        roadmap_of(moving_hospital(), compared, CATALOGUE, direction=direction)
    assert said in caught.value.message.ja


def test_tasks_of_a_year_begin_one_after_another() -> None:
    made = roadmap_of(moving_hospital(), roads(), CATALOGUE, direction="harden")
    first = [item for item in made.items if item.start and item.start < date(2027, 11, 24)]
    assert [item.measure for item in first] == ["cyber_bcp", "vpn_mfa"]  # the next step first
    hours = made.waves.hours_a_year
    assert first[0].start == TODAY
    assert first[1].start == TODAY + timedelta(days=int(60 / hours * 365))


@pytest.mark.parametrize("lead, late", [(2, False), (4, False), (5, True)])
def test_a_dated_duty_is_ready_by_its_day_or_said_to_be_late(lead: int, late: bool) -> None:
    """Nobody is told a day that the lead time forbids; what can be ready by its day begins early enough."""
    day = date(2027, 4, 1)
    duty = CATALOGUE.measures["vpn_mfa"].model_copy(update={"lead_months": lead, "deadline": day})
    catalogue = replace(CATALOGUE, measures=CATALOGUE.measures | {"vpn_mfa": duty})
    made = roadmap_of(moving_hospital(), roads(), catalogue, direction="harden")
    item = made.item("vpn_mfa")
    assert item is not None
    assert item.start is not None
    assert item.due == months_after(item.start, lead)
    assert (item.due > day) is late
    if late:
        assert item.start == TODAY
    [legal] = [one for one in made.dates if one.id == "legal-vpn_mfa"]
    assert ("間に合わない理由" in legal.about.ja) is late


def test_a_move_and_what_it_needs_have_the_days_of_the_wave() -> None:
    made = cloud()
    [wave] = made.waves.waves
    move, base = made.item("cloud_lis"), made.item("mfa_cloud")
    assert move is not None
    assert base is not None
    assert base.due is not None
    assert (move.start, move.due) == (wave.start, wave.cut_over)
    assert base.due <= wave.cut_over - timedelta(days=42)


def test_why_is_one_sentence() -> None:
    made = cloud()
    step = made.item("cyber_bcp")
    assert step is not None
    assert step.why.ja == "一つ目の理由。"
    assert all(item.why.ja.count("。") == 1 for item in made.items)
    assert first_sentence(Text(ja="一文だけ", en="One. Two.")) == Text(ja="一文だけ", en="One.")


def test_every_kind_of_date_is_there_with_its_source() -> None:
    made = cloud()
    kinds = {one.kind: one for one in made.dates}
    assert {"legal", "measure", "wave", "contract"} <= kinds.keys()
    legal = next(one for one in made.dates if one.id == "legal-mfa_clinical")
    assert legal.on == date(2027, 4, 1)
    assert "工程表では" in legal.about.ja  # planned for the second year, so late: that is said
    assert [one.on for one in made.dates] == sorted(one.on for one in made.dates)
    assert len({one.id for one in made.dates}) == len(made.dates)
    assert [one.on for one in made.dates if one.id == "contract-C-lis"] == [MARCH]


def test_ends_of_support_of_one_product_are_one_date() -> None:
    of = hospital([SystemKind.LIS])
    server = of.devices[0].model_copy(update={"os": Fact[str].of("Windows Server 2019")})
    twin = server.model_copy(update={"id": "d-2", "addresses": ()})
    made = roadmap_of(of.model_copy(update={"devices": (server, twin)}), roads(), CATALOGUE)
    assert [one.title.ja for one in made.dates if one.kind == "support"] == [
        "Windows Server 2019 のサポートの終わり(2台)"
    ]


def test_unknown_dates_are_said() -> None:
    assert any("電子カルテ" in one.ja for one in cloud().unknown_dates)
    known = moving_hospital()
    dated = tuple(
        system.model_copy(update={"renewal": DateFact.of(date(2029, 9, 1))}) for system in known.systems
    )
    made = roadmap_of(known.model_copy(update={"systems": dated}), roads(), CATALOGUE)
    assert made.unknown_dates == ()


def test_nothing_changed_is_no_change() -> None:
    made = cloud()
    assert changes_of(made, rows_of(made)) == ()
    assert with_changes(made, rows_of(made)) == made


def test_changes_are_said_exactly_and_kept_by_the_next_plan() -> None:
    made = cloud()
    edited = rows_of(
        made,
        vpn_mfa={"owner": "山田", "state": "done"},
        cyber_bcp={"due": date(2027, 1, 31)},
    )
    changes = changes_of(made, edited)
    said = [(one.measure, one.field, one.before.ja, one.after.ja) for one in changes]
    before = made.item("cyber_bcp")
    assert before is not None
    assert before.due is not None
    assert sorted(said) == sorted(
        [
            ("cyber_bcp", "due", before.due.isoformat(), "2027-01-31"),
            ("vpn_mfa", "owner", "空欄", "山田"),
            ("vpn_mfa", "state", "未着手", "完了"),
        ]
    )
    after = with_changes(made, edited)
    assert changes_of(after, edited) == ()
    later = cloud(earlier=after)
    done, due = later.item("vpn_mfa"), later.item("cyber_bcp")
    assert done is not None
    assert due is not None
    assert (done.owner, done.state) == ("山田", "done")
    assert due.due == date(2027, 1, 31)
    assert due.owner == ""


def test_a_task_that_is_done_leaves_the_calendar() -> None:
    made = cloud()
    after = with_dates(with_changes(made, rows_of(made, vpn_mfa={"state": "done"})), moving_hospital(), CATALOGUE)
    assert any(one.id == "measure-vpn_mfa" for one in made.dates)
    assert not any(one.id == "measure-vpn_mfa" for one in after.dates)


def test_it_is_written_and_read_back() -> None:
    made = cloud()
    assert Roadmap.from_json(made.to_json(), name="roadmap.json") == made
    assert made.to_json() == cloud().to_json()


def test_a_hospital_of_which_little_is_known() -> None:
    bare = hospital([]).model_copy(update={"beds": Count(), "contracts": ()})
    made = roadmap_of(bare, roads(), CATALOGUE, direction="cloud")
    assert made.waves.waves == ()
    assert len(made.items) == 5
