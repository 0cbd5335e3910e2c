"""Which addresses of a directory's computers are weak: an address there is what DNS knew when the list was written.

Where two machines in use are given one address, at least one record is stale, so both were given out by DHCP; an
account that is out of use and shares its address with one in use keeps nothing but an old record.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from inmori.ingest.reading import Sighting

_LEASED = re.compile(
    r"(?<![a-z])dhcp(?!\s*(?:サーバ|サーバー|リレー|予約|固定|除外|server|relay|reserv|static))(?![a-z])|(?:ip|アドレス)[^、。\n]{0,4}(?:自動取得|自動割当|自動割り当て|動的)",
    re.IGNORECASE,
)


def says_leased(text: str) -> bool:
    """Whether a remark says that its machine takes its address by DHCP (a DHCP server or a reservation does not)."""
    return bool(_LEASED.search(text))


def with_weak_addresses(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """Return the sightings of one directory with their weak addresses marked as such."""
    in_use = Counter(address for one in sightings if one.retired is None for address in one.addresses)

    def weak(one: Sighting) -> bool:
        enough = 1 if one.retired is not None else 2
        return any(in_use[address] >= enough for address in one.addresses)

    return tuple(
        replace(one, dhcp=True) if one.addresses and (weak(one) or any(map(says_leased, one.notes))) else one
        for one in sightings
    )
