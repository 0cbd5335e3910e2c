"""What ``inmori incident`` prints: the next deadline first, then the duties, what is still to be found out, and the log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_clock import STATE_NAMES, Clock, left, pressing, term_words
from inmori.prepare.incident_entry import Chain, Entry, receipt
from inmori.prepare.incident_question import QUESTIONS, UNKNOWN, said_answer
from inmori.prepare.incident_time import day_and_time, said_time, stored
from inmori.text import Language, Text

_RECALLED = Text(
    ja="    確かさ: 低。公式の文書で確かめていないので、窓口の案内に従ってください", en="    Confidence: low, not confirmed from the official text; follow what the desk says"
)
_AIMS = Text(
    ja="「めやす」は院守の仮定です(職員1時間、事業者・役所・警察3時間、患者24時間、本人72時間)。法は「速やかに」とだけ言います。日時はすべて日本時間です。",
    en="Aims are our assumption (staff 1 h, vendors, authorities and police 3 h, patients 24 h, persons 72 h); the law says promptly. All times are Japan's.",
)


def shown(brief: Brief, chain: Chain, *, folder: str) -> tuple[Text, ...]:
    """Return the lines of ``show``."""
    return (*warnings(chain), *next_lines(brief), *_duties(brief), *_questions(brief, folder), *_log(chain.entries))


def warnings(chain: Chain) -> tuple[Text, ...]:
    """Return what does not fit, one line each, the grave ones marked."""
    return tuple(
        Text(ja=f"{'★' if one.grave else '・'}{one.words.ja}", en=f"{'!' if one.grave else '-'} {one.words.en}") for one in chain.problems
    )


def next_lines(brief: Brief) -> tuple[Text, ...]:
    """Return what comes next and how long there is."""
    known = brief.case.known
    since = day_and_time(known) if known else Text(ja="未確認(すべての期限の起点です。note --known で書いてください)", en="unknown: every clock starts there; write it with note --known")
    head = (Text(ja=f"気づいた日時: {since.ja}", en=f"Known since: {since.en}"),)
    waiting = pressing(brief.clocks)
    if not waiting:
        return (*head, Text(ja="残っている届出はありません。", en="No duty is left."))
    first = waiting[0]
    lines = [Text(ja=f"次の期限: {_due(first, brief.now).ja}", en=f"Next: {_due(first, brief.now).en}")]
    legal = next((one for one in waiting if one.limit is not None and one is not first), None)
    if legal is not None:
        lines.append(Text(ja=f"法の期限: {_due(legal, brief.now).ja}", en=f"Limit by law: {_due(legal, brief.now).en}"))
    return (*head, *lines)


def _due(clock: Clock, now: datetime) -> Text:
    moment = clock.next
    term = term_words(clock)
    rest = left(moment, now=now) if moment else Text(ja="起点が未確認", en="start unknown")
    return Text(ja=f"{clock.duty.name.ja} — {term.ja}({rest.ja})", en=f"{clock.duty.name.en}: {term.en} ({rest.en})")


def _duties(brief: Brief) -> tuple[Text, ...]:
    lines = [Text(ja="", en=""), Text(ja="■ 届出と期限", en="Duties")]
    for one in brief.clocks:
        state = STATE_NAMES[one.state]
        if one.done is not None:
            detail = Text(ja=f"{said_time(one.done.happened)} {one.done.by}", en=f"{said_time(one.done.happened)} {one.done.by}")
        elif one.state in ("not_needed", "optional"):
            detail = one.verdict.why
        else:
            due = _due(one, brief.now)
            detail = Text(ja=due.ja.split(" — ", 1)[1], en=due.en.split(": ", 1)[1])
        lines.append(Text(ja=f"[{state.ja}] {one.duty.id}: {one.duty.name.ja} — {detail.ja}", en=f"[{state.en}] {one.duty.id}: {one.duty.name.en}: {detail.en}"))
        if one.state in ("overdue", "late", "due", "undated"):
            lines.append(Text(ja=f"    {one.duty.what.ja}。{one.verdict.why.ja}(出典 {one.duty.source})", en=f"    {one.duty.what.en}. {one.verdict.why.en} (source: {one.duty.source})"))
            lines += [Text(ja=f"    連絡先: {route}", en=f"    route: {route}") for route in _route(brief, one)]
            lines += _asked(one)
            if one.limit is not None:
                lines.append(Text(ja=f"    数え方: {one.rule.ja}", en=f"    counted: {one.rule.en}"))
            if one.duty.confidence == "low":
                lines.append(_RECALLED)
    lines.append(_AIMS)
    return tuple(lines)


def _asked(clock: Clock) -> tuple[Text, ...]:
    names = ", ".join(clock.verdict.ask)
    return (Text(ja=f"    答えると決まる質問: {names}", en=f"    settled by answering: {names}"),) if names else ()


def _route(brief: Brief, clock: Clock) -> tuple[str, ...]:
    contact = brief.contact(clock.duty.contact) if clock.duty.contact else None
    return (contact.route,) if contact is not None and contact.route else ()


def _questions(brief: Brief, folder: str) -> tuple[Text, ...]:
    lines = [Text(ja="", en=""), Text(ja="■ 確かめること", en="To find out")]
    for one in QUESTIONS:
        value = brief.case.answer(one.id)
        said = said_answer(value)
        lines.append(Text(ja=f"{one.id}: {one.words.ja} → {said.ja}", en=f"{one.id}: {one.words.en} -> {said.en}"))
        if value == UNKNOWN:
            lines.append(Text(ja=f"    {one.why.ja}", en=f"    {one.why.en}"))
    lines.append(Text(ja=f"答え方: inmori incident answer {folder} 質問 yes|no|unknown --by 名前 --why 根拠", en=f"Answer with: inmori incident answer {folder} QUESTION yes|no|unknown --by NAME --why REASON"))
    return tuple(lines)


def _log(entries: Sequence[Entry]) -> tuple[Text, ...]:
    lines = [Text(ja="", en=""), Text(ja="■ 記録(書いた順)", en="Log, as written")]
    lines += [Text(ja=line_words(one), en=line_words(one)) for one in entries]
    if entries:
        lines.append(Text(ja=f"最後の控え番号: {receipt(entries[-1])}(紙に写しておくと、後から消されていないことを示せます)", en=f"Last receipt: {receipt(entries[-1])} (copy it on paper)"))
    return tuple(lines)


def line_words(entry: Entry) -> str:
    """Return one line of the log for the screen."""
    mark = f"[{entry.corrects}を{'取消' if entry.void else '訂正'}] " if entry.corrects else ""
    about = f"[{entry.duty or entry.question}{'=' + entry.answer if entry.answer else ''}] " if entry.duty or entry.question else ""
    known = f"(知った {said_time(entry.known)})" if entry.known else ""
    return " ".join(f"{entry.number:>3} {said_time(entry.happened)}{known} {mark}{about}{entry.what} — {entry.by}".split())


def as_data(brief: Brief, chain: Chain, *, language: Language) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "known": stored(brief.case.known) if brief.case.known else None,
        "now": stored(brief.now),
        "whole": chain.whole,
        "problems": [{"line": one.line, "grave": one.grave, "words": one.words.in_(language)} for one in chain.problems],
        "duties": [
            {
                "id": one.duty.id,
                "name": one.duty.name.in_(language),
                "state": one.state,
                "need": one.verdict.need,
                "ask": list(one.verdict.ask),
                "starts": stored(one.starts) if one.starts else None,
                "aim": stored(one.aim) if one.aim else None,
                "limit": stored(one.limit) if one.limit else None,
                "done": stored(one.done.happened) if one.done else None,
                "basis": one.duty.basis,
                "confidence": one.duty.confidence,
                "source": one.duty.source,
            }
            for one in brief.clocks
        ],
        "answers": {id: answer.value for id, answer in brief.case.answers.items()},
        "log": [one.model_dump(mode="json", exclude_none=True, exclude={"house"}) for one in chain.entries],
    }
