"""Tells a person what of a router's or switch's configuration is not used in judging; one wording for all vendors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from inmori.ingest.gear_unread import STRAY
from inmori.ingest.intake import Problem
from inmori.model import Source
from inmori.model.gateway import Effect, Gateway, Rule, Unread
from inmori.reach.address_space import EVERYWHERE
from inmori.reach.rule_match import match_of
from inmori.reach.service_space import ALL_SERVICES
from inmori.text import Text

_NAMED = 10  # unresolved names that are listed


def problems_of(gateway: Gateway, format_id: str, *, whole: bool = True) -> tuple[Problem, ...]:
    """Return what a person should know about a gateway's configuration.

    ``whole``: the file is a complete configuration; an excerpt is told to be one.
    """
    found: list[Problem] = []
    stray = [part for part in gateway.unread if part.what.startswith(STRAY)]
    for part in gateway.unread:
        if part not in stray:
            severity = "warning" if part.what.startswith("routing:") else "note"
            text = _UNREAD.filled(what=part.what)
            found.append(_problem(format_id, severity, "not_modelled", part.source_ref, text, done_with(part)))
    if stray:
        bearing = next((part for part in stray if part.effect is not Effect.NONE), None)
        words = ", ".join(part.what.removeprefix(STRAY) for part in stray[:_NAMED])
        text = _STRAY.filled(words=words)
        found.append(_problem(format_id, "note", "stray_lines", stray[0].source_ref, text, done_with(bearing) if bearing else _STRAY_DONE))
    unclear = _unclear(gateway.rules)
    if unclear:
        text = _UNCLEAR.filled(
            gateway=gateway.name.value or gateway.id,
            count=len(unclear),
            names=", ".join(name for name, _ in sorted(unclear.items())[:_NAMED]),
        )
        found.append(
            _problem(format_id, "note", "unresolved_names", gateway.source_ref, text, _UNCLEAR_DONE)
        )
    if not whole:
        found.append(_problem(format_id, "note", "excerpt", gateway.source_ref, _EXCERPT, _EXCERPT_DONE))
    return tuple(found)


def done_with(part: Unread) -> Text:
    """Return what was done about a part that is not used: whether answers rest on it."""
    return _UNREAD_DONE if part.effect is not Effect.NONE or part.what.startswith("routing:") else _UNUSED_DONE


def _unclear(rules: Iterable[Rule]) -> Counter[str]:
    """Count what leaves rules open, but for those that come after a rule that fits everything anyway."""
    unclear: Counter[str] = Counter()
    settled: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for rule in rules:
        side = (rule.from_interfaces, rule.to_interfaces)
        if not (rule.enabled and rule.opens) or side in settled:
            continue
        match = match_of(rule)
        whole = match.source.sure == match.destination.sure == EVERYWHERE and match.service.sure == ALL_SERVICES
        if whole and not match.conditional:
            settled.add(side)
        sides = (*rule.source.unresolved, *rule.destination.unresolved, *rule.service.unresolved)
        unclear.update({*sides, *rule.unread})
    return unclear


def _problem(format_id: str, severity: str, code: str, where: Source, text: Text, done: Text) -> Problem:
    return Problem.model_validate(
        {"severity": severity, "code": f"{format_id}_{code}", "where": where, "text": text, "done": done}
    )


_UNREAD = Text(
    ja="まだ判断に使えない設定があります: {what}。", en="A part is not yet used in judging: {what}."
)
_UNREAD_DONE = Text(
    ja="この部分で結果が変わりうる問いには「不明」と答えます。",
    en="Questions that turn on it are answered as unknown.",
)
_UNUSED_DONE = Text(
    ja="通す・止めるの答えには影響しないものとして、名前だけ記録しました。",
    en="Noted by name only; taken not to change what passes between networks.",
)
_STRAY = Text(ja="読み取れない行があります({words})。", en="Some lines were not understood ({words}).")
_STRAY_DONE = Text(ja="読み飛ばしました。", en="They were skipped.")
_UNCLEAR = Text(
    ja="{gateway} の規則に、設定だけでは内容が決まらない部分が{count}件あります({names})。",
    en="Rules of {gateway} hold {count} parts that the file alone does not settle ({names}).",
)
_UNCLEAR_DONE = Text(
    ja="それらが結果を左右する場合は「不明」としました。", en="Where they decide, the answer is unknown."
)
_EXCERPT = Text(
    ja="設定の全体ではなく一部のようです。", en="This seems to be an excerpt, not a whole configuration."
)
_EXCERPT_DONE = Text(
    ja="書かれていないことは「設定なし」とは決めませんでした。全体の設定もご用意ください。",
    en="What is not in it was not taken for unset. Please provide the whole configuration.",
)
