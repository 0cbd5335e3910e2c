"""Guideline 7.0's route after each direction of the plan (道ごとの適用範囲): which road makes the short route suffice, and why.

The hospital is edited by the plan's own measures and judged by the same code as today's.
"""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.measure import Measure
from inmori.comply.route import COURSE_NAMES, Route, ServerVote, route_of
from inmori.model import Frozen, Hospital
from inmori.plan.apply import apply_all
from inmori.plan.ground import Ground
from inmori.plan.roads import DirectionResult, Roads
from inmori.text import Text

TODAY, ALL_MOVED = "today", "all_moved"
_NAMED = 5
_NAMES = {
    TODAY: Text(ja="いま", en="today"),
    ALL_MOVED: Text(ja="移せるシステムをすべてクラウドへ移した場合", en="with every system moved to the cloud that can be"),
}
_SHORT = ("outsourced", "outsourced_if_confirmed")


class RouteAfter(Frozen):
    """The route once a direction's measures are all done. ``direction`` is its id, "today", or "all_moved".

    ``mended`` are names of servers that close the short route today and no longer would; ``words`` says it in a sentence.
    """

    direction: str
    name: Text
    route: Route
    mended: tuple[str, ...] = ()
    words: Text

    @property
    def short(self) -> bool:
        """Whether the part for outsourced maintenance suffices (once the terms of cloud services are confirmed)."""
        return self.route.course in _SHORT


def routes_after(
    hospital: Hospital, roads: Roads, catalogue: Catalogue, *, today: date, ground: Ground
) -> tuple[RouteAfter, ...]:
    """Return today's route, that of every direction, and that with everything moved that some measure can move."""
    now = route_of(hospital, catalogue, today=today)
    found = [RouteAfter(direction=TODAY, name=_NAMES[TODAY], route=now, words=_words(now, now, (), moved=False))]
    for direction in directions_of(roads):
        after = after_direction(hospital, direction, catalogue, ground=ground)
        found.append(_after(direction.id, direction.name, now, route_of(after, catalogue, today=today), bool(direction.leaves_site)))
    moving = [one for one in catalogue.measures.values() if any(edit.op == "move_system" for edit in one.edits)]
    away = route_of(apply_all(moving, hospital, ground=ground), catalogue, today=today)
    found.append(_after(ALL_MOVED, _NAMES[ALL_MOVED], now, away, True))
    return tuple(found)


def directions_of(roads: Roads) -> tuple[DirectionResult, ...]:
    """Return the directions compared, the searched one last."""
    return (*roads.directions, *((roads.best,) if roads.best is not None else ()))


def after_direction(hospital: Hospital, direction: DirectionResult, catalogue: Catalogue, *, ground: Ground) -> Hospital:
    """Return the hospital with all measures of a direction done, in the catalogue's order."""
    return apply_all(measures_of(direction, catalogue), hospital, ground=ground)


def measures_of(direction: DirectionResult, catalogue: Catalogue) -> list[Measure]:
    """Return the measures of a direction, in the catalogue's order; one that the catalogue no longer has is left out."""
    chosen = {one.measure for one in direction.measures}
    return [one for one in catalogue.measures.values() if one.id in chosen]


def _after(direction: str, name: Text, now: Route, after: Route, moved: bool) -> RouteAfter:
    still = {_key(one) for one in after.breaking}
    mended = tuple(one.name for one in now.breaking if _key(one) not in still)
    return RouteAfter(direction=direction, name=name, route=after, mended=mended, words=_words(now, after, mended, moved=moved))


def _key(vote: ServerVote) -> str:
    return vote.device or vote.system


def _words(now: Route, after: Route, mended: Sequence[str], *, moved: bool) -> Text:
    """Say the route, what changed and what is still missing."""
    course = COURSE_NAMES[after.course]
    if after.course == "unknown":
        return course
    if after.course in _SHORT:
        if now.course in _SHORT:
            return Text(ja=f"{course.ja}。{after.reason.ja}", en=f"{course.en}. {after.reason.en}")
        ja, en = _names(mended)
        return Text(
            ja=f"{'移すと' if moved else '終えると'}、{course.ja}。短い道を閉じていたサーバが院内からなくなるか、契約で守られます: {ja}。{after.reason.ja}",
            en=f"{course.en}. The servers that close the short route leave the site or come under contract: {en}. {after.reason.en}",
        )
    ja, en = _names([one.name for one in after.breaking])
    less = len(now.breaking) - len(after.breaking)
    vendors = sorted({one.vendor for one in after.breaking if one.vendor})
    alone = sum(1 for one in after.breaking if not one.vendor)
    to_do = Text(
        ja=(f"{len(vendors)}社の契約に更新の文を{'足し、' if alone else '足せば、'}" if vendors else "")
        + (f"事業者のない{alone}台に引き受け手を決めれば、" if alone else "")
        + "保守委託機関編で足ります",
        en="It would suffice with "
        + " and ".join(
            [
                *([f"wording on updates in the contracts of {len(vendors)} vendor(s)"] if vendors else []),
                *([f"somebody to take on {alone} server(s) without a vendor"] if alone else []),
            ]
        ),
    )
    fewer = Text(ja="", en="")
    if less > 0:
        fewer = Text(ja=f"いまより{less}台減ります。", en=f"{less} fewer than today. ")
    elif after is not now:
        fewer = Text(ja="契約が今のままなら、この道では変わりません。", en="With the contracts as they are this road changes nothing. ")
    return Text(
        ja=f"{course.ja}。{fewer.ja}残る{len(after.breaking)}台: {ja}。{to_do.ja}。",
        en=f"{course.en}. {fewer.en}{len(after.breaking)} left: {en}. {to_do.en}.",
    )


def _names(names: Sequence[str]) -> tuple[str, str]:
    shown, more = list(names[:_NAMED]), len(names) - _NAMED
    ja, en = "、".join(shown) or "なし", ", ".join(shown) or "none"
    return (f"{ja} ほか{more}台", f"{en} and {more} more") if more > 0 else (ja, en)
