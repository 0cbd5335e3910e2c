"""What the hospital wants of its roadmap: measures it insists on, measures it refuses, and what it has planned already.

A wish that cannot be met is told before anything is computed, in a sentence that names what to take back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inmori.errors import ContradictionError, InputError
from inmori.plan.renewal import months_after
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
                    ja=f"{_ja(scene, name)}の開始年{year}は、計画の1〜{scene.years}年目にありません。",
                    en=f"Year {year} of {_en(scene, name)} lies outside the plan's years 1 to {scene.years}.",
                )
            )
    for name in sorted(wishes.pins):
        _check_pin(scene, wishes, name)


def _check_pin(scene: Scene, wishes: Wishes, name: str) -> None:
    if name in wishes.forbidden:
        raise ContradictionError(
            Text(
                ja=f"{_ja(scene, name)}を「必ず行う」と「行わない」の両方に指定しています。どちらかを外してください。",
                en=f"{_en(scene, name)} is both pinned and forbidden; take one back.",
            )
        )
    for other in sorted(wishes.pins):
        if other > name and _exclude(scene, name, other):
            raise ContradictionError(
                Text(
                    ja=f"{_ja(scene, name)}と{_ja(scene, other)}は同時に行えません(どちらか一方で足ります)。一方の指定を外してください。",
                    en=f"{_en(scene, name)} and {_en(scene, other)} exclude each other; take one back.",
                )
            )
    for needed in scene.measure(name).prerequisites:
        if needed in wishes.forbidden and scene.useful(needed):
            raise ContradictionError(
                Text(
                    ja=f"{_ja(scene, name)}には先に{_ja(scene, needed)}が要りますが、それを「行わない」と指定しています。",
                    en=f"{_en(scene, name)} needs {_en(scene, needed)}, which is forbidden.",
                )
            )
        first, then = wishes.pins.get(needed), wishes.pins[name]
        if first is not None and then is not None and first > then:
            raise ContradictionError(
                Text(
                    ja=f"{_ja(scene, needed)}({first}年目)は{_ja(scene, name)}({then}年目)より先でなければなりません。",
                    en=f"{_en(scene, needed)} (year {first}) must not come after {_en(scene, name)} (year {then}).",
                )
            )


def notes_of(scene: Scene, wishes: Wishes) -> tuple[Text, ...]:
    """Return what a reader must know before the roadmap: no money, dates out of reach, no price, wishes without effect."""
    found = []
    if scene.means.budget <= 0:
        found.append(
            Text(
                ja="予算が0円のため、費用のかからない対策と、期限のある義務だけを並べています。義務の費用は予算の外で要ります。",
                en="The budget is 0: only measures without cost and dated duties are planned; the duties need money from elsewhere.",
            )
        )
    for measure in scene.catalogue.measures.values():
        if measure.id in wishes.forbidden or measure.paid_from != "security" or not scene.useful(measure.id):
            continue
        ready = months_after(scene.today, measure.lead_months)
        if measure.deadline is not None and ready > measure.deadline:
            found.append(
                Text(
                    ja=f"「{measure.name.ja}」は、期限の{measure.deadline.isoformat()}に間に合いません。準備に{measure.lead_months}か月かかり、"
                    f"今日始めても{ready.isoformat()}になります。すぐ始め、間に合うまでの代わりの策を決めてください。",
                    en=f"{measure.name.en} cannot meet its date {measure.deadline.isoformat()}: it takes {measure.lead_months} months, "
                    f"begun today it is ready on {ready.isoformat()}. Begin now and agree on what stands in until then.",
                )
            )
        if not priced(scene, measure.id):
            found.append(
                Text(
                    ja=f"「{measure.name.ja}」は、この規模の病院での値段の資料がないため計画に入れていません。見積りがあれば --quotes で加えられます。",
                    en=f"{measure.name.en} has no price for a hospital of this size and is left out; add a quotation with --quotes.",
                )
            )
    for name in sorted(wishes.pins):
        if scene.applied[name].changes == 0:
            found.append(
                Text(
                    ja=f"{_ja(scene, name)}は指定どおり入れましたが、この病院では何も変えません。",
                    en=f"{_en(scene, name)} is in as you asked, though it changes nothing here.",
                )
            )
    return tuple(found)


def priced(scene: Scene, name: str) -> bool:
    """Whether a price is known here: a measure without any cost line is free, one whose lines do not fit is not."""
    return bool(scene.prices[name].lines) or not scene.measure(name).costs


def _exclude(scene: Scene, one: str, other: str) -> bool:
    return other in scene.measure(one).exclusions or one in scene.measure(other).exclusions


def _ja(scene: Scene, name: str) -> str:
    return f"「{scene.measure(name).name.ja}」"


def _en(scene: Scene, name: str) -> str:
    return f'"{scene.measure(name).name.en}"'
