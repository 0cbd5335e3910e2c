"""What ``inmori plan`` prints below the directions: the differences, the break-evens, the roadmap of the best mix."""

from collections.abc import Iterator

from inmori.plan import Roads
from inmori.plan.optimise import Draft
from inmori.text import Language, Text
from inmori.units import yen_en, yen_ja

SOURCES: dict[str, Text] = {
    "first": Text(ja="すぐに使える最初の案", en="a first roadmap"),
    "duties": Text(ja="義務だけ", en="duties only"),
    "harden": Text(ja="閉域強化の計画", en="the plan of hardening"),
    "cloud": Text(ja="クラウド移行の計画", en="the plan of the move"),
    "present": Text(ja="病院の今の計画", en="the hospital's present plan"),
    "forward": Text(ja="効く順に足す", en="adding what works best"),
    "backward": Text(ja="要らない順に引く", en="taking away what is missed least"),
    "program": Text(ja="小さな標本での厳密解", en="exact on a small sample"),
    "moves": Text(ja="入れ替え", en="exchanges"),
}


def draft_line(draft: Draft, language: Language) -> str:
    """Tell of a better roadmap while the search goes on."""
    source = SOURCES.get(draft.source.partition("+")[0], Text(ja=draft.source, en=draft.source))
    return Text(
        ja=f"  より良い計画: {source.ja}({len(draft.starts)}件、費用と予想損失から要求の値打ちを引いて{yen_ja(draft.value)})",
        en=f"  better: {source.en} ({len(draft.starts)} measures, costs and expected loss less duties {yen_en(draft.value)})",
    ).in_(language)


def search_lines(roads: Roads, language: Language) -> Iterator[str]:
    """Every difference with its range, the break-evens and the roadmap."""
    yield from _differences(roads, language)
    yield from _roadmap(roads, language)


def _differences(roads: Roads, language: Language) -> Iterator[str]:
    yield Text(ja="■ 道どうしの差", en="■ Differences").in_(language)
    for each in roads.comparisons:
        yield f"  {each.text.in_(language)}"
    if roads.break_evens:
        yield Text(ja="■ どこで逆転するか(クラウド移行と閉域強化)", en="■ Where it turns (move against hardening)").in_(language)
        for one in roads.break_evens:
            yield f"  {one.text.in_(language)}"


def _roadmap(roads: Roads, language: Language) -> Iterator[str]:
    if roads.search is None:
        return
    yield Text(ja="■ 最適の工程", en="■ Roadmap of the best mix").in_(language)
    yield f"  {roads.search.text.in_(language)}"
    for chosen in roads.best.measures if roads.best is not None and not roads.search.measures else ():
        year = Text(ja=f"{chosen.start_year}年目", en=f"year {chosen.start_year}").in_(language)
        yield f"  {year} {chosen.name.in_(language)}"
    for each in roads.search.measures:
        year = Text(ja=f"{each.start_year}年目", en=f"year {each.start_year}").in_(language)
        yield f"  {year} {each.name.in_(language)}: {each.reason.in_(language)}"
    if roads.search.others:
        yield Text(ja="■ 入れなかったもの", en="■ Left out").in_(language)
    for each in roads.search.others:
        yield f"  {each.name.in_(language)}: {each.reason.in_(language)}"
    if roads.search.present is not None:
        yield f"■ {roads.search.present.text.in_(language)}"
    if roads.search.front:
        yield Text(ja="■ 予算を変えると", en="■ With other budgets").in_(language)
    for point in roads.search.front:
        yield Text(
            ja=f"  年{yen_ja(point.budget_yen)}: {len(point.starts)}件、費用{yen_ja(point.cost)}、見込まれる損害{yen_ja(point.expected_loss)}",
            en=f"  {yen_en(point.budget_yen)} a year: {len(point.starts)} measures, cost {yen_en(point.cost)}, expected loss {yen_en(point.expected_loss)}",
        ).in_(language)
