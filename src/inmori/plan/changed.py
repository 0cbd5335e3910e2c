"""What a measure changed, thing by thing and in words: the difference of two hospitals of which one was edited."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from inmori.model import (
    REMOTE_METHOD_NAMES,
    SYSTEM_NAMES,
    Backup,
    Contract,
    Controls,
    Device,
    Frozen,
    Hospital,
    RemoteAccess,
    Staff,
    System,
)
from inmori.model.attribute import attributes_of
from inmori.model.gateway import Gateway
from inmori.text import Text


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


def changed(before: Hospital, after: Hospital) -> tuple[Text, ...]:
    """Return the names of everything that differs, in the order of the model; traffic set aside is not named."""
    return tuple(
        dict.fromkeys(
            (
                *_fields(before.controls, after.controls, Controls),
                *_fields(before.staff, after.staff, Staff),
                *(_device(each) for each in _different(before.devices, after.devices)),
                *(_system(each) for each in _different(before.systems, after.systems)),
                *(_remote(each) for each in _different(before.remote_accesses, after.remote_accesses)),
                *_gateways(before.gateways, after.gateways),
                *(_backup(each) for each in _different(before.backups, after.backups)),
                *(_contract(each) for each in _different(before.contracts, after.contracts)),
            )
        )
    )


def _different(before: Sequence[Thing], after: Sequence[Thing]) -> Iterator[Thing]:
    known = {thing.id: thing for thing in before}
    return (thing for thing in after if known.get(thing.id) is not thing and known.get(thing.id) != thing)


def _fields(before: Frozen, after: Frozen, kind: type[Frozen]) -> Iterator[Text]:
    for attribute in attributes_of(kind):
        if getattr(before, attribute.name) != getattr(after, attribute.name):
            yield attribute.title


def _device(device: Device) -> Text:
    return Text(ja=device.label(), en=device.label())


def _system(system: System) -> Text:
    return SYSTEM_NAMES[system.kind]


def _remote(remote: RemoteAccess) -> Text:
    method = REMOTE_METHOD_NAMES.get(remote.method.value) if remote.method.value else None
    who = remote.vendor.value or remote.id
    return Text(ja=f"{who}の{method.ja}", en=f"{method.en} of {who}") if method else Text(ja=who, en=who)


def _gateways(before: Sequence[Gateway], after: Sequence[Gateway]) -> Iterator[Text]:
    old = {gateway.id: gateway for gateway in before}
    for gateway in _different(before, after):
        name, known = gateway.name.value or gateway.id, old[gateway.id]
        rules = _count(known.rules, gateway.rules)
        if rules:
            yield Text(ja=f"{name}のルール{rules}件", en=f"{rules} rules of {name}")
        others = [
            Text(ja=f"{name}の{word.ja}", en=f"{word.en} of {name}")
            for field, word in _PARTS.items()
            if getattr(known, field) != getattr(gateway, field)
        ]
        yield from others or ([] if rules else [Text(ja=name, en=name)])


_PARTS = {
    "tunnels": Text(ja="VPN", en="VPNs"),
    "interfaces": Text(ja="接続口", en="interfaces"),
    "publications": Text(ja="公開設定", en="publications"),
    "administrators": Text(ja="管理者", en="administrators"),
    "version": Text(ja="版", en="version"),
    "remote_logging": Text(ja="記録の送り先", en="log target"),
}


def _count(before: Iterable[object], after: Iterable[object]) -> int:
    return sum(new != old for new, old in zip(after, before, strict=False))


def _backup(backup: Backup) -> Text:
    name = SYSTEM_NAMES[backup.system_kind]
    return Text(ja=f"{name.ja}のバックアップ", en=f"backup of {name.en}")


def _contract(contract: Contract) -> Text:
    who = contract.vendor.value or contract.id
    return Text(ja=f"{who}との契約", en=f"contract with {who}")
