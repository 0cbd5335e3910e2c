"""Words of the list of machines that are no field's title."""

from inmori.model import DEVICE_KIND_NAMES, DeviceKind
from inmori.text import Text

SUPPORT: dict[str, Text] = {
    "ended": Text(ja="終了", en="ended"),
    "ends_soon": Text(ja="まもなく終了", en="ends soon"),
    "paid_only": Text(ja="有償のみ", en="paid only"),
    "supported": Text(ja="あり", en="supported"),
    "unknown": Text(ja="不明", en="unknown"),
}
KIND_UNKNOWN = Text(ja="不明", en="unknown")


def kind_words(kind: str) -> Text:
    """Return the name of a kind of machine as the index keeps it."""
    return DEVICE_KIND_NAMES[DeviceKind(kind)] if kind else KIND_UNKNOWN
