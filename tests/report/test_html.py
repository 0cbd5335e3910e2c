"""The page as a browser and a screen reader take it: well formed, self-contained, no script, readable."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from inmori.report.block import Figure
from inmori.report.documents.assessment import assessment
from inmori.report.writers.html import html
from inmori.text import Language
from tests.report.example_documents import ALL, HOSTILE
from tests.report.pages import html_of

LANGUAGES: tuple[Language, ...] = get_args(Language)
VOID = {"meta", "col", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Every tag with its attributes, the text, and whatever does not close as it opened."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.errors: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


CASES = [(name, language) for name in ALL for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_well_formed_and_in_its_language(name: str, language: Language) -> None:
    page = Page(html_of(name, language))
    assert page.errors == []
    assert page.open == []
    assert page.tags[0] == ("html", {"lang": language})
    assert html_of(name, language).startswith("<!DOCTYPE html>\n")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_nothing_runs_and_nothing_is_fetched(name: str, language: Language) -> None:
    page = Page(html_of(name, language))
    for tag, attributes in page.tags:
        assert tag not in {"script", "iframe", "object", "embed", "link", "img", "form", "base", "foreignobject", "image", "use"}
        assert not [key for key in attributes if key.startswith("on") or key in {"src", "srcset", "action", "xlink:href"}]
        assert attributes.get("href", "#").startswith("#")
    style = re.search(r"<style>(.*?)</style>", html_of(name, language), re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    policy = [attributes["content"] for tag, attributes in page.tags if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_headings_step_down_one_at_a_time(name: str, language: Language) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html_of(name, language)).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(second - first <= 1 for first, second in itertools.pairwise(levels))


@pytest.mark.parametrize(("name", "language"), CASES)
def test_ids_are_unique_and_links_arrive(name: str, language: Language) -> None:
    tags = Page(html_of(name, language)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {attributes["href"][1:] for _, attributes in tags if "href" in attributes}
    assert targets <= set(ids)
    spoken = {one for _, attributes in tags for one in attributes.get("aria-labelledby", "").split()}
    assert spoken <= set(ids)


@pytest.mark.parametrize("name", ["small", "large"])
def test_pictures_and_tables_can_be_heard(name: str) -> None:
    tags = Page(html_of(name, "ja")).tags
    assert [attributes for tag, attributes in tags if tag == "svg" and attributes.get("role") != "img"] == []
    figures = [one for section in assessment(ALL[name]()).sections for one in section.blocks if isinstance(one, Figure)]
    assert len(figures) >= 4
    assert sum(tag == "svg" for tag, _ in tags) == len(figures)
    assert [attributes for tag, attributes in tags if tag == "th" and attributes.get("scope") not in ("col", "row")] == []
    assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags)


def test_hostile_names_are_shown_as_they_stand() -> None:
    page = Page(html_of("large", "ja"))
    for name in HOSTILE:
        if "\x00" not in name and len(name) < 100 and "\U000e0100" not in name and "👩" not in name:
            assert " ".join(name.split()) in page.text, name
    assert "𠮷田" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_the_same(language: Language) -> None:
    assert html(assessment(ALL["large"]()), language=language) == html_of("large", language)


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "quiet", "red", "night"])
def test_text_stands_out_from_the_paper(name: str) -> None:
    """4.5 to 1 is what WCAG 2.2 AA asks of text; the caution's ground is the darkest that text stands on."""
    style = re.search(r"<style>(.*?)</style>", html_of("small", "ja"), re.DOTALL)
    assert style
    colour = re.search(rf"--{name}:(#[0-9a-f]{{6}})", style[1])
    assert colour
    for ground in ("#ffffff", "#eef1f7", "#fdf3f4"):
        light, dark = sorted((luminance(ground), luminance(colour[1])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_english_page_speaks_english() -> None:
    page = Page(html_of("nothing_found", "en"))
    for words in ("Security assessment", "What to do next", "Findings", "Words explained", "This does not mean that all is well"):
        assert words in page.text
