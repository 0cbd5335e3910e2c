"""The comparison with the official workbook in plain words: numbers and our own sentences, never the official ones."""

from collections.abc import Iterator

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply.official_compare import ItemComparison, OfficialComparison
from inmori.comply.official_form import OfficialForm
from inmori.comply.vendor_question import restated
from inmori.text import Language, Text

_VERDICTS = {
    "fits": Text(ja="合う", en="fits"),
    "moved": Text(ja="番号が動いた", en="moved"),
    "doubtful": Text(ja="要確認", en="look"),
    "added": Text(ja="手元にない", en="new"),
    "missing": Text(ja="様式にない", en="missing"),
}


def comparison_lines(
    form: OfficialForm, comparison: OfficialComparison, framework: Framework, catalogue: Catalogue, language: Language
) -> Iterator[str]:
    """Yield the lines to print."""
    yield framework.name.in_(language)
    for one in comparison.items:
        yield "  " + _line(one, catalogue).in_(language)
    counts = {verdict: len(comparison.of(verdict)) for verdict in _VERDICTS}  # type: ignore[arg-type]
    yield Text(
        ja=f"様式の項目 {len(form.items)}件: " + "、".join(f"{_VERDICTS[name].ja} {count}" for name, count in counts.items() if count),
        en=f"{len(form.items)} items in the form: " + ", ".join(f"{_VERDICTS[name].en} {count}" for name, count in counts.items() if count),
    ).in_(language)
    if form.twice:
        yield Text(ja=f"二度出てくる番号: {'、'.join(form.twice)}(はじめの方を見ました)", en=f"numbers that stand there twice: {', '.join(form.twice)} (the first was taken)").in_(language)
    if form.lost:
        yield Text(ja=f"節の番号(1〜4)が分からず読まなかった行: {form.lost}", en=f"lines without a section, not read: {form.lost}").in_(language)
    yield Text(
        ja="近さは、手元の要約と公式の文に共通する文字の割合です(1で同じ)。要約なので1にはなりません。「要確認」と「番号が動いた」は公式の文を読み比べてください。",
        en="Likeness is the share of letter pairs that our restatement and the official text have in common; a restatement never reaches 1.",
    ).in_(language)


def _line(one: ItemComparison, catalogue: Catalogue) -> Text:
    verdict = _VERDICTS[one.verdict]
    mark = f" {one.likeness:.2f}" if one.likeness is not None else ""
    like_ja, like_en = (f" 手元の{one.like}に近い", f" is like our {one.like}") if one.like else ("", "")
    own = restated(catalogue.requirements[one.item].text) if one.item else Text(ja="", en="")
    return Text(
        ja=f"[{verdict.ja}{mark}] {one.number}{like_ja} {own.ja}".rstrip(), en=f"[{verdict.en}{mark}] {one.number}{like_en} {own.en}".rstrip()
    )
