"""Who made a network card, from its MAC address: a hint on what an unlisted machine may be, never a proof."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from inmori.catalogue.loader import Catalogue

_PREFIX_LENGTHS = (9, 7, 6)  # MA-S, MA-M, MA-L: the longer assignment lies inside the shorter one
_SEPARATORS = re.compile(r"[\s:.\-]")
_MAC = re.compile(r"[0-9A-F]{12}")


def mac_vendor(catalogue: Catalogue, mac: str) -> str | None:
    """Return the organisation to which the address block belongs.

    None when ``mac`` is no MAC address, is a group address, is locally administered (random or virtual: such a
    number says nothing about the maker), or the block is not on the list.
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", mac)).upper()
    if not _MAC.fullmatch(digits) or int(digits[1], 16) & 0b11:
        return None
    names = _names(catalogue.folder)
    return next((names[digits[:length]] for length in _PREFIX_LENGTHS if digits[:length] in names), None)


@lru_cache(maxsize=4)
def _names(folder: Path) -> dict[str, str]:
    with (folder / "mac_vendors" / "oui.tsv").open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").partition("\t") for line in lines if not line.startswith("#"))
        return {prefix: name for prefix, _, name in rows if name}
