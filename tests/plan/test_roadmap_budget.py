"""What a roadmap costs in each year: moved by its days, added up by hand."""

from __future__ import annotations

from datetime import date

from inmori.catalogue import load_catalogue
from inmori.plan.roadmap_budget import roadmap_years
from inmori.plan.roadmap_change import EditedRow, with_changes
from inmori.plan.roadmap_make import roadmap_of
from tests.plan.road_case import moving_hospital, roads

CATALOGUE = load_catalogue()


def test_years_add_up_and_move_with_the_days() -> None:
    roadmap = roadmap_of(moving_hospital(), roads(), CATALOGUE, direction="harden")
    years = roadmap_years(roadmap, CATALOGUE)
    assert len(years) == roadmap.years == 5
    assert [year.tasks for year in years] == [2, 1, 0, 0, 0]
    assert sum(year.capital.mid for year in years) == sum(item.capital.mid for item in roadmap.items)
    assert years[4].yearly.mid == sum(item.yearly.mid for item in roadmap.items), "what runs goes on to the last year"
    assert all(year.systems.mid == 0 for year in years)
    assert [(year.first, year.last) for year in years[:2]] == [
        (roadmap.today, date(roadmap.today.year + 1, roadmap.today.month, roadmap.today.day - 1)), (years[1].first, years[1].last),
    ]  # fmt: skip
    item = roadmap.items[0]
    late = EditedRow(measure=item.measure, start=years[3].first, due=years[3].last, owner="", state="todo", note="")
    moved = roadmap_years(with_changes(roadmap, [late]), CATALOGUE)
    assert [year.tasks for year in moved] == [1, 1, 0, 1, 0]
    assert moved[3].capital == item.capital


def test_what_is_paid_with_a_system_is_not_taken_from_the_budget() -> None:
    plain = roadmap_of(moving_hospital(), roads(), CATALOGUE, direction="harden")
    first = plain.items[0].model_copy(update={"measure": "ehr_renewal"})
    roadmap = plain.model_copy(update={"items": (first, *plain.items[1:])})
    bought = [item for item in roadmap.items if CATALOGUE.measures[item.measure].paid_from == "system"]
    assert bought
    years = roadmap_years(roadmap, CATALOGUE)
    dearest = max(year.systems.mid for year in years)
    assert dearest >= max(item.capital.mid for item in bought)
    assert sum(year.capital.mid for year in years) == sum(item.capital.mid for item in roadmap.items if item not in bought)
