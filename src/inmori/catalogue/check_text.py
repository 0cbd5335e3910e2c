"""The words and figures of the checks, read from the YAML beside each check so that no sentence lives in Python.

``diagnose`` itself opens no file; it asks :func:`check_texts` for what its folder holds.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from inmori.catalogue.measure import ProblemClass
from inmori.errors import OurFault
from inmori.model.provenance import Frozen
from inmori.text import Text

CHECKS = Path(__file__).parents[1] / "diagnose" / "checks"

Setting = int | float | str | tuple[str, ...]


class Missing(Frozen):
    """Why a check could not judge, and what evidence would let it; templates filled by the check."""

    reason: Text
    needs: Text


class Variant(Frozen):
    """What one shape of a problem says differently; fields left out are those of the check itself."""

    title: Text | None = None
    why: Text | None = None
    how: Text | None = None
    severity: Literal["critical", "high", "medium", "low"] | None = None
    measures: tuple[str, ...] | None = None
    requirements: tuple[str, ...] | None = None


class CheckText(Frozen):
    """Everything about a check but its logic.

    ``subject`` names what is looked at, without saying that anything is wrong; ``title``, ``why``, ``how`` and those
    of the variants are templates filled from the values of a hit. ``settings`` are the thresholds and words that the
    check compares with.
    """

    id: str
    subject: Text
    problem_class: ProblemClass
    severity: Literal["critical", "high", "medium", "low"]
    title: Text
    why: Text
    how: Text
    requirements: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    variants: dict[str, Variant] = Field(default_factory=dict)
    unjudged: dict[str, Missing] = Field(default_factory=dict)
    settings: dict[str, Setting] = Field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of words; KeyError names a missing one."""
        value = self.settings[name]
        return value if isinstance(value, tuple) else (str(value),)

    def number(self, name: str) -> float:
        """Return a setting that is a number; KeyError names a missing one."""
        return float(self.settings[name])  # type: ignore[arg-type]  # a word here is a fault of the YAML, told at once


def load_check_texts(folder: Path) -> dict[str, CheckText]:
    """Read every ``<family>/<check>.yaml`` below ``folder``; the path without suffix is the check's id.

    Raises:
        OurFault: an entry does not fit the schema, or its id is not its place.
    """
    found: dict[str, CheckText] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        place = path.relative_to(folder).with_suffix("").as_posix()
        try:
            raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            text = CheckText.model_validate(raw)
        except (ValidationError, yaml.YAMLError) as error:
            raise _fault(f"{place}: {error}") from error
        if text.id != place:
            raise _fault(f"{place}: id {text.id}")
        found[place] = text
    return found


@cache
def check_texts() -> dict[str, CheckText]:
    """Return the texts of the checks that are shipped, by id; read once."""
    return load_check_texts(CHECKS)


def _fault(detail: str) -> OurFault:
    return OurFault(
        Text(ja=f"点検項目の文章に誤りがあります: {detail}", en=f"The text of a check is faulty: {detail}")
    )
