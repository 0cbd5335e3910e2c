"""What zones are called on paper: a Japanese name is what people say; a label from a configuration gives way to the kind's."""

from collections import Counter
from collections.abc import Mapping, Sequence

from inmori.model import ZONE_NAMES, Zone, ZoneKind
from inmori.report.wording import UNKNOWN, plain, same
from inmori.text import Text


def names_of_zones(zones: Sequence[Zone]) -> dict[str, Text]:
    """Return the names by id; a label (DEPT_NET) stands beside the kind's name where several zones are of one kind."""
    alike = Counter(zone.kind for zone in zones)
    named: dict[str, Text] = {}
    for zone in zones:
        kind, written = ZONE_NAMES[zone.kind], zone.name.value
        if written == kind.ja:  # nobody named it, so reading called it by its kind
            named[zone.id] = kind
        elif written and not written.isascii() and not zone.kind.outside:
            named[zone.id] = same(plain(written, 40))
        elif written and alike[zone.kind] > 1:
            label = plain(written, 24)
            named[zone.id] = Text(ja=f"{kind.ja}({label})", en=f"{kind.en} ({label})")
        else:
            named[zone.id] = kind
    return named


def zone_said(zone_id: str, names: Mapping[str, Text]) -> Text:
    """Return a zone's name; addresses outside belong to a vendor's network and stand for themselves."""
    if zone_id in names:
        return names[zone_id]
    try:
        return ZONE_NAMES[ZoneKind(zone_id)]
    except ValueError:
        return same(plain(zone_id, 40)) if zone_id else UNKNOWN
