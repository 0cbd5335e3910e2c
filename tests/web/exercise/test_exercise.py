"""An exercise in the browser: kept as it was made, written field by field, and read back as evidence by the reader of workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.exercise_record import exercise_record
from inmori.web.evidence.models import Upload
from inmori.web.evidence.services import vault
from inmori.web.exercise import services
from inmori.web.exercise.models import Exercise
from inmori.web.jobs.stages import run
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House
from tests.web.desk.filled import fill


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounded child is tested with the jobs; starting one costs seconds."""

    def here(kind: str, folder: Path) -> None:
        run(kind, folder, tell=lambda _what, _share: None)

    monkeypatch.setattr(services, "at_once", here)


def made(house: House, *, minutes: int = 90, path: int = 1) -> Exercise:
    return services.make(house.tenant, who=house.people["editor"], path=path, minutes=minutes)


def test_what_was_played_comes_back_through_the_reader_of_evidence(ours: House, tmp_path: Path) -> None:
    fill(ours)
    editor = ours.people["editor"]
    with tenant_scope(ours.tenant.id):
        one = made(ours)
        play = services.play_of(one)
        assert not play.general
        assert play.turns[-1].start + play.turns[-1].minutes == 90
        with pytest.raises(InputError, match="実施日"):
            services.hand_in(one, tenant=ours.tenant, who=editor)
        written = {"record.held_on": "2026-11-20", "record.players": "7", "score.report": "1", "remark.report": "番号が無かった", "score.log": "2",
                   "lesson.1-mend": "番号を貼る", "lesson.1-who": "事務長", "lesson.1-by": "2027-01-31"}  # fmt: skip
        assert services.write(one, [(name, value, "") for name, value in written.items()], who=editor) == []
        upload = services.hand_in(one, tenant=ours.tenant, who=editor)
        vault().take(ours.tenant.id, upload.sha256, to=tmp_path / "book.xlsx")
        services.hand_in(one, tenant=ours.tenant, who=editor)
        assert Upload.objects.filter(removed_at__isnull=True).count() == 1, "a mended one takes the first one's place"
    record = exercise_record(EvidenceFile.load(tmp_path / "book.xlsx", name="book.xlsx"))
    assert (str(record.held_on), record.players) == ("2026-11-20", 7)
    assert sorted(score.points for score in record.scores if score.points is not None) == [1, 2]
    assert [score.note for score in record.low()] == ["番号が無かった"]
    assert [(lesson.mend, lesson.who, str(lesson.by)) for lesson in record.lessons] == [("番号を貼る", "事務長", "2027-01-31")]


def test_a_hospital_without_papers_plays_a_general_story(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        one = made(ours, minutes=120)
        play = services.play_of(one)
        assert play.general
        assert play.minutes == 120
        assert services.paper(one, "cards", tenant=ours.tenant, language="ja")[1].startswith(b"PK")
        assert {"tick.first_sign-0", "note.review", "seat.director"} <= services.fields_of(play)


@pytest.mark.parametrize(("minutes", "path", "word"), [(10, 1, "80"), (90, 99, "攻撃経路")])
def test_what_cannot_be_played_is_said(minutes: int, path: int, word: str, ours: House) -> None:
    fill(ours)
    with tenant_scope(ours.tenant.id), pytest.raises(InputError, match=word):
        made(ours, minutes=minutes, path=path)


WRONG = {
    "a score of three": ("score.report", "3"), "a day to come": ("record.held_on", "2999-01-01"), "no day": ("record.held_on", "きのう"),
    "a crowd": ("record.players", "10000"), "a patient": ("note.first_sign", "鈴木花子さんの点滴"), "too much": ("lesson.1-mend", "あ" * 1_001),
    "a lesson's day": ("lesson.1-by", "来月"), "a strange tick": ("tick.first_sign-0", "<b>"),
}  # fmt: skip


def test_what_cannot_stand_is_not_saved_and_a_field_that_is_none_is_left_out(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        one = made(ours)
        for name, value in WRONG.values():
            assert services.write(one, [(name, value, "")], who=ours.people["editor"]), name
        assert services.write(one, [("score.nothing", "2", ""), ("x", "y", ""), ("score.log", "", "")], who=ours.people["editor"]) == []
        assert services.seen_of(one) == {}
        assert services.write(one, [WRONG["a score of three"] + ("",), ("score.log", "2", "")], who=ours.people["editor"])
        assert services.seen_of(one) == {"score.log": "2"}, "one wrong field does not cost the others"


def test_an_old_page_does_not_undo_what_another_wrote_and_ones_own_can_be_taken_back(ours: House) -> None:
    editor, owner = ours.people["editor"], ours.people["owner"]
    with tenant_scope(ours.tenant.id):
        one = made(ours)
        services.write(one, [("score.report", "2", ""), ("score.log", "1", "")], who=editor)
        services.write(one, [("score.report", "", ""), ("score.log", "", ""), ("note.first_sign", "遅れた", "")], who=owner)
        assert services.seen_of(one) == {"score.report": "2", "score.log": "1", "note.first_sign": "遅れた"}
        services.write(one, [("score.report", "", "")], who=editor)
        services.write(one, [("score.log", "0", "1")], who=owner)
        assert services.seen_of(one) == {"score.report": "", "score.log": "0", "note.first_sign": "遅れた"}
