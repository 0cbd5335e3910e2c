"""Remote maintenance that only a remark in the ledger tells of: 「業者がリモートで入る」「TeamViewerで見ることあり」.

No configuration shows it and no list has it, and yet somebody outside gets in. Such a remark becomes a path of its own,
unless a path that is known already leads to the machine or belongs to the company that keeps it.
"""

import ipaddress
import re
from collections.abc import Iterable, Sequence

from inmori.ingest.vendors import same_vendor
from inmori.model import Device, Fact, RemoteAccess, RemoteMethod, Source, TextFact, YesNo
from inmori.reach.port_family import remote_tool

_COMES_IN = re.compile(
    r"(?:リモート|遠隔)(?:で|から|にて)[^、。\n]{0,8}(?:入る|入れる|入って|接続|つなぐ|つなが|操作|保守|対応|点検|見る|見て)"
    r"|(?:業者|メーカー?|ベンダー?|保守会社)[^、。\n]{0,20}(?:リモート|遠隔)",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:リモート|遠隔)[^、。\n]{0,10}(?:しない|していない|不可|禁止|なし|無し|無い|廃止|終了|やめ)", re.IGNORECASE)
_CONFIDENCE = 0.5


def paths_in_remarks(devices: Sequence[Device], known: Sequence[RemoteAccess], *, list_given: bool) -> tuple[RemoteAccess, ...]:
    """Return one path for each company (or machine, where nobody names a company) that no path in ``known`` covers.

    ``list_given`` says that the hospital keeps a list of remote access, so that what is not on it is unlisted. Ids go on
    from the number of ``known``.
    """
    groups: dict[str, list[tuple[Device, str | None, Source]]] = {}
    for device in devices:
        told = _told(device)
        if told is not None and device.in_use() and not any(_covers(path, device) for path in known):
            groups.setdefault(device.vendor.value or device.id, []).append((device, *told))
    return tuple(
        _path(f"R{len(known) + number:02d}", members, list_given) for number, members in enumerate(groups.values(), start=1)
    )


def _told(device: Device) -> tuple[str | None, Source] | None:
    """Return (tool named or None, place) when the ledger says that somebody gets in from afar."""
    for note in device.notes:
        text = note.value or ""
        tool = remote_tool(None, (text,))
        if (tool is not None or _COMES_IN.search(text)) and not _NOT.search(text) and note.sources:
            return tool, note.sources[0]
    said = device.remote_maintenance
    return (None, said.sources[0]) if said.value and said.sources else None


def _covers(path: RemoteAccess, device: Device) -> bool:
    if not path.enabled:
        return False
    if same_vendor(path.vendor.value, device.vendor.value):
        return True
    mine = {fact.value for fact in (*device.addresses, *device.hostnames) if fact.value}
    return bool(mine & set(path.refs)) or any(_inside(address, path.targets) for address in mine)


def _inside(address: str, targets: Iterable[str]) -> bool:
    try:
        number = ipaddress.IPv4Address(address)
        return any(number in ipaddress.IPv4Network(target, strict=False) for target in targets)
    except ValueError:
        return False


def _path(path_id: str, members: Sequence[tuple[Device, str | None, Source]], list_given: bool) -> RemoteAccess:
    device, tool, _ = members[0]
    sources = tuple(dict.fromkeys(source for _, _, source in members))
    facts = [fact for one, _, _ in members for fact in (*one.hostnames, *one.addresses)]
    zones = dict.fromkeys(zone for one, _, _ in members for zone in one.zone_ids())
    method = Fact[RemoteMethod].of(RemoteMethod.REMOTE_TOOL, *sources, confidence=_CONFIDENCE) if tool else Fact[RemoteMethod]()
    return RemoteAccess(
        id=path_id,
        vendor=device.vendor if device.vendor.known else TextFact(),
        method=method,
        system=device.name,
        product=TextFact.of(tool, *sources, confidence=_CONFIDENCE) if tool else TextFact(),
        targets=tuple(fact.value for one, _, _ in members for fact in one.addresses if fact.value),
        target_zones=tuple(sorted(zones)),
        listed=YesNo.of(False, *sources, confidence=_CONFIDENCE) if list_given else YesNo(),
        refs=tuple(dict.fromkeys(fact.value for fact in facts if fact.value)),
        sources=sources,
    )
