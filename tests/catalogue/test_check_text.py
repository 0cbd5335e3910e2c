"""The texts of the checks: read from their place, faults told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inmori.catalogue.check_text import CHECKS, check_texts, load_check_texts
from inmori.errors import OurFault

SAMPLE = (CHECKS / "info" / "antivirus_gaps.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "info").mkdir()
    return tmp_path


def test_the_shipped_texts_are_read_once() -> None:
    assert check_texts() is check_texts()
    assert {text.id for text in check_texts().values()} == set(check_texts())


def test_settings_are_numbers_and_words(folder: Path) -> None:
    (folder / "info" / "antivirus_gaps.yaml").write_text(SAMPLE, "utf-8")
    text = load_check_texts(folder)["info/antivirus_gaps"]
    assert text.number("days") == 30
    assert "no" in text.words("absent"), "YAML must not turn a word into False"
    with pytest.raises(KeyError, match="unwritten"):
        text.words("unwritten")


@pytest.mark.parametrize(
    "name, file, text, told",
    [
        ("wrong place", "other.yaml", SAMPLE, "info/other"),
        ("unknown field", "antivirus_gaps.yaml", SAMPLE + "colour: red\n", "colour"),
        ("unknown class", "antivirus_gaps.yaml", SAMPLE.replace("info-2", "info-9"), "problem_class"),
        ("one language", "antivirus_gaps.yaml", SAMPLE.replace("  en: Antivirus", "  fr: Antivirus", 1), "subject"),
        ("not YAML", "antivirus_gaps.yaml", "id: [", "info/antivirus_gaps"),
    ],
)
def test_a_faulty_text_is_our_fault(name: str, file: str, text: str, told: str, folder: Path) -> None:
    assert text != SAMPLE or file == "other.yaml", name
    (folder / "info" / file).write_text(text, "utf-8")
    with pytest.raises(OurFault, match=told):
        load_check_texts(folder)
