"""The verdict as a director can say it: who wins where that is decided, and the one price at which it turns.

The ranges stand in the section on the roads; a board that hears four of them in a row remembers none.
"""

import math

from inmori.plan.found import BreakEven, Comparison
from inmori.plan.roads import Roads
from inmori.report.aloud import aloud
from inmori.report.wording import joined, two_figures
from inmori.text import Text
from inmori.units import yen_en, yen_ja

_ORDER = (("cloud", "harden"), ("harden", "stay"), ("cloud", "stay"))


def verdict_aloud(roads: Roads) -> Text:
    """Return the verdict in sentences for the ear; that of the plan, lightened, where nothing was compared in pairs."""
    names: dict[str, Text] = {one.id: one.name for one in roads.directions}
    known = {(one.one, one.other): one for one in roads.comparisons}
    pairs = [known[pair] for pair in _ORDER if pair in known and set(pair) <= names.keys()]
    if not pairs:
        return aloud(roads.verdict)
    if not any(pair.decided for pair in pairs):
        first = Text(
            ja=f"{len({n for p in pairs for n in (p.one, p.other)})}つの道のどれが得かは、今の資料では言えません。差の幅が0をまたぐためです。",
            en="Which of the roads costs less cannot be told from what is known: every difference may be either way.",
        )
        return joined((first, *turning_point(roads)))
    said = [_pair(pair, names, roads.years) for pair in pairs[:2]]
    return joined((*said, *turning_point(roads)))


def turning_point(roads: Roads) -> tuple[Text, ...]:
    """Return the break-even nearest to what is expected today, as one sentence; none where none was found."""
    turning = [one for one in roads.break_evens if one.at is not None and _distance(one) is not None]
    if not turning:
        return ()
    nearest = min(turning, key=lambda one: (_distance(one) or 0.0, one.input))
    return (aloud(nearest.text, sentences=1),)


def _distance(one: BreakEven) -> float | None:
    """How far the value must move, as a factor either way; None where it cannot be compared."""
    if one.at is None or one.at.mid <= 0 or one.now <= 0:
        return None
    return abs(math.log(one.at.mid / one.now))


def _pair(pair: Comparison, names: dict[str, Text], years: int) -> Text:
    one, other = names[pair.one], names[pair.other]
    if not pair.decided:
        return Text(
            ja=f"{one.ja}と{other.ja}は、どちらが得とは言えません。",
            en=f"Between “{one.en}” and “{other.en}”, nobody can say which costs less.",
        )
    dear = pair.difference.mid > 0
    gap = two_figures(abs(pair.difference.mid))
    return Text(
        ja=f"{one.ja}は{other.ja}より、{years}年で約{yen_ja(gap)}{'高く' if dear else '安く'}つきます。",
        en=f"“{one.en}” costs about {yen_en(gap)} {'more' if dear else 'less'} than “{other.en}” over {years} years.",
    )
