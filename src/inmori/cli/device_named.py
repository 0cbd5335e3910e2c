"""Finds the devices a person means by a word: id, name, host name, address, MAC, asset or serial number."""

import unicodedata

from inmori.errors import InputError
from inmori.model import Device, Hospital
from inmori.text import Text


def devices_named(hospital: Hospital, word: str) -> tuple[Device, ...]:
    """Return the devices that answer to ``word``.

    Raises:
        InputError: there is none.
    """
    wanted = _plain(word)
    found = tuple(device for device in hospital.devices if wanted in _names(device))
    if not found:
        raise InputError(Text(ja=f"「{word}」に当たる機器がありません。", en=f"No device answers to “{word}”."))
    return found


def _names(device: Device) -> set[str]:
    facts = (device.hostnames, device.addresses, device.macs, device.asset_numbers, device.serials)
    told = [fact.value for each in facts for fact in each if fact.value]
    return {_plain(name) for name in (device.id, device.label(), *told)}


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().lower()
