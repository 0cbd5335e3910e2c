"""What a person would not see but must not happen: broken policy, errors in the console, a word to the outside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

TELL = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 390)
JAPANESE = re.compile("[぀-ヿ一-鿿]")


class Watch:
    """Collects what goes wrong in the pages of some contexts. ``expected`` are paths that a test asks for in vain."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.troubles: list[str] = []
        self.expected: set[str] = set()

    def over(self, context: BrowserContext) -> BrowserContext:
        context.add_init_script(TELL)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        return context

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self.troubles.append(f"to the outside: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        path = urlsplit(message.location.get("url", "")).path
        if message.type in {"error", "warning"} and path not in self.expected:
            self.troubles.append(f"console at {path}: {message.text}")


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def faults(page: Page) -> list[str]:
    """What is wrong with a page for people who cannot see it well, at both widths; and whether it scrolls sideways."""
    page.evaluate(axe())
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # Colours are the same at both widths, and contrast is most of the work.
        told: list[dict[str, Any]] = page.evaluate(
            "([rules, contrast]) => axe.run(document, {runOnly: rules, resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}}}).then(told => told.violations.map("
            "each => ({id: each.id, nodes: each.nodes.slice(0, 3).map(node => `${node.target} ${node.failureSummary}`)})))", [RULES, width == WIDTHS[0]],
        )  # fmt: skip
        found += [f"{width}px {each['id']}: {' | '.join(each['nodes'])}" for each in told]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{width}px scrolls sideways: {page.evaluate(WIDE)}")
    return found


WIDE = """[...document.querySelectorAll("body *")].filter(each => !each.closest(".wide, .unseen, .skip") &&
  each.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(0, 4).map(each => each.outerHTML.slice(0, 120))"""


def in_japanese(page: Page, *, names: Iterable[str]) -> list[str]:
    """The fixed words of an English page that are in Japanese: buttons, labels, headings of columns; names may be."""
    words: list[str] = page.eval_on_selector_all(
        "button, label, th[scope=col], nav a",
        "all => all.filter(each => !each.closest('[lang=ja]') && !each.querySelector('[lang=ja]')).map(each => each.textContent.trim())",
    )
    return [word for word in words if JAPANESE.search(re.sub("|".join(sorted(map(re.escape, names), key=len, reverse=True)), "", word))]
