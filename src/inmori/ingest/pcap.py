"""Reads packet captures (pcap, pcapng, gzipped or not): the hospital's traffic as it passed a mirror port.

Kept are flows, the names that machines give themselves, and hints on what they are. Payload is looked at where it
tells which protocol is spoken, and forgotten; names of people, passwords and patients are not read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.capture_file import is_capture
from inmori.ingest.capture_link import OTHER_LINKS
from inmori.ingest.capture_watch import Watched, watch
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import Place, place_of, some_of
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.limits import Limits, over
from inmori.ingest.packed_file import ByteStream
from inmori.ingest.reading import Reading
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "pcap"
KIND = SourceKind.WIRE
STREAMS = True
NAME = Text(ja="通信の記録(pcap)", en="Packet capture (pcap)")

_HEAD = 12


def recognise(file: EvidenceFile) -> float:
    """Return 1 for a capture by its first bytes, packed or not, else 0."""
    try:
        return 1.0 if is_capture(ByteStream.of(file).read(_HEAD)) else 0.0
    except InputError:
        return 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read a capture into flows and sightings of the machines that clearly live.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: it is no capture, no packet in it could be read, or a packed file unpacks beyond the limits.
    """
    stream = ByteStream.of(file)
    try:
        seen = watch(stream, name=file.name, connections=file.limits.flows)
    except ValueError as error:
        raise InputError(_NO_CAPTURE.filled(name=file.name)) from error
    seen.capture.cut = seen.capture.cut or stream.cut
    readable = seen.conversations.packets - seen.road.other_links.total() - seen.road.broken
    if readable <= 0:
        raise InputError(_nothing(file.name, seen))
    evidence = Evidence(
        file=file.name,
        sha256=file.sha256,
        size=file.size,
        format=FORMAT,
        kind=KIND,
        records=seen.conversations.packets,
    )
    return Reading(
        evidence=evidence, sightings=seen.sightings, flows=seen.flows, problems=tuple(_problems(file.name, seen, file.limits))
    )


def _nothing(name: str, seen: Watched) -> Text:
    if seen.road.other_links:
        return _OTHER_LINKS_ONLY.filled(name=name, links=_listed(_link_names(seen)))
    return _EMPTY.filled(name=name)


def _link_names(seen: Watched) -> Counter[str]:
    names: Counter[str] = Counter()
    for link, count in seen.road.other_links.items():
        names[OTHER_LINKS.get(link, f"link type {link}")] += count
    return names


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))


def _problems(name: str, seen: Watched, limits: Limits) -> Iterator[Problem]:
    """Yield everything that was left out or is doubtful, each kind once, with numbers."""
    capture, road = seen.capture, seen.road

    def problem(severity: Severity, code: str, text: Text, done: Text, line: int | None = None) -> Problem:
        where = Source(kind=KIND, file=name, line=line)
        return Problem(severity=severity, code=code, where=where, text=text, done=done)

    if seen.full:
        yield problem("warning", "pcap_limit", over(_LIMIT, "flows", limits), _LIMIT_DONE, capture.packets)
    if capture.cut:
        yield problem("warning", "pcap_cut", _CUT, _TO_HERE, capture.packets)
    if capture.damaged:
        yield problem("warning", "pcap_damaged", _DAMAGED, _TO_HERE, capture.packets)
    if capture.untimed:
        yield problem("note", "pcap_untimed", _UNTIMED.filled(n=f"{capture.untimed:,}"), _UNTIMED_DONE)
    if road.other_links:
        yield problem("warning", "pcap_link", _LINKS.filled(links=_listed(_link_names(seen))), _NOT_USED)
    if road.broken:
        yield problem("note", "pcap_broken", _BROKEN.filled(n=f"{road.broken:,}"), _NOT_USED)
    if road.skipped_tunnels:
        yield problem("warning", "pcap_tunnel", _TUNNELS.filled(names=_listed(road.skipped_tunnels)), _TUNNELS_DONE)
    if road.unwrapped:
        yield problem("note", "pcap_unwrapped", _UNWRAPPED.filled(names=_listed(road.unwrapped)), _UNWRAPPED_DONE)
    if seen.conversations.duplicates:
        share = seen.conversations.duplicates / max(1, seen.conversations.packets)
        text = _TWICE.filled(n=f"{seen.conversations.duplicates:,}", share=math.ceil(share * 100))
        yield problem("note", "pcap_duplicates", text, _TWICE_DONE)
    if road.fragments:
        yield problem("note", "pcap_fragments", _FRAGMENTS.filled(n=f"{road.fragments:,}"), _FRAGMENTS_DONE)
    if road.other_kinds:
        yield problem("note", "pcap_no_ip", _NO_IP.filled(names=_listed(road.other_kinds)), _NO_IP_DONE)
    if seen.tally.group_records:
        yield problem("note", "pcap_broadcast", _GROUP.filled(n=f"{seen.tally.group_records:,}"), _GROUP_DONE)
    if seen.six_addresses:
        text = _V6.filled(n=len(seen.six_addresses), some=some_of(seen.six_addresses))
        yield problem("note", "pcap_ipv6", text, _V6_DONE)
    worldwide = [address for address in seen.six_addresses if place_of(address) is Place.OUTSIDE]
    if worldwide:
        text = _WORLDWIDE.filled(n=len(worldwide), some=some_of(worldwide))
        yield problem("warning", "pcap_ipv6_worldwide", text, _WORLDWIDE_DONE)


_NO_CAPTURE = Text(ja="{name} は通信の記録(pcap)として読めません。", en="{name} cannot be read as a packet capture.")
_EMPTY = Text(
    ja="{name} には読めるパケットが1つもありません。採取できているか確かめてください。",
    en="{name} holds no readable packet. Check that the capture worked.",
)
_OTHER_LINKS_ONLY = Text(
    ja="{name} は有線LANの通信の記録ではないため読めません({links})。ミラーポートに有線でつないで採取してください。",
    en="{name} is no capture of a wired network ({links}). Capture at a mirror port, by cable.",
)
_LIMIT = Text(ja="通信の件数が上限に達しました。", en="The limit of connections was reached.")
_LIMIT_DONE = Text(ja="このパケットから後は使っていません。", en="Nothing after this packet was used.")
_CUT = Text(
    ja="記録が途中で切れています(採取中に複写した可能性があります)。",
    en="The capture is cut off (perhaps copied while still being written).",
)
_DAMAGED = Text(ja="記録が途中で壊れています。", en="The capture is damaged from here on.")
_TO_HERE = Text(ja="ここまでを使いました。", en="Everything up to here was used.")
_UNTIMED = Text(ja="時刻の無いパケットが {n} 個あります。", en="{n} packets carry no time.")
_UNTIMED_DONE = Text(ja="通信は数えましたが、いつの通信かは分かりません。", en="Counted, but when they were sent is unknown.")
_LINKS = Text(
    ja="読めない種類の回線で採取された部分があります({links})。", en="Parts were captured on links that cannot be read ({links})."
)
_BROKEN = Text(ja="途中で切れた、または壊れたパケットが {n} 個ありました。", en="{n} packets were cut short or broken.")
_NOT_USED = Text(ja="その部分は使っていません。", en="That part was not used.")
_TUNNELS = Text(
    ja="中を読めないトンネルの通信がありました({names})。", en="Traffic in tunnels that cannot be unwrapped was seen ({names})."
)
_TUNNELS_DONE = Text(
    ja="両端の機器だけを数えました。中の通信は「無い」のではなく「分からない」ものとして扱ってください。",
    en="Only the two ends were counted. What is inside is unknown, not absent.",
)
_UNWRAPPED = Text(ja="トンネルの中の通信を取り出しました({names})。", en="Traffic inside tunnels was taken out ({names}).")
_UNWRAPPED_DONE = Text(ja="中の通信を普通の通信と同じに数えました。", en="It was counted like any other traffic.")
_TWICE = Text(
    ja="同じパケットが二度写っているもの(経路の前後など)が {n} 個({share}%)ありました。",
    en="{n} packets ({share}%) were seen twice (before and after a router, for example).",
)
_TWICE_DONE = Text(ja="一度だけ数えました。", en="Counted once.")
_FRAGMENTS = Text(ja="分割されたパケットの後半が {n} 個ありました。", en="{n} later parts of fragmented packets were seen.")
_FRAGMENTS_DONE = Text(
    ja="前半が見えたものは量だけ足しました。", en="Where the first part was seen, their size was added."
)
_NO_IP = Text(ja="IP以外の信号、機器どうしの連絡がありました({names})。", en="Signals other than conversations were seen ({names}).")
_NO_IP_DONE = Text(
    ja="機器の名前やMACアドレスを知る手がかりにだけ使いました。", en="Used only for the names and MAC addresses of machines."
)
_GROUP = Text(
    ja="全体あての通信(ブロードキャストなど)が {n} 件ありました。",
    en="{n} conversations went to everybody (broadcast, multicast) or came from nobody.",
)
_GROUP_DONE = Text(
    ja="二つの機器の間の通信ではないため、通信の一覧に入れていません。",
    en="They are not between two machines, so they are not listed as flows.",
)
_V6 = Text(ja="院内のIPv6アドレスが {n} 個見えました({some})。", en="{n} inner IPv6 addresses were seen ({some}).")
_V6_DONE = Text(
    ja="通信は残しました。どのMACアドレスの機器か分かったものは、その機器の備考に書きました。",
    en="Their flows are kept. Where the card is known, the address stands in the notes of its machine.",
)
_WORLDWIDE = Text(
    ja="インターネットで通用するIPv6アドレスを持つ機器があります({n} 個: {some})。IPv4の守りを通らずに外とつながる道かもしれません。",
    en="Machines have IPv6 addresses that are valid in the Internet ({n}: {some}): perhaps a way out past the IPv4 firewall.",
)
_WORLDWIDE_DONE = Text(
    ja="通信は一覧に入れました。回線とルータでIPv6を使う予定か、止めてあるかを確かめてください。",
    en="Their flows are listed. Check whether IPv6 is meant to be used, or is shut at the line and the router.",
)
