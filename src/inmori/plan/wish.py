"""What the hospital wants of its roadmap: measures it insists on, measures it refuses, and what it has planned already.

A wish that cannot be met is told before anything is computed, in a sentence that names what to take back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inmori.errors import ContradictionError, InputError
from inmori.plan.scene import Scene
from inmori.text import Text


@dataclass(frozen=True)
class Wishes:
    """``pins`` must be in the roadmap, in a plan year or (None) in any; ``forbidden`` must not.

    ``present`` is what the hospital has planned so far, as measure and plan year; it is judged beside what is found.
    """

    pins: Mapping[str, int | None] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    present: Mapping[str, int] = field(default_factory=dict)


def check_wishes(scene: Scene, wishes: Wishes) -> None:
    """Refuse wishes that mean nothing or contradict each other.

    Raises:
        InputError: no such measure, or a year outside the plan.
        ContradictionError: two wishes, or a wish and a prerequisite, cannot both be met.
    """
    for name in sorted({*wishes.pins, *wishes.forbidden, *wishes.present}):
        if name not in scene.catalogue.measures:
            raise InputError(
                Text(
                    ja=f"「{name}」という対策はありません(inmori measures で一覧が出ます)。",
                    en=f'There is no measure "{name}" (inmori measures lists them).',
                )
            )
    for name, year in sorted({**wishes.present, **{n: y for n, y in wishes.pins.items() if y is not None}}.items()):
        if not 1 <= year <= scene.years:
            raise InputError(
                Text(
                    ja=f"{quoted_ja(scene, name)}の開始年{year}は、計画の1〜{scene.years}年目にありません。",
                    en=f"Year {year} of {quoted_en(scene, name)} lies outside the plan's years 1 to {scene.years}.",
                )
            )
    for name in sorted(wishes.pins):
        _check_pin(scene, wishes, name)


def _check_pin(scene: Scene, wishes: Wishes, name: str) -> None:
    if name in wishes.forbidden:
        raise ContradictionError(
            Text(
                ja=f"{quoted_ja(scene, name)}を「必ず行う」と「行わない」の両方に指定しています。どちらかを外してください。",
                en=f"{quoted_en(scene, name)} is both pinned and forbidden; take one back.",
            )
        )
    for other in sorted(wishes.pins):
        if other > name and _exclude(scene, name, other):
            raise ContradictionError(
                Text(
                    ja=f"{quoted_ja(scene, name)}と{quoted_ja(scene, other)}は同時に行えません(どちらか一方で足ります)。一方の指定を外してください。",
                    en=f"{quoted_en(scene, name)} and {quoted_en(scene, other)} exclude each other; take one back.",
                )
            )
    for needed in needs_of_measure(scene, name):
        if needed in wishes.forbidden:
            raise ContradictionError(
                Text(
                    ja=f"{quoted_ja(scene, name)}には先に{quoted_ja(scene, needed)}が要りますが、それを「行わない」と指定しています。",
                    en=f"{quoted_en(scene, name)} needs {quoted_en(scene, needed)}, which is forbidden.",
                )
            )
        for other in sorted(wishes.pins):
            if other != name and _exclude(scene, needed, other):
                raise ContradictionError(
                    Text(
                        ja=f"{quoted_ja(scene, name)}には先に{quoted_ja(scene, needed)}が要りますが、それは指定された{quoted_ja(scene, other)}と同時に行えません。一方の指定を外してください。",
                        en=f"{quoted_en(scene, name)} needs {quoted_en(scene, needed)}, which {quoted_en(scene, other)} excludes; take one back.",
                    )
                )
        first, then = wishes.pins.get(needed), wishes.pins[name]
        if first is not None and then is not None and first > then:
            raise ContradictionError(
                Text(
                    ja=f"{quoted_ja(scene, needed)}({first}年目)は{quoted_ja(scene, name)}({then}年目)より先でなければなりません。",
                    en=f"{quoted_en(scene, needed)} (year {first}) must not come after {quoted_en(scene, name)} (year {then}).",
                )
            )


def needs_of_measure(scene: Scene, name: str) -> tuple[str, ...]:
    """Return what a measure needs here, directly or not, in the order of their ids; what is in place is no need."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = {n for n in scene.measure(waiting.pop()).prerequisites if scene.useful(n)} - found
        found |= new
        waiting += sorted(new)
    return tuple(sorted(found))


def priced(scene: Scene, name: str) -> bool:
    """Whether a price is known here: a measure without any cost line is free, one whose lines do not fit is not."""
    return bool(scene.prices[name].lines) or not scene.measure(name).costs


def _exclude(scene: Scene, one: str, other: str) -> bool:
    return other in scene.measure(one).exclusions or one in scene.measure(other).exclusions


def quoted_ja(scene: Scene, name: str) -> str:
    """Return a measure's name in Japanese quotation marks."""
    return f"「{scene.measure(name).name.ja}」"


def quoted_en(scene: Scene, name: str) -> str:
    """Return a measure's name in English quotation marks."""
    return f'"{scene.measure(name).name.en}"'
