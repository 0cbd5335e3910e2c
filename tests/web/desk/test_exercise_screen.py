"""The exercise's pages from choosing the story to the evidence, for a facilitator and for somebody who may only look."""

from __future__ import annotations

from pathlib import Path

import pytest

from inmori.web.exercise import services
from inmori.web.exercise.models import Exercise
from inmori.web.jobs.stages import run
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House
from tests.web.desk.filled import fill


def test_a_facilitator_plays_scores_and_hands_in(ours: House, monkeypatch: pytest.MonkeyPatch, loud_templates: None) -> None:
    def here(kind: str, folder: Path) -> None:
        run(kind, folder, tell=lambda _what, _share: None)

    monkeypatch.setattr(services, "at_once", here)
    fill(ours)
    client, viewer, base = ours.client("editor"), ours.client("viewer"), f"/h/{ours.tenant.id}/exercise/"
    assert "起こりやすい順" in client.get(base).content.decode()
    assert "10分では" in client.post(f"{base}make/", {"path": "1", "minutes": "10"}, follow=True).content.decode()
    one = client.post(f"{base}make/", {"path": "1", "minutes": "90"})["location"]
    assert "訓練を始める" in client.get(one).content.decode()
    assert "訓練を始める" not in viewer.get(one).content.decode()
    assert client.post(f"{one}begin/")["location"] == f"{one}scene/1/"
    scene = client.get(f"{one}scene/2/").content.decode()
    assert "声に出して読む" in scene
    assert "ごろから" in scene
    sent = {"fields": ["tick.first_sign-0", "score.report", "note.first_sign"], "tick.first_sign-0": "yes", "score.report": "1", "note.first_sign": "", "then": "3"}
    assert client.post(f"{one}write/", sent)["location"] == f"{one}scene/3/"
    assert 'name="tick.first_sign-0" value="yes" checked' in client.get(f"{one}scene/2/").content.decode()
    part = client.post(f"{one}write/", {"fields": "score.report", "score.report": "7"}, headers={"HX-Request": "true"}).content.decode()
    assert "保存していません" in part
    result = client.get(f"{one}result/").content.decode()
    assert "1点(満点 2点、採点した項目 1/" in result
    assert "資料に加えました" in client.post(f"{one}hand-in/", follow=True).content.decode()
    assert "机上訓練の記録_1.xlsx" in client.get(f"/h/{ours.tenant.id}/start/").content.decode()
    assert client.post(f"{one}take/cards/").content.startswith(b"PK")
    assert client.post(f"{one}take/nothing/").status_code == 404
    assert "<fieldset disabled>" in viewer.get(f"{one}scene/2/").content.decode()
    assert viewer.get(f"{one}result/").status_code == 200
    assert [viewer.post(f"{one}{path}").status_code for path in ("write/", "begin/", "hand-in/", "take/scoring/")] == [404] * 4
    assert [client.get(f"{one}{path}").status_code for path in ("scene/0/", "scene/99/")] == [404, 404]
    with tenant_scope(ours.tenant.id):
        assert Exercise.objects.get().started_at is not None
