"""How the map says things: what speaks for a way, what was seen of it, and how much is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inmori.model import ZoneKind
from inmori.reach import Crossing, Verdict
from inmori.report.wording import UNKNOWN, joined, listed, same
from inmori.text import Text
from inmori.web.versions.chart import Cell, Chart

GROUNDS: dict[str, Text] = {
    "list": Text(ja="病院のリモート保守の一覧にある", en="On the hospital's list of remote maintenance"),
    "contract": Text(ja="契約がある", en="There is a contract"),
    "approval": Text(ja="設定のコメントに申請や承認の番号がある", en="The configuration's comment has a number of approval"),
    "comment": Text(ja="設定のコメントだけ(申請や契約は見つからない)", en="Only a comment in the configuration (no approval or contract found)"),
    "": Text(ja="認めた根拠が見つからない", en="Nothing found that sanctions it"),
}
VERDICTS: dict[Verdict, Text] = {
    Verdict.ALLOW: Text(ja="設定では通る", en="allowed by configuration"),
    Verdict.PARTIAL: Text(ja="設定では一部が通る", en="partly allowed by configuration"),
    Verdict.DENY: Text(ja="設定では通らない", en="denied by configuration"),
    Verdict.UNKNOWN: Text(ja="設定からは分からない", en="configuration does not tell"),
}
YES_NO: dict[bool | None, Text] = {True: Text(ja="はい", en="yes"), False: Text(ja="いいえ", en="no"), None: UNKNOWN}
_CELLS: dict[Verdict, Text] = {
    Verdict.ALLOW: Text(ja="すべて通る", en="all"),
    Verdict.PARTIAL: Text(ja="一部通る", en="some"),
    Verdict.DENY: Text(ja="通らない", en="none"),
    Verdict.UNKNOWN: Text(ja="分からない", en="unknown"),
}
_OPEN = Text(ja="区切りなし", en="not separated")


def sanctioned(crossings: Sequence[Crossing]) -> Text:
    """Say what speaks for some ways, the strongest ground first, with whom each is for."""
    parts = []
    for ground, word in GROUNDS.items():
        own = [one for one in crossings if one.explained == ground]
        vendors = list(dict.fromkeys(one.vendor for one in own if one.vendor))
        ended = any(one.ended for one in own)
        if own:
            whose = listed(vendors, limit=2) if vendors else None
            text = Text(ja=f"{word.ja}({whose.ja})", en=f"{word.en} ({whose.en})") if whose else word
            parts.append(Text(ja=f"{text.ja}。契約は終了", en=f"{text.en}; contract ended") if ended else text)
    return joined(parts) if len(parts) < 2 else Text(ja="/".join(p.ja for p in parts), en=" / ".join(p.en for p in parts))


def seen(crossings: Iterable[Crossing], *, recorded: bool) -> Text:
    """Say what traffic and configuration say; not seen is not the same as not there."""
    found = list(crossings)
    count = sum(one.seen for one in found)
    if count:
        return Text(ja=f"{count:,}回 観測", en=f"seen {count:,} times")
    verdict = max((one.allowed for one in found), key=list(VERDICTS)[::-1].index)
    rest = Text(ja="通信は未観測", en="not seen") if recorded else Text(ja="通信の記録なし", en="no traffic record")
    return Text(ja=f"{VERDICTS[verdict].ja}({rest.ja})", en=f"{VERDICTS[verdict].en} ({rest.en})")


def reaches(cell: Cell | None) -> Text:
    """Say one cell of who reaches whom."""
    if cell is None or not cell.spoken:
        return _CELLS[Verdict.UNKNOWN]
    return _OPEN if not cell.filtered and cell.verdict is Verdict.ALLOW else _CELLS[cell.verdict]


def not_known(chart: Chart) -> list[Text]:
    """Say what the map cannot show, so that a blank is not taken for safety."""
    found = []
    if not any(spot.written for spot in chart.spots):
        found.append(Text(
            ja="資料からネットワークの区画を読み取れていません。ファイアウォールの設定か、区画の聞き取りを入れると描けます。",
            en="No network zone could be read from the evidence. A firewall configuration or an interview about zones would allow it.",
        ))  # fmt: skip
    if not chart.gateways:
        found.append(Text(
            ja="読めた設定がありません。区画が本当に区切られているか、どの通信が許されているかは分かりません。線が無いことは、つながっていないことを意味しません。",
            en="No configuration was read: whether zones are really separated, and what is allowed, is not known. No line does not mean no connection.",
        ))  # fmt: skip
    if not chart.flows:
        found.append(Text(
            ja="通信の記録がありません。実際に使われているか、設定を通らないつながり(携帯回線など)があるかは分かりません。",
            en="No traffic record: whether a way is used, and whether there are ways past the configuration (mobile lines), is not known.",
        ))  # fmt: skip
    if chart.unplaced:
        found.append(Text(
            ja=f"どの区画にあるか分からない機器が{chart.unplaced}台あり、図に入っていません。",
            en=f"{chart.unplaced} machines are in no known zone and not in the picture.",
        ))  # fmt: skip
    return found


def reason(written: str, chart: Chart) -> Text:
    """Say why networks are one zone: the neutral reference that reach gives, in words."""
    kind, _, name = written.partition(":")
    if kind == "gateway":
        known = next((one.name for one in chart.passes if one.id == name), same(name))
        return Text(ja=f"{known.ja}は通信を選ばずに通す", en=f"{known.en} passes everything on")
    if kind == "interface":
        return Text(ja=f"同じ口({name})の先にある", en=f"behind one interface ({name})")
    if kind == "intrazone":
        return Text(ja=f"{name}の中は規則なしで通る", en=f"no rule needed within {name}")
    if kind == "policy":
        return Text(ja=f"規則 {name} が何でも通す", en=f"rule {name} allows everything")
    return same(written)


def real_border(spot_kind: ZoneKind, *, together: Sequence[Text], why: Sequence[Text], judged: bool) -> Text:
    """Say how a zone is separated in fact."""
    if spot_kind.outside:
        return same("–")
    if together:
        reason = listed([one.ja for one in why], limit=3), listed([one.en for one in why], limit=3)
        ja, en = "・".join(one.ja for one in together), ", ".join(one.en for one in together)
        return Text(ja=f"{ja}と区切りなし({reason[0].ja})" if why else f"{ja}と区切りなし", en=f"not separated from {en} ({reason[1].en})" if why else f"not separated from {en}")
    return Text(ja="ほかと区切られている", en="separated") if judged else Text(ja="未確認(読めた設定がない)", en="not confirmed (no configuration read)")
