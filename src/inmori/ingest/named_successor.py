"""Finds lines of a ledger whose remark says that the machine was replaced, and by which machine: "R7.5入替 → W2F-03N".

A remark about a replacement may be a plan, or may speak of the predecessor; only one that names another machine that
the papers know, and no day to come, says that its own is gone. The successor keeps name, address and traffic.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inmori.ingest.cell_value import dates_inside
from inmori.ingest.identity_key import asset_key, host_key
from inmori.ingest.reading import Sighting
from inmori.model import SourceKind

_NAME = r"([A-Za-z][A-Za-z0-9_-]*\d[A-Za-z0-9_-]*|[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+|\d{4,})"
_CHANGED = r"(?:入れ?替え?|買い?替え?|置き?換え?|更新|更改|交換|代替|リプレー?ス|切り?替え?|replaced)"
_STATED = (
    # 入替 → W2F-03N, 更新済(W2F-03N), 後継機: W2F-03N, replaced by W2F-03N
    re.compile(rf"{_CHANGED}(?:済み?|完了|後|した|しました)?\s*(?:→|⇒|->|=>|by|[(（:：])\s*(?:新|後継機?|後継は|now)?\s*[:：]?\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:後継機?|代替機|入替先|更新先|交換先|移行先|新端末|新機)(?:は|[:：→(（])?\s*{_NAME}", re.IGNORECASE),
    # → W2F-03N に入替, W2F-03Nへ更新済
    re.compile(rf"{_NAME}\s*(?:に|へ|と)\s*{_CHANGED}(?:済|完了|した|しました|$|[、。)）\s])", re.IGNORECASE),
)
_NOT_DONE = re.compile(r"予定|計画|検討|候補|まで|見込|申請|待ち|次回|次期|planned|will be|to be", re.IGNORECASE)


def with_named_successors(sightings: Sequence[Sighting], *, today: date) -> list[Sighting]:
    """Return the records, those of machines with a named successor marked as out of use."""
    known = {key for s in sightings for key in (*map(host_key, s.hostnames), *map(asset_key, s.asset_numbers)) if key}
    return [_marked(sighting, known, today) for sighting in sightings]


def _marked(sighting: Sighting, known: set[str], today: date) -> Sighting:
    if sighting.source.kind is not SourceKind.LEDGER or sighting.retired is not None or not sighting.notes:
        return sighting
    own = {*map(host_key, sighting.hostnames), *map(asset_key, sighting.asset_numbers)}
    for note in sighting.notes:
        if any(name not in own and name in known for name in _successors(note, today)):
            return replace(sighting, retired=f"備考「{note}」")
    return sighting


def _successors(note: str, today: date) -> list[str]:
    if _NOT_DONE.search(note) or any(found.first > today for found in dates_inside(note)):
        return []
    names = [match[1] for pattern in _STATED for match in pattern.finditer(note)]
    return [key for name in names for key in (host_key(name), asset_key(name)) if key]
