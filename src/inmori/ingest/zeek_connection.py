"""Makes a connection of one record of Zeek's conn.log, whether its values come as text (TSV) or typed (JSON)."""

from __future__ import annotations

import re
from typing import Any

from inmori.ingest.flow_tally import BIGGEST_COUNT, Connection
from inmori.ingest.log_lines import epoch, port_of
from inmori.ingest.zeek_record import unescaped

# States in which the responder sent something, for records without packet counts.
ANSWERED = frozenset(("SF", "S1", "S2", "S3", "RSTO", "RSTR", "RSTRH", "SHR"))
REFUSED = "REJ"
OPENED = "S"  # history begins with the opening of TCP, seen from the client
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


def connection_of(number: int, values: dict[str, Any]) -> Connection:
    """Return the connection in the record of line ``number``; ``values`` holds those that are set.

    Raises:
        KeyError, ValueError, TypeError, OverflowError: it cannot be read as one.
    """
    state = str(values.get("conn_state", ""))
    packets_in = values.get("resp_pkts")
    bytes_in = _count(values, "resp_bytes", "resp_ip_bytes")
    heard = state in ANSWERED or bytes_in > 0 if packets_in is None else int(packets_in) > 0
    service = values.get("service")
    return Connection(
        line=number,
        time=_time(values.get("ts")),
        src=str(values["id.orig_h"]),
        src_port=port_of(values["id.orig_p"]),
        dst=str(values["id.resp_h"]),
        dst_port=port_of(values["id.resp_p"]),
        protocol=str(values["proto"]).lower()[:20],
        service=unescaped(str(service))[:60] if service else None,
        bytes_out=_count(values, "orig_bytes", "orig_ip_bytes"),
        bytes_in=bytes_in,
        answered=heard and state != REFUSED,  # a refusal may come from a firewall in the other's name
        began=str(values.get("history", "")).startswith(OPENED),
        src_inside=_flag(values.get("local_orig")),
        dst_inside=_flag(values.get("local_resp")),
        src_mac=_mac(values.get("orig_l2_addr")),
        dst_mac=_mac(values.get("resp_l2_addr")),
    )


def _count(values: dict[str, Any], *names: str) -> int:
    """Return the first count that is there and possible; a sensor that lost packets may write absurd ones."""
    for name in names:
        value = values.get(name)
        if value is not None and 0 <= int(value) < BIGGEST_COUNT:
            return int(value)
    return 0


def _time(value: Any) -> float | None:
    """Return epoch seconds; a time that is written but is none spoils the record."""
    time = epoch(value)
    if time is None and value is not None:
        raise ValueError("no time")
    return time


def _flag(value: Any) -> bool | None:
    return {"T": True, "F": False, True: True, False: False}.get(value) if isinstance(value, (str, bool)) else None


def _mac(value: Any) -> str | None:
    text = str(value).lower().replace("-", ":")
    return text if _MAC.fullmatch(text) else None
