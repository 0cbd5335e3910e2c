"""Roads: the best mix is searched for by a worker within the budget given, and shown in the paper's words and pictures."""

from __future__ import annotations

import re
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from inmori.plan import Roads
from inmori.plan.found import BestPlan, BreakEven, Comparison, FrontPoint, TwoWay
from inmori.text import Text
from inmori.units import Interval
from inmori.web.jobs import asking, intake, services, worker
from inmori.web.jobs.models import Job
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import StoredDocument
from inmori.web.versions.services import document, present, put
from tests.plan.road_case import roads as small_roads
from tests.web.conftest import House
from tests.web.desk.filled import fill


def span(low: float, mid: float, high: float, unit: str = "yen") -> Interval:
    return Interval(low=low, mid=mid, high=high, unit=unit)


def words(text: str) -> Text:
    return Text(ja=text, en=text)


def searched(*, budget: float = 3e6, stopped: bool = False) -> Roads:
    """Roads as a search leaves them, with break-evens and both inputs at once."""
    plain = small_roads()
    best = plain.directions[1].model_copy(update={"id": "best", "name": Text(ja="最適", en="Best mix")})
    front = tuple(FrontPoint(budget_yen=1e6 * n, cost=1e6 * n, expected_loss=1e7 / n, value=1e6 * n + 1e7 / n, starts=(("vpn_mfa", 1),)) for n in (1, 3))
    return plain.model_copy(update={
        "budget_yen": budget, "best": best, "search": BestPlan(text=words("探しました。"), stopped=stopped, front=front),
        "comparisons": (Comparison(one="cloud", other="harden", difference=span(5e6, 1e7, 2e7), decided=True, text=words("高い")),),
        "break_evens": tuple(
            BreakEven(input=name, name=words(name), unit=unit, now=1e6, at=span(4e5, 5e5, 6e5, unit), text=words("逆になる"))
            for name, unit in (("price", "yen"), ("rate", "per year"))
        ),
        "two_way": TwoWay(x="price", y="rate", xs=(5e5, 1e6), ys=(5e5, 1e6), gap=((-1e6, 1e6), (1e6, 2e6))),
    })  # fmt: skip


@pytest.fixture
def base(ours: House, loud_templates: None) -> str:
    return f"/h/{ours.tenant.id}/roads/"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_found_and_where_the_answer_turns_is_drawn_as_on_paper(base: str, ours: House, language: str) -> None:
    fill(ours, roads=searched())
    client = ours.client("viewer")
    client.post("/language/", {"language": language, "next": base})
    page = client.get(base).content.decode()
    assert page.count('role="group"') == 3, "what more money buys, two inputs at once, what moves the estimate"
    for id in ("best", "turning", "moves"):
        assert f'<section id="{id}">' in page
    titles = re.findall(r"<h([1-4])", page[page.index("<main"):])
    assert all(int(now) <= int(before) + 1 for before, now in pairwise(titles)), titles
    assert ("探す</button>" in page, "Search</button>" in page) == (False, False), "a viewer asks for nothing"


def test_without_a_search_nothing_speaks_of_the_command_line(base: str, ours: House) -> None:
    fill(ours)
    page = ours.client("adviser").get(base).content.decode()
    assert "inmori plan" not in page
    assert "探す</button>" in page


def test_a_search_is_asked_for_with_its_budget_and_years(base: str, ours: House) -> None:
    fill(ours)
    client = ours.client("adviser")
    sent = client.post(f"{base}search/", {"budget": "400", "years": "7"})
    job = Job.objects.get()
    assert sent["location"].endswith(f"/jobs/{job.pk}/")
    assert (job.kind, job.arguments["budget"], job.arguments["years"]) == (Job.SEARCH, 4e6, 7)
    assert f"/jobs/{job.pk}/" in client.get(base).content.decode()
    page = client.get(f"/h/{ours.tenant.id}/jobs/{job.pk}/").content.decode()
    assert "最もよいものを残して終える" in page
    client.post(f"{base}search/", {"budget": "400", "years": "7"})
    assert Job.objects.count() == 1


@pytest.mark.parametrize("sent", [{"budget": "-1"}, {"budget": "1e9"}, {"budget": "たくさん"}, {"budget": "100001"}, {"years": "99"}], ids=str)
def test_budgets_that_make_no_sense_ask_for_nothing(base: str, ours: House, sent: dict[str, str]) -> None:
    fill(ours)
    page = ours.client("owner").post(f"{base}search/", sent, follow=True).content.decode()
    assert "予算を0から" in page
    assert not Job.objects.exists()


def test_what_was_found_answers_an_equal_question_and_no_other(ours: House) -> None:
    version, who = fill(ours), ours.people["owner"]

    def ask(budget: float) -> Job:
        with tenant_scope(ours.tenant.id):
            return asking.ask_search(version, who=who, budget=budget)

    def done(job: Job, *, stopped: bool = False) -> None:
        Job.objects.filter(pk=job.pk).update(state=Job.DONE)
        with tenant_scope(ours.tenant.id):
            put(version, {"roads.json": searched(budget=job.arguments["budget"], stopped=stopped).to_json()})

    first = ask(3e6)
    done(first, stopped=True)
    second = ask(3e6)
    assert second.pk != first.pk, "one that was cut short is searched on"
    done(second)
    assert ask(3e6).state == Job.DONE
    other = ask(9e6)
    assert other.pk not in (first.pk, second.pk)
    done(other)
    assert ask(3e6).live, "another search has taken its place since"


def test_enough_keeps_what_a_search_has_and_stops_other_work(ours: House) -> None:
    version, who = fill(ours), ours.people["owner"]
    for kind, kept in ((Job.SEARCH, True), (Job.ASSESS, False)):
        with tenant_scope(ours.tenant.id):
            services.ask(kind, who=who, inputs=kind, version=version.pk)
        job = services.claim("one")
        assert job is not None
        with tenant_scope(ours.tenant.id):
            services.stop(job, who=who)
        if kept:
            assert services.renew(job, share=0.5, saying="") is True
            with services.taking_in(job):
                pass
        else:
            with pytest.raises(services.LeaseLost):
                services.renew(job, share=0.5, saying="")
        job.refresh_from_db()
        assert (job.state == Job.DONE) is kept


PRETENDED = """
import pathlib, sys, time
folder = pathlib.Path(sys.argv[-2])
print('{"saying": "", "share": 0.1}', flush=True)
try:
    if "late" in sys.argv[0]: time.sleep(30)
    time.sleep(30)
except KeyboardInterrupt:
    (folder / "roads.json").write_text((folder / "best.json").read_text())
"""


def test_a_worker_says_enough_to_its_child_and_takes_the_best_in(ours: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The child is another program here, that looks until it is told enough: the worker's part is what is tested."""
    version, who = fill(ours), ours.people["owner"]
    with tenant_scope(ours.tenant.id):
        asking.ask_search(version, who=who, budget=3e6)
    program = tmp_path / "python"
    (tmp_path / "looks.py").write_text(PRETENDED)
    program.write_text(f"#!/bin/sh\nshift 2\nexec {worker.sys.executable} {tmp_path}/looks.py \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setattr(worker.sys, "executable", str(program))
    laid = intake.lay_out

    def lay_out(job: Job, folder: Path, **rest: object) -> None:
        laid(job, folder, **rest)  # type: ignore[arg-type]
        (folder / "best.json").write_text(searched(stopped=True).to_json())
        services.stop(job, who=who)

    monkeypatch.setattr(intake, "lay_out", lay_out)
    monkeypatch.setattr(worker, "BEAT", 0.2)
    worker.work(stopping=threading.Event(), once=True)
    assert Job.objects.get().state == Job.DONE
    with tenant_scope(ours.tenant.id):
        found = document(present() or version, Roads, "roads.json")
        assert found is not None
        assert found.search is not None
        assert found.search.stopped
        assert StoredDocument.objects.filter(version=version, name="roads.json").count() == 1
