"""Flows (通信): who was seen talking to whom. Payload is never kept."""

from datetime import datetime

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, Source


class Flow(Frozen):
    """All connections of one client to one server port, added up."""

    src: str = attribute(ja="送信元", en="Source address")
    dst: str = attribute(ja="宛先", en="Destination address")
    protocol: str = attribute(ja="プロトコル", en="Protocol")  # tcp, udp, icmp
    port: int | None = attribute(None, ja="ポート", en="Port")
    service: str | None = attribute(None, ja="通信の種類", en="Service", help_ja="観測装置が見分けた種類", help_en="As the sensor named it")
    connections: int = attribute(1, ja="回数", en="Connections")
    answered: bool = attribute(False, ja="応答あり", en="Answered")
    bytes_out: int = attribute(0, ja="送信量", en="Bytes sent", unit="byte")
    bytes_in: int = attribute(0, ja="受信量", en="Bytes received", unit="byte")
    first: datetime | None = attribute(None, ja="最初", en="First seen")
    last: datetime | None = attribute(None, ja="最後", en="Last seen")
    first_hop: str | None = attribute(
        None,
        ja="最初の中継",
        en="First hop",
        help_ja="送信元がパケットを渡した相手のMACアドレス。宛先そのものに直接渡した場合と、分からない場合は空",
        help_en="MAC to which the sender handed its packets; empty when that was the destination itself, or unknown",
    )
    sources: tuple[Source, ...] = ()
