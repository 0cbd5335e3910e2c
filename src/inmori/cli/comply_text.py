"""The assessment in plain words on the terminal: each item with its answer and why, the route, the vendors, what to find out."""

from collections.abc import Iterator

from inmori.comply import (
    ANSWER_NAMES,
    BASIS_NAMES,
    COURSE_NAMES,
    STATE_TITLES,
    Assessment,
    ItemAnswer,
    SideBySide,
)
from inmori.comply.decision import round_of
from inmori.text import Language, Text

_LOW = Text(ja="文言は未確認", en="wording not seen")
_SHOWN = 8


def assessment_lines(assessment: Assessment, language: Language) -> Iterator[str]:
    """Yield the lines to print."""
    counts = assessment.counts()
    whole = "、".join(f"{ANSWER_NAMES[answer].in_(language)} {count}" for answer, count in counts.items())
    yield f"{assessment.name.in_(language)} {assessment.hospital}"
    if assessment.note:
        yield Text(ja=f"注意: {assessment.note.ja}", en=f"Note: {assessment.note.en}").in_(language)
    yield ""
    for item in assessment.items:
        yield from _item(item, language)
    yield ""
    share = f"{assessment.known_share():.0%}"
    yield Text(ja=f"計{len(assessment.items)}項目: {whole}(答えの分かった割合 {share})", en=f"{len(assessment.items)} items: {whole} (known: {share})").in_(language)
    yield from _evidence(assessment, language)
    yield from _route(assessment, language)
    if assessment.compared is not None:
        yield from _compared(assessment.compared, language)
    yield from _vendors(assessment, language)


def _item(item: ItemAnswer, language: Language) -> Iterator[str]:
    answer, decision = item.stands.in_(language), item.decision
    words = item.text.in_(language)
    said = any(word in words for word in ("未確認", "not seen"))  # some items say so themselves
    tail = f"({_LOW.in_(language)})" if item.confidence == "low" and not said else ""
    yield f"[{answer}] {item.number} {words}{tail}"
    if decision is not None:
        number = round_of(decision, item.decisions)
        until = f"、目標日 {decision.target.isoformat()}" if decision.target else ""
        by = f", target {decision.target.isoformat()}" if decision.target else ""
        late = Text(ja="(目標日を過ぎています)", en=" (target day has gone by)").in_(language) if item.overdue else ""
        yield "    " + Text(
            ja=f"決定({number}回目) {decision.on.isoformat()} {decision.who}: {decision.reason}{until}",
            en=f"Decided (round {number}) {decision.on.isoformat()} {decision.who}: {decision.reason}{by}",
        ).in_(language) + late
    proposed = f"{ANSWER_NAMES[item.proposed].in_(language)}・{BASIS_NAMES[item.basis].in_(language)}"
    yield "    " + Text(ja=f"案({proposed}) {item.reason.ja}", en=f"Proposed ({proposed}): {item.reason.en}").in_(language)
    if item.contradiction:
        told = [one.said for one in item.declared if one.answer == "yes"]
        found = [one.title for one in item.observed if one.contradicts]
        for one in (*told, *found[:3]):
            yield "    " + Text(ja=f"食い違い: {one.ja}", en=f"Contradiction: {one.en}").in_(language)
    if item.against_papers:
        yield "    " + Text(ja="食い違い: 決めた答えは「はい」、資料は「いいえ」", en="Contradiction: decided yes, the papers say no").in_(language)
    if item.overturn and item.answer == "no":
        yield "    " + item.overturn.in_(language)
    if item.target_by:
        day = item.target_by.isoformat()
        yield "    " + Text(ja=f"目標日を決めてください({day}まで)", en=f"Set a target day (by {day})").in_(language)
    if item.task:
        yield "    " + Text(ja=f"調べること: {item.task.what.ja}", en=f"To find out: {item.task.what.en}").in_(language)


def _evidence(assessment: Assessment, language: Language) -> Iterator[str]:
    old = [one for one in assessment.papers if one.age == "expired"]
    undated = sum(1 for one in assessment.papers if one.age == "undated")
    yield Text(
        ja=f"証拠 {len(assessment.papers)}件(期限切れ {len(old)}、日付不明 {undated})",
        en=f"{len(assessment.papers)} pieces of evidence ({len(old)} expired, {undated} without a date)",
    ).in_(language)
    for one in old:
        day = one.made_on.isoformat() if one.made_on else "-"
        yield "    " + Text(ja=f"{one.label} {one.file}({day})は期限切れです", en=f"{one.label} {one.file} ({day}) has expired").in_(language)


def _compared(compared: SideBySide, language: Language) -> Iterator[str]:
    """Yield the three columns as a small table of counts, and the route after each road."""
    yield ""
    yield Text(
        ja=f"対策なし・いま・計画のあと(道: {compared.name.ja})", en=f"No measures, today, after the plan (road: {compared.name.en})"
    ).in_(language)
    for state, title in STATE_TITLES.items():
        counts = compared.counts(state)
        line = "  ".join(f"{ANSWER_NAMES[answer].in_(language)} {count}" for answer, count in counts.items())
        expected = compared.expected() if state == "after" else 0
        tail = Text(ja=f"(はいのうち見込み {expected})", en=f" ({expected} of the yes are expected)").in_(language) if expected else ""
        yield f"    {title.in_(language)}: {line}{tail}"
    yield Text(ja="ガイドライン第7.0版の適用範囲(道ごと)", en="Route of guideline 7.0 by road").in_(language)
    for one in compared.routes:
        yield f"    {one.name.in_(language)}: {one.words.in_(language)}"


def _route(assessment: Assessment, language: Language) -> Iterator[str]:
    route = assessment.route
    course = COURSE_NAMES[route.course]
    yield ""
    yield Text(ja=f"安全管理ガイドライン第7.0版: {course.ja}", en=f"Guideline 7.0: {course.en}").in_(language)
    if route.reason != course:
        yield f"    {route.reason.in_(language)}"
    for one in route.breaking[:_SHOWN]:
        yield f"    {one.name}({one.vendor or '-'}): {one.reason.in_(language)}"
    first = next((one for one in route.votes if one.mend), None)
    if first is not None and first.mend:
        yield f"    {first.mend.in_(language)}"


def _vendors(assessment: Assessment, language: Language) -> Iterator[str]:
    rows = assessment.vendors
    received = sum(1 for row in rows if row.disclosure.state == "received")
    sheets = sum(1 for row in rows if row.sheet.state == "received")
    late = sum(1 for row in rows for paper in (row.disclosure, row.sheet) if paper.state == "overdue")
    yield ""
    yield Text(
        ja=f"事業者とシステムの組 {len(rows)}件: 開示書を受領 {received}、事業者確認用を受領 {sheets}、期限切れ {late}",
        en=f"{len(rows)} pairs of vendor and system: disclosures received {received}, vendors' sheets received {sheets}, overdue {late}",
    ).in_(language)
