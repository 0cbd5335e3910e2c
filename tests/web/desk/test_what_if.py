"""What if: answers are the simulator's own, choices obey the rules of the plan, benches are few and made one at a time."""

from __future__ import annotations

import pickle
import random
import re
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis, diagnose
from inmori.errors import OurFault
from inmori.model import Hospital
from inmori.plan import compare
from inmori.plan.directions import Direction
from inmori.plan.ground import ground_of
from inmori.plan.risk import risk_of
from inmori.plan.scene import Scene, scene_of
from inmori.simulate import Draws, draw
from inmori.web.desk.screens.what_if import bench as benches
from inmori.web.desk.screens.what_if import choice, kept, outlook, views
from inmori.web.desk.screens.what_if.bench import Answer, Asked, Bench, build
from inmori.web.desk.screens.what_if.kept import FOLDER
from inmori.web.desk.screens.what_if.shelf import WAITING, Full, Making, Shelf
from inmori.web.jobs import services, worker
from inmori.web.jobs.models import Job
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import Version
from inmori.web.versions.services import put_bytes
from tests.simulate.small_hospital import TODAY, flat_hospital
from tests.web.conftest import House
from tests.web.desk.filled import fill

TRIALS = 300
HOSPITAL = flat_hospital(clients=8)
ASKED = Asked("a" * 64, "b" * 64, TODAY, TRIALS)


def silent(_share: float) -> None: ...


@pytest.fixture(scope="module")
def found() -> Diagnosis:
    return diagnose(HOSPITAL, load_catalogue(), today=TODAY)


@pytest.fixture(scope="module")
def bench(found: Diagnosis) -> Bench:
    return build(ASKED, HOSPITAL, found, tell=silent)


@pytest.fixture(scope="module")
def scene(found: Diagnosis) -> Scene:
    ground = ground_of(HOSPITAL, load_catalogue(), today=TODAY)
    return scene_of(HOSPITAL, load_catalogue(), found, ground=ground, years=5, budget_yen=None)


def useful(scene: Scene) -> list[str]:
    return [each.id for each in choice.offered(scene) if scene.useful(each.id)]


# --- answers


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_an_answer_is_the_simulators_own(number: int, bench: Bench) -> None:
    names = sorted(bench.stored.measures)[number : number + 1] if number else []
    edited = bench.scene.after(names)
    told = draw(edited, load_catalogue(), today=TODAY, trials=TRIALS, seed=benches.SEED, threads=1)
    answer = bench.answer(names)
    assert np.array_equal(answer.draws.loss, told.loss)
    assert np.array_equal(answer.risk.loss, risk_of(told).loss)


def test_what_the_simulation_cannot_see_asks_nothing_new(bench: Bench) -> None:
    unseen = [m.id for m in choice.offered(bench.scene) if not m.lowers_risk]
    assert unseen
    assert bench.answer(unseen) is bench.answer()


def test_many_may_ask_at_once(bench: Bench) -> None:
    names = sorted(bench.stored.measures)
    sets = [tuple(names[at : at + 3]) for at in range(6)]
    bench._answers.clear()
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(bench.answer, sets))
    bench._answers.clear()
    assert all(np.array_equal(one.risk.loss, bench.answer(each).risk.loss) for one, each in zip(together, sets, strict=True))


def test_few_answers_are_remembered(bench: Bench) -> None:
    for at in range(benches.ANSWERS + 5):
        bench.answer(sorted(bench.stored.measures)[: at + 1])
    assert len(bench._answers) <= benches.ANSWERS
    assert bench.size < 50_000_000


# --- which measures


def test_requirements_are_met_by_the_same_rule_as_on_the_roads(scene: Scene) -> None:
    random.seed(5)
    names = useful(scene)
    some = 0
    for size in range(0, len(names), 4):
        chosen = random.sample(names, size)
        roads, _ = compare._requirements(scene, Direction(id="harden", starts=dict.fromkeys(chosen, 1)))
        assert choice.requirements_met(scene, chosen) == roads
        some += len(roads)
    assert some


def test_a_budget_is_kept_and_dated_duties_come_first(scene: Scene) -> None:
    alone = {name: float(number) for number, name in enumerate(useful(scene))}
    duties = {each.id for each in choice.offered(scene) if each.deadline and each.paid_from == "security" and scene.useful(each.id)}
    assert duties
    spent = []
    for budget in (0.0, 1e6, 3e6, 1e7, 3e7, 1e12):
        chosen = choice.within(scene, alone, budget=budget)
        assert choice.bill(scene, chosen).a_year <= budget
        assert not choice.covered(scene, chosen)
        assert not choice.lacking(scene, chosen)
        assert all(scene.measure(name).paid_from == "security" for name in chosen)
        spent.append(choice.bill(scene, chosen).a_year)
    assert spent == sorted(spent)
    assert duties <= set(choice.within(scene, alone, budget=1e12))
    dear = max(scene.prices[each].a_year(scene.years) for each in duties)
    assert duties & set(choice.within(scene, {}, budget=dear * 2))


def test_of_one_ladder_the_highest_counts_and_is_paid_once(scene: Scene) -> None:
    steps: dict[str, list[str]] = {}
    for each in choice.offered(scene):
        if each.ladder:
            steps.setdefault(each.ladder, []).append(each.id)
    ladder = next(own for own in steps.values() if len(own) > 1)
    top = max(ladder, key=lambda name: scene.measure(name).level)
    covered = choice.covered(scene, ladder)
    assert set(covered) == set(ladder) - {top}
    assert {each.id for each in covered.values()} == {top}


def test_what_changes_nothing_here_says_why(bench: Bench) -> None:
    for each in choice.offered(bench.scene):
        words = choice.why_idle(bench.scene, each, bench.alone)
        assert (words is None) == (bench.alone.get(each.id, 0.0) != 0.0), each.id


# --- figures


def answer_of(loss: list[float], *, days: list[float], rate: float = 0.1) -> Answer:
    count = len(loss)
    draws = Draws(
        weight=np.full(count, rate / count), loss=np.array(loss), ehr_days=np.array(days), service_days={},
        damaged=np.array(loss) > 0, parameter_draw=np.arange(count) % 4,
    )  # fmt: skip
    return Answer(draws, risk_of(draws))


HURT = answer_of([4e7, 5e7, 6e7, 7e7], days=[2.0, 8.0, 20.0, 90.0])
VERDICTS = {
    "better in every draw": ([1e7, 1e7, 1e7, 1e7], "減ります"),
    "worse in every draw": ([9e7, 9e7, 9e7, 9e7], "増えます"),
    "better in some, worse in others": ([1e7, 9e7, 1e7, 9e7], "どちらとも言えません"),
    "the same": ([4e7, 5e7, 6e7, 7e7], "変わりません"),
}


@pytest.mark.parametrize("case", VERDICTS)
def test_words_say_no_more_than_the_interval(case: str) -> None:
    loss, words = VERDICTS[case]
    first = outlook.lines(HURT, answer_of(loss, days=[2.0, 8.0, 20.0, 90.0]))[0]
    assert first.verdict is not None
    assert first.verdict.ja.startswith(words)
    assert first.decided == (words in {"減ります", "増えます"})


def test_differences_have_a_sign_and_points() -> None:
    after = answer_of([0.0, 0.0, 0.0, 7e7], days=[0.0, 0.0, 0.0, 90.0])
    told = [line.difference.ja if line.difference else "" for line in outlook.lines(HURT, after)]
    assert told[0].startswith("−")
    assert "ポイント" in told[1]
    assert "%" not in told[1]


def test_spans_share_out_all_damage() -> None:
    shares = [share for _, _, share in outlook.spans(HURT.draws)]
    assert shares == pytest.approx([0.0, 0.25, 0.0, 0.25, 0.25, 0.0, 0.25])
    assert outlook.spans(answer_of([0.0], days=[0.0]).draws) == ()
    assert outlook.picture(answer_of([0.0], days=[0.0]).draws, language="ja", key="k", title=views.TODAY) is None


# --- the shelf


class Workshop:
    """Makes benches when it is let, and notes how many it makes at a time."""

    def __init__(self) -> None:
        self.let, self.now, self.most, self.made = threading.Event(), 0, 0, 0

    def __call__(self, data: bytes, hospital: Hospital, diagnosis: Diagnosis, *, asked: Asked) -> Bench:
        self.now += 1
        self.most = max(self.most, self.now)
        self.let.wait(10)
        self.now -= 1
        self.made += 1
        if asked.seed == 13:
            raise MemoryError
        return small_bench(asked)


def small_bench(asked: Asked) -> Any:
    return type("Small", (), {"size": 100, "asked": asked})()


def ready(shelf: Shelf, asked: Asked) -> Any:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        got = shelf.look(asked)
        if not isinstance(got, Making) or got.failed:
            return got
        time.sleep(0.005)
    raise AssertionError("it was never made")


def asked(number: int) -> Asked:
    return replace(ASKED, hospital=str(number), seed=number)


def test_benches_are_made_one_at_a_time_and_not_twice(found: Diagnosis) -> None:
    workshop = Workshop()
    shelf = Shelf(workshop)
    for number in (1, 2, 1, 3, 1):
        shelf.order(asked(number), HOSPITAL, found)
    assert isinstance(shelf.look(asked(3)), Making)
    workshop.let.set()
    assert all(ready(shelf, asked(number)).asked == asked(number) for number in (1, 2, 3))
    assert (workshop.most, workshop.made) == (1, 3)


def test_room_is_limited_by_number_and_bytes(found: Diagnosis) -> None:
    for shelf in (Shelf(workshop := Workshop(), places=2), Shelf(workshop, room=250)):
        workshop.let.set()
        for number in (1, 2, 3):
            shelf.order(asked(number), HOSPITAL, found)
            ready(shelf, asked(number))
        assert [shelf.look(asked(number)) is not None for number in (1, 2, 3)] == [False, True, True]


def test_a_failure_is_told_once_and_can_be_tried_again(found: Diagnosis) -> None:
    workshop = Workshop()
    workshop.let.set()
    shelf = Shelf(workshop)
    shelf.order(asked(13), HOSPITAL, found)
    assert ready(shelf, asked(13)).failed
    assert shelf.look(asked(13)) is None


def test_not_everyone_waits(found: Diagnosis) -> None:
    workshop = Workshop()
    shelf = Shelf(workshop)
    for number in range(WAITING):
        shelf.order(asked(100 + number), HOSPITAL, found)
    with pytest.raises(Full):
        shelf.order(asked(1), HOSPITAL, found)
    workshop.let.set()


# --- the page


def put_away(house: House, version: Version, data: bytes = b"kept") -> Asked:
    """Let a worker have put the campaigns of a version away."""
    with tenant_scope(house.tenant.id):
        asked = views._asked(version)
        assert asked is not None
        put_bytes(version, f"{FOLDER}/{asked.key}", data)
    return asked


@pytest.fixture
def page(ours: House, bench: Bench, monkeypatch: pytest.MonkeyPatch, loud_templates: None) -> Any:
    """Ask for the page of a hospital whose bench is ready."""
    monkeypatch.setattr(views, "shelf", Shelf(lambda *_, **__: bench))
    put_away(ours, fill(ours, hospital=HOSPITAL))
    client = ours.client("viewer")
    client.get(f"/h/{ours.tenant.id}/what-if/")

    def ask(query: str = "", **headers: str) -> str:
        response = client.get(f"/h/{ours.tenant.id}/what-if/{query}", headers=headers)
        assert response.status_code == 200
        return str(response.content.decode())

    while 'id="making"' in ask():
        time.sleep(0.01)
    return ask


def test_ticking_moves_the_figures_and_only_the_board_is_sent(page: Any, bench: Bench) -> None:
    name = max(bench.alone, key=lambda each: bench.alone[each])
    untouched, whole = page(), page(f"?measure={name}")
    board = page(f"?measure={name}", **{"HX-Request": "true", "HX-Target": "board"})
    assert board in whole
    assert "<html" not in board
    assert untouched.count("<svg") == 1
    assert board.count("<svg") == 2
    assert re.search(rf'value="{name}" *checked', board)
    told = outlook.lines(bench.answer(), bench.answer([name]))[0]
    assert told.difference is not None
    assert told.after.ja in board
    assert told.difference.ja in board


def test_the_budget_chooses(page: Any) -> None:
    none, much = page("?by=budget&budget=0"), page("?by=budget&budget=99999")
    assert none.count(" checked>") < much.count(" checked>")
    assert "予算内" in much
    for odd in ("-5", "1e9", "１００", "", "999999999999", "<script>"):
        page(f"?by=budget&budget={odd}")
    assert "予算を" in page("?budget=0&measure=two_factor_clinical&" + "&".join(f"measure={m}" for m in re.findall(r'id="m-(\w+)"', much)))


def test_measures_that_are_not_offered_are_not_counted(page: Any) -> None:
    assert "選んだ対策: 0" in page("?measure=no-such&measure=../../etc")


def test_while_it_is_prepared_the_page_says_so_and_others_go_on(
    ours: House, monkeypatch: pytest.MonkeyPatch, loud_templates: None
) -> None:
    workshop = Workshop()
    monkeypatch.setattr(views, "shelf", Shelf(workshop))
    put_away(ours, fill(ours, hospital=HOSPITAL))
    base, client = f"/h/{ours.tenant.id}/", ours.client("viewer")
    assert "取り出しています" in client.get(f"{base}what-if/").content.decode()
    part = client.get(f"{base}what-if/", headers={"HX-Request": "true", "HX-Target": "making"}).content.decode()
    assert ("<html" in part, 'hx-trigger="every 1s"' in part) == (False, True)
    assert client.get(base).status_code == 200
    workshop.let.set()


def test_who_waited_is_sent_to_the_page_that_is_ready(page: Any, ours: House) -> None:
    waiting = {"HX-Request": "true", "HX-Target": "making"}
    response = ours.client("viewer").get(f"/h/{ours.tenant.id}/what-if/?budget=300", headers=waiting)
    assert (response["HX-Refresh"], response.content) == ("true", b"")


def test_a_worker_prepares_and_tells_how_far_it_is(ours: House, loud_templates: None) -> None:
    version = fill(ours, hospital=HOSPITAL)
    base, client = f"/h/{ours.tenant.id}/what-if/", ours.client("viewer")
    assert "順番を待っています" in client.get(base).content.decode()
    for _ in range(3):
        client.get(base)
    job = services.claim("one")
    assert job is not None
    assert (job.kind, Job.objects.count()) == (Job.WHAT_IF, 1)
    services.renew(job, share=0.4, saying="試算しています")
    assert "40 %" in client.get(base).content.decode()
    assert set(job.arguments) == {"version", "day", "key", "trials", "seed"}
    assert str(version.day) == job.arguments["day"]


def test_a_failed_preparation_is_told_and_begun_again_only_when_asked(ours: House, loud_templates: None) -> None:
    fill(ours, hospital=HOSPITAL)
    base, client = f"/h/{ours.tenant.id}/what-if/", ours.client("viewer")
    client.get(base)
    job = services.claim("one")
    assert job is not None
    services.end(job, state=Job.FAILED, trouble=worker.FAULT, worker="one", attempt=job.attempts)
    told = client.get(base).content.decode()
    assert ("準備できませんでした" in told, "hx-trigger" in told, Job.objects.count()) == (True, False, 1)
    assert "順番を待っています" in client.get(f"{base}?again").content.decode()
    assert Job.objects.filter(state=Job.WAITING).count() == 1


def test_what_cannot_be_taken_out_is_run_anew(ours: House, monkeypatch: pytest.MonkeyPatch, loud_templates: None) -> None:
    asked = put_away(ours, fill(ours, hospital=HOSPITAL), b"broken")
    shelf = Shelf()
    monkeypatch.setattr(views, "shelf", shelf)
    base, client = f"/h/{ours.tenant.id}/what-if/", ours.client("viewer")
    client.get(base)
    until = time.monotonic() + 20
    while not shelf._making[asked].failed and time.monotonic() < until:
        time.sleep(0.01)
    assert "順番を待っています" in client.get(base).content.decode()
    assert Job.objects.get().kind == Job.WHAT_IF


# --- what is put away


def test_what_was_put_away_answers_to_the_bit(bench: Bench, found: Diagnosis) -> None:
    data = kept.dumped(bench)
    again = kept.loaded(data, HOSPITAL, found, asked=ASKED)
    assert (again.alone, again.size) == (bench.alone, bench.stored.size)
    names = sorted(bench.stored.measures)
    for chosen in ((), names[:1], names[2:6]):
        assert np.array_equal(again.answer(chosen).draws.loss, bench.answer(chosen).draws.loss)
    assert len(data) < 5_000_000


HOSTILE = {
    "a program": b"cposix\nsystem\n(S'true'\ntR.",
    "a function of a pure package": b"cinmori.simulate.stored\nstore\n(tR.",
    "through a pure package": b"\x80\x04\x8c\x18inmori.simulate.portfolio\x8c\x0breplace\x93.",
    "a class of another package": b"cinmori.web.jobs.models\nJob\n(tR.",
    "cut short": b"\x80\x05",
    "nothing": b"",
    "another thing": b"I1\n.",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_but_a_bench_is_taken_out(case: str, found: Diagnosis) -> None:
    with pytest.raises(OurFault):
        kept.loaded(zlib.compress(HOSTILE[case]), HOSPITAL, found, asked=ASKED)


NOT_ITS_OWN = {
    "a class that a pure module has imported": b"cinmori.simulate.kernels.passage\nThreadPoolExecutor\n.",
    "a class behind a dotted name": b"\x80\x04\x8c\x23inmori.simulate.kernels.numba_setup\x8c\x0eos._wrap_close\x93.",
}


@pytest.mark.parametrize("case", NOT_ITS_OWN)
def test_a_module_gives_no_classes_but_its_own(case: str, found: Diagnosis) -> None:
    with pytest.raises(OurFault) as told:
        kept.loaded(zlib.compress(NOT_ITS_OWN[case]), HOSPITAL, found, asked=ASKED)
    assert isinstance(told.value.__cause__, pickle.UnpicklingError)
    assert "is no part of a bench" in str(told.value.__cause__)


def test_every_question_has_a_name_of_its_own() -> None:
    others = [replace(ASKED, **{name: value}) for name, value in
              (("hospital", "c"), ("diagnosis", "c"), ("day", TODAY.replace(day=1)), ("trials", 400), ("seed", 8))]  # fmt: skip
    assert len({each.key for each in (ASKED, *others)}) == 6
    assert replace(ASKED).key == ASKED.key
