"""The shared figures are those of outcomes and roads, unchanged; what was not computed stays empty."""

from __future__ import annotations

from inmori.plan.roads import Roads
from inmori.prepare.shared_figure import shared_figures
from tests.report.example_documents import TODAY, direction, outcomes, text


def roads(*names: str) -> Roads:
    return Roads(today=TODAY, verdict=text("同じ"), directions=tuple(direction(name, name, 0.5) for name in names))


def test_figures_are_taken_over_unchanged() -> None:
    simulated, planned = outcomes(), roads("stay", "harden", "cloud")
    values = {figure.id: figure.value for figure in shared_figures(simulated, planned)}
    assert values["damage"] == simulated.p_damage_five_years
    assert values["ehr_days"] == simulated.ehr_down_days
    assert values["week"] == simulated.p_ehr_seven_days
    assert values["backup"] == simulated.p_backup_lost
    assert [values["stay"], values["harden"], values["cloud"]] == [one.p_ehr_seven_days for one in planned.directions]


def test_nothing_is_invented_where_a_stage_was_not_run() -> None:
    assert all(figure.value is None for figure in shared_figures(None, None))
    only = {figure.id: figure.value for figure in shared_figures(outcomes(), roads())}
    assert only["damage"] is not None
    assert only["stay"] is only["harden"] is only["cloud"] is None
