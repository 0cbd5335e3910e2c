"""Scenes for the tests of directions: the needy hospital, its ground, and the toy simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inmori.catalogue import Catalogue, load_catalogue
from inmori.diagnose.finding import Diagnosis, Finding
from inmori.model import Hospital
from inmori.plan.best_road import bench_of
from inmori.plan.ground import Ground
from inmori.plan.oracle import Oracle
from inmori.plan.scene import Gauge, Scene, scene_of
from inmori.text import Text
from tests.plan.needy import TODAY, needy, needy_ground
from tests.plan.toy_simulator import Toy

CATALOGUE = load_catalogue()
TRIALS = 1_600


def finding(
    id_: str, *measures: str, severity: str = "critical", requirements: tuple[str, ...] = ()
) -> Finding:
    words = Text(ja=f"{id_}のため", en=f"because of {id_}")
    return Finding.model_validate(
        {
            "id": id_,
            "check": id_,
            "family": "closed",
            "severity": severity,
            "problem_class": "closed-2",
            "title": words,
            "why": words,
            "how": words,
            "measures": measures,
            "requirements": requirements,
        }
    )


def only(*names: str, catalogue: Catalogue = CATALOGUE) -> Catalogue:
    """The catalogue with these measures only."""
    return replace(catalogue, measures={name: catalogue.measures[name] for name in names})


# Enough for both roads, quick to choose from: where the catalogue's breadth is not the point.
SOME = only(
    "ehr_renewal", "cloud_ehr", "second_line", "mfa_cloud", "device_management", "vpn_mfa", "vpn_source_limit",
    "mfa_clinical", "peer_block", "usb_control", "close_publication", "close_wide_rules", "segmentation_filter",
    "staff_training", "edr_watched", "edr_office_hours", "offline_backup", "contact_list", "paper_drill",
)  # fmt: skip


def scene(
    hospital: Hospital | None = None,
    *,
    catalogue: Catalogue = CATALOGUE,
    findings: tuple[Finding, ...] = (),
    years: int = 5,
    budget: float | None = None,
    ground: Ground | None = None,
    today: date = TODAY,
) -> Scene:
    return scene_of(
        hospital or needy(),
        catalogue,
        Diagnosis(today=today, findings=findings),
        ground=ground or needy_ground(),
        years=years,
        budget_yen=budget,
    )


def oracle(of: Scene, toy: Toy | None = None, *, trials: int = TRIALS) -> Oracle:
    """What the directions and the search ask, answered by the toy."""
    return bench_of(of, toy or Toy(), seed=7, threads=1).oracle(trials=trials)


def gauge(of: Scene, toy: Toy | None = None, *, trials: int = TRIALS) -> Gauge:
    return Gauge(of, toy or Toy(), trials=trials, tick=lambda: None)
