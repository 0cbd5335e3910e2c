"""Every measure on hospitals of many shapes: no error, applying twice is applying once, no risk added, and a claimed effect is real."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.measure import Measure
from inmori.ingest import ingest
from inmori.model import Count, Gateway, Hospital, Hosting, YesNo
from inmori.model.gateway import Interface
from inmori.plan.apply import Applied, apply, apply_all
from inmori.plan.changed import changed
from inmori.plan.ground import Ground, ground_of
from inmori.simulate import Draws, draw
from inmori.simulate.outage import in_cloud, outage
from tests.plan.needy import CONFIG, TODAY, needy, needy_ground, told

CATALOGUE = load_catalogue()
MEASURES = list(CATALOGUE.measures.values())
PAPERS = Path(__file__).parent.parent / "hospitals"
INVENTED = ("suzukake", "kitahama", "tachibana", "kaede", "wakaba", "shiosai")
TRIALS, SEED = 400, 7
# A door that is gone no longer takes its share of the trials, so the trials of the others stand for other campaigns
# than before: totals differ by chance, and single trials cannot be compared.
SIGMAS = 3.0
CLOSING = ("disable_rules", "set_remote", "detach_device", "lock_administration", "move_system")
ROUTER = Gateway(
    id="router",
    product="Yamaha RTX",
    filters=False,
    interfaces=(
        Interface(name="lan1", cidr="172.20.1.253/24", source_ref=CONFIG),
        Interface(name="lan2", cidr="203.0.113.9/29", source_ref=CONFIG),
    ),
    source_ref=CONFIG,
)


@dataclass(frozen=True)
class Shape:
    """A hospital with the ground its measures stand on; ``drawn`` are the measures' effects under common luck."""

    hospital: Hospital
    ground: Ground

    def applied(self, measure: Measure) -> Applied:
        return apply(measure, self.hospital, ground=self.ground)


@cache
def shape(name: str) -> Shape:
    if name == "needy":
        return Shape(needy(), needy_ground())
    hospital = {
        "blank": lambda: Hospital(),
        "needy, as found": needy,
        "a router of its own": lambda: needy(gateways=(*needy().gateways, ROUTER)),
        "clinic": lambda: needy(beds=told(19, Count), gateways=(), flows=(), remote_accesses=(), contracts=()),
        "papers only": lambda: needy(devices=(), gateways=(), flows=()),
        "in the cloud": lambda: apply_all(
            [CATALOGUE.measures[each] for each in ("cloud_ehr", "cloud_pacs")], needy(), ground=needy_ground()
        ),
    }.get(name, lambda: ingest(PAPERS / name / "evidence", CATALOGUE, today=TODAY)[0])()
    return Shape(hospital, ground_of(hospital, CATALOGUE, today=TODAY))


SHAPES = ("needy", "blank", "needy, as found", "clinic", "papers only", "in the cloud", "a router of its own", *INVENTED)
DRAWN = ("needy, as found", "in the cloud", "a router of its own", *INVENTED)


def judged_at(name: str, measure: Measure) -> bool:
    """Whether a measure is simulated at a shape. The built ones judge all (the router what it adds); of the invented
    hospitals each measure meets two, by its place in the catalogue: sixty draws of one claim tell no more than twenty."""
    changes = shape(name).applied(measure).changes
    if name == "a router of its own":
        return changes != shape("needy, as found").applied(measure).changes
    turn = MEASURES.index(measure) % (len(INVENTED) // 2)
    return changes > 0 and (name not in INVENTED or name in (INVENTED[turn], INVENTED[turn + len(INVENTED) // 2]))


@cache
def drawn(name: str, measure_id: str | None) -> tuple[Draws, float]:
    """The draws and the mean outage hours of a shape under a measure; kept, as all measures share the first."""
    at = shape(name)
    hospital = at.hospital if measure_id is None else at.applied(CATALOGUE.measures[measure_id]).hospital
    draws = draw(hospital, CATALOGUE, today=TODAY, trials=TRIALS, seed=SEED, threads=1)
    return draws, stopped_hours(in_cloud(hospital), hospital.controls.second_line.value is True)


@cache
def stopped_hours(cloud: bool, second_line: bool) -> float:
    """Hours a year of ordinary outages; of a hospital they look at no more than this."""
    hospital = needy(controls=needy().controls.model_copy(update={"second_line": told(second_line, YesNo)}))
    return outage(hospital, CATALOGUE, cloud=cloud).total.mid


def same(one: Draws, other: Draws) -> bool:
    names = ("weight", "loss", "ehr_days", "damaged")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.mark.parametrize("name", SHAPES)
def test_every_measure_applies_and_twice_is_once(name: str) -> None:
    at = shape(name)
    for measure in MEASURES:
        first = at.applied(measure)
        again = apply(measure, first.hospital, ground=at.ground)
        assert again.changes == 0, measure.id
        assert again.hospital == first.hospital, measure.id
        assert (first.reason is None) == (first.changes > 0), measure.id
        assert (first.hospital is at.hospital) == (first.changes == 0), measure.id


@pytest.mark.parametrize("name", SHAPES)
def test_the_order_of_measures_does_not_decide_what_one_does(name: str) -> None:
    at = shape(name)
    apart = [m for m in MEASURES if not m.exclusions]
    ways = [apply_all(order, at.hospital, ground=at.ground) for order in (apart, apart[::-1])]
    assert {d.id: d.in_use() for d in ways[0].devices} == {d.id: d.in_use() for d in ways[1].devices}
    assert ways[0].controls.model_dump(exclude={"sources"}).keys() == ways[1].controls.model_dump().keys()
    assert {r.id: r.enabled for r in ways[0].remote_accesses} == {r.id: r.enabled for r in ways[1].remote_accesses}
    media = [sorted((b.system_kind, *sorted(b.media or ())) for b in way.backups) for way in ways]
    assert media[0] == media[1] or name in ("in the cloud",) or any(m.may_add_risk for m in apart)


@pytest.mark.parametrize("name", DRAWN)
def test_no_measure_raises_the_risk_but_those_that_say_so(name: str) -> None:
    (before, hours) = drawn(name, None)
    base = before.weight * before.loss
    for measure in MEASURES:
        if measure.may_add_risk or not judged_at(name, measure):
            continue
        after, after_hours = drawn(name, measure.id)
        now = after.weight * after.loss
        assert after_hours <= hours * (1 + 1e-9), measure.id
        if any(edit.op in CLOSING or edit.field == "status" for edit in measure.edits):
            chance = SIGMAS * float(np.sqrt(len(base) * (now.var() + base.var())))
            assert now.sum() <= base.sum() + chance, measure.id
        else:
            worse = np.maximum(now - base * (1 + 1e-9), 0.0).sum()
            assert worse <= base.sum() * 1e-3, f"{measure.id} makes single campaigns worse"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_claimed_effect_is_seen_somewhere_and_an_unclaimed_one_nowhere(measure: Measure) -> None:
    assert any(shape(name).applied(measure).changes for name in DRAWN), "no shape of hospital needs it: it cannot be judged"
    places = [name for name in DRAWN if judged_at(name, measure)]
    if measure.lowers_risk:  # seen at one place it need not be looked for at the next
        places += [name for name in INVENTED if name not in places and shape(name).applied(measure).changes]
    moved = False
    for name in places:
        (before, hours), (after, after_hours) = drawn(name, None), drawn(name, measure.id)
        moved = moved or not same(before, after) or hours != after_hours
        if moved:
            break
    assert moved == measure.lowers_risk


@pytest.mark.parametrize(
    "measure_id, thing",
    [("close_wide_rules", "any"), ("guest_wifi_separation", "guest"), ("replace_unsupported_servers", "sv-ehr"),
     ("vpn_mfa", "ra-ssl"), ("cloud_pacs", "pacs"), ("clause_updates", "C1"), ("gateway_admin_lock", "gate")],
)  # fmt: skip
def test_a_measure_held_to_one_thing_changes_that_thing_alone(measure_id: str, thing: str) -> None:
    measure, ground = CATALOGUE.measures[measure_id], needy_ground()
    bound, free = apply(measure.at((thing,)), needy(), ground=ground), apply(measure, needy(), ground=ground)
    assert 0 < bound.changes <= free.changes
    if measure_id == "cloud_pacs":  # its server and the vendors' ways to it leave with it
        assert [s.id for s in bound.hospital.systems if s.hosting.value is Hosting.CLOUD] == ["pacs"]
    else:
        assert len({name.ja.split("の")[0] for name in changed(needy(), bound.hospital)}) == 1


def test_a_measure_held_to_what_is_not_there_changes_nothing() -> None:
    at = shape("needy")
    for measure in MEASURES:
        nothing = apply(measure.at(("no such thing",)), at.hospital, ground=at.ground)
        assert nothing.changes == 0, measure.id
        assert nothing.hospital == at.hospital, measure.id
        assert nothing.reason is not None, measure.id


def test_an_old_tablet_is_followed_by_a_tablet() -> None:
    at = shape("suzukake")
    tablets = {d.id for d in at.hospital.devices if "ipad" in (d.os.value or "").casefold() and d.id in at.ground.unsupported}
    assert tablets
    after = at.applied(CATALOGUE.measures["replace_unsupported_pcs"]).hospital
    assert {d.os.value for d in after.devices if d.id in tablets} == {"iPadOS 26"}


def test_a_copy_beside_an_unknown_backup_takes_nothing_away_from_it() -> None:
    after = apply(CATALOGUE.measures["offline_backup"], needy(), ground=needy_ground()).hospital
    pacs = [backup.media for backup in after.backups if backup.system_kind == "pacs"]
    assert None in pacs
    assert len(pacs) == 2
