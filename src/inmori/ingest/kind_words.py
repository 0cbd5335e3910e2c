"""Looks words of ledgers up in the catalogue's vocabularies, each text once."""

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.model import DeviceKind, ZoneKind


class KindWords:
    """Looks words up in the catalogue's vocabularies, each text once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._devices: dict[str, DeviceKind | None] = {}
        self._zones: dict[str, ZoneKind | None] = {}

    def device(self, text: str) -> DeviceKind | None:
        """Return the kind of device that a text names."""
        if text not in self._devices:
            found = self._find("device", text)
            self._devices[text] = DeviceKind(found) if found else None
        return self._devices[text]

    def zone(self, text: str) -> ZoneKind | None:
        """Return the kind of zone that a text names."""
        if text not in self._zones:
            found = self._find("zone", text)
            self._zones[text] = ZoneKind(found) if found else None
        return self._zones[text]

    def _find(self, vocabulary: str, text: str) -> str | None:
        rules = self._catalogue.words.get(vocabulary)
        return words_kind(rules, text) if rules and text else None
