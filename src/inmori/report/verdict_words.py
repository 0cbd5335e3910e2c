"""The verdict as a director can say it: short sentences, one thing each, and the one price at which it turns.

The ranges stand in the section on the roads; a board that hears four of them in a row remembers none.
"""

from inmori.plan.found import Comparison
from inmori.plan.roads import Roads
from inmori.report.aloud import aloud
from inmori.report.sides import sides
from inmori.report.turning_words import nearest_turn, turned
from inmori.report.wording import joined, two_figures
from inmori.text import Text
from inmori.units import yen_en, yen_ja

_ORDER = (("best", "stay"), ("harden", "stay"), ("cloud", "stay"), ("cloud", "harden"), ("best", "harden"), ("best", "cloud"))
_COUNTED = {2: "二つ", 3: "三つ", 4: "四つ"}


def verdict_aloud(roads: Roads) -> Text:
    """Return the verdict in sentences for the ear; that of the plan, lightened, where nothing was compared in pairs."""
    names: dict[str, Text] = {one.id: one.name for one in sides(roads)}
    known = {(one.one, one.other): one for one in roads.comparisons}
    pairs = [known[pair] for pair in _ORDER if pair in known and set(pair) <= names.keys()]
    if not pairs:
        return aloud(roads.verdict)
    if not any(pair.decided for pair in pairs):
        count = len({name for pair in pairs for name in (pair.one, pair.other)})
        first = Text(
            ja=f"{_COUNTED.get(count, str(count))}の道のどれが得かは、今の資料では言えません。見込みの幅が広いためです。",
            en="Which of the roads costs less cannot be told from what is known: the estimates are too wide.",
        )
        return joined((first, *turning_point(roads)))
    return joined((*_pairs(pairs, names, roads.years), *turning_point(roads)))


def turning_point(roads: Roads) -> tuple[Text, ...]:
    """Return the break-even nearest to what is expected today, in two sentences; none where none was found."""
    turn = nearest_turn(roads)
    if turn is None:
        return ()
    name = turn.one.name
    return (
        Text(ja=f"分かれ目は、{name.ja}です。", en=f"What decides between moving and hardening: “{name.en}”."),
        turned(turn),
    )


def _pairs(pairs: list[Comparison], names: dict[str, Text], years: int) -> list[Text]:
    """Say what is decided against staying, what the search gained, then the question among the other roads: three at most."""
    against = [pair for pair in pairs if pair.other == "stay"]
    among = [pair for pair in pairs if pair.other != "stay"]
    decided = [pair for pair in against if pair.decided]
    said: list[Text] = []
    if len(decided) == len(against) > 1 and all(pair.difference.mid < 0 for pair in decided):
        said.append(
            Text(
                ja="今のまま続けるのが、いちばん高くつきます。",
                en="Going on as now costs the most.",
            )
        )
    told = [*(decided[:1] or against[:1]), *[pair for pair in among if pair.one == "best" and pair.decided][:1]]
    told += [pair for pair in among if pair not in told][:1]
    return [*said, *(_pair(pair, names, years) for pair in told)]


def _pair(pair: Comparison, names: dict[str, Text], years: int) -> Text:
    one, other = names[pair.one], names[pair.other]
    if not pair.decided:
        return Text(
            ja=f"{one.ja}と{other.ja}は、どちらが安いとも言えません。",
            en=f"Between “{one.en}” and “{other.en}”, nobody can say which costs less.",
        )
    dear = pair.difference.mid > 0
    gap = two_figures(abs(pair.difference.mid))
    return Text(
        ja=f"{one.ja}は{other.ja}より、{years}年で約{yen_ja(gap)}{'高く' if dear else '安く'}つきます。",
        en=f"“{one.en}” costs about {yen_en(gap)} {'more' if dear else 'less'} than “{other.en}” over {years} years.",
    )
