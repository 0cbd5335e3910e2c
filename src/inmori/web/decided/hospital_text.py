"""One machine, or a few, out of the text of a large hospital without reading the rest, and put back into it.

A hospital of 5,000 machines takes seconds to read and to write, a person changes one of them and waits. The text is
canonical (keys in order, one step of indentation for each level), so its parts stand at known depths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from inmori.model import Device
from inmori.model.document import canonical_json
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import text_of
from inmori.web.versions.unkeyed import Unkeyed

HOSPITAL, AS_READ = "hospital.json", "as_read.json"
_DEVICES, _END = '\n "devices": [\n  {\n', "\n  }\n ]"
_BETWEEN = "\n  },\n  {\n"
_MADE_FROM = re.compile(r'(?m)^ "made_from": \[\n(.*?)^ \]', re.DOTALL)
_BLOCK = re.compile(r'(?m)^   "([^"]+)": ')


class DeviceText:
    """The fields of one machine as text, by name."""

    def __init__(self, body: str) -> None:
        found = list(_BLOCK.finditer(body))
        ends = [each.start() for each in found[1:]] + [len(body) + 2]
        # Up to the comma and line end before the next field.
        self._blocks = {each[1]: body[each.end() : end - 2] for each, end in zip(found, ends, strict=True)}

    @property
    def id(self) -> str:
        """The number of the machine."""
        return str(json.loads(self._blocks["id"]))

    def raw(self, name: str) -> Any:
        """Return a field as plain values, None where it is not set."""
        block = self._blocks.get(name)
        return json.loads(block) if block else None

    def value(self, name: str) -> Any:
        """Return the value of a field with one fact, as JSON writes it."""
        fact = self.raw(name)
        return fact.get("value") if isinstance(fact, dict) else None

    def put(self, name: str, fact: Mapping[str, Any]) -> None:
        """Set a field; one with nothing in it is left out, as the document leaves it out."""
        if fact:
            self._blocks[name] = canonical_json(fact).replace("\n", "\n   ")
        else:
            self._blocks.pop(name, None)

    def device(self) -> Device:
        """Read the machine."""
        return Device.model_validate_json("{" + ",".join(f'"{name}": {block}' for name, block in self._blocks.items()) + "}")

    def body(self) -> str:
        """Return the text."""
        return ",\n".join(f'   "{name}": {self._blocks[name]}' for name in sorted(self._blocks))


class HospitalText:
    """A hospital's text taken apart at its machines. Frozen: what changes gives another text."""

    def __init__(self, text: str) -> None:
        start = text.find(_DEVICES)
        if start < 0:
            self._before, self._bodies, self._after = text, [], ""
        else:
            end = text.index(_END, start)
            self._before, self._after = text[: start + len(_DEVICES)], text[end:]
            self._bodies = text[start + len(_DEVICES) : end].split(_BETWEEN)
        self._places = {_id_in(body): place for place, body in enumerate(self._bodies)}

    def __contains__(self, device: object) -> bool:
        return device in self._places

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbers of all machines, in order."""
        return tuple(self._places)

    def fields(self, device: str) -> DeviceText:
        """Return one machine's fields."""
        return DeviceText(self._bodies[self._places[device]])

    def device(self, device: str) -> Device | None:
        """Return one machine, or None where there is none of that number."""
        return self.fields(device).device() if device in self._places else None

    def with_devices(self, changed: Iterable[DeviceText], *, made_from: Mapping[str, Any] | None) -> str:
        """Return the text with some machines replaced, and with ``made_from`` as the last of what it was made from."""
        bodies = list(self._bodies)
        for each in changed:
            bodies[self._places[each.id]] = each.body()
        after = self._after
        if made_from is not None and (found := _MADE_FROM.search(after)):
            kept = [each for each in json.loads(f"[{found[1]}]") if each["name"] != made_from["name"]]
            listed = canonical_json([*kept, dict(made_from)]).replace("\n", "\n ")
            after = f'{after[: found.start()]} "made_from": {listed}{after[found.end() :]}'
        return self._before + _BETWEEN.join(bodies) + after


def _id_in(body: str) -> str:
    place = 0 if body.startswith('   "id": ') else body.index('\n   "id": ') + 1
    line = body[place : body.find("\n", place)] if "\n" in body[place:] else body[place:]
    return str(json.loads(line.removeprefix('   "id": ').rstrip(",")))


def hospital_text(version: Version, *, as_read: bool = False) -> HospitalText | None:
    """Return the hospital of a version, with people's decisions or, ``as_read``, without; None before it was read."""
    row = _row(version, as_read=as_read)
    return _taken_apart(str(row["sha256"]), Unkeyed(row["pk"])) if row else None


def reading_of(version: Version) -> str:
    """Return the SHA-256 of the hospital as it was read, which tells in which reading a machine's number is meant."""
    row = _row(version, as_read=True)
    return str(row["sha256"]) if row else ""


def _row(version: Version, *, as_read: bool) -> dict[str, Any] | None:
    names = (AS_READ, HOSPITAL) if as_read else (HOSPITAL,)
    found = {row["name"]: row for row in StoredDocument.objects.filter(version=version, name__in=names).values("pk", "sha256", "name")}
    return next((found[name] for name in names if name in found), None)


@lru_cache(maxsize=4)
def _taken_apart(_sha256: str, key: Unkeyed[int]) -> HospitalText:
    return HospitalText(text_of(StoredDocument.objects.get(pk=key.take())))
