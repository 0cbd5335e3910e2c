"""``inmori explain``: where each fact about one device came from, what disagreed, and why its records are one device."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from inmori.cli.options import hospital_argument, json_option, language_option
from inmori.cli.stage_files import read_stage
from inmori.errors import InputError
from inmori.model import Device, Fact, Hospital
from inmori.model.attribute import attributes_of
from inmori.text import Language, Text


@click.command("explain")
@hospital_argument
@click.argument("device")
@language_option
@json_option
def command(hospital_path: Path, device: str, language: Language, as_json: bool) -> None:
    """機器 DEVICE(番号・ホスト名・IP・MAC・管理番号)の情報の出どころを示します。

    Shows the sources of everything known about DEVICE (id, host name, address, MAC or asset number).
    """
    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    found = [entry for entry in hospital.devices if _answers_to(entry, device)]
    if not found:
        raise InputError(
            Text(ja=f"「{device}」に当たる機器がありません。", en=f"No device answers to “{device}”.")
        )
    for entry in found:
        if as_json:
            click.echo(entry.model_dump_json(indent=1, exclude_defaults=True))
        else:
            for line in explanation(entry, language):
                click.echo(line)


def _answers_to(device: Device, words: str) -> bool:
    wanted = unicodedata.normalize("NFKC", words).strip().lower()
    names = [device.id] + [
        fact.value
        for facts in (device.hostnames, device.addresses, device.macs, device.asset_numbers, device.serials)
        for fact in facts
        if fact.value
    ]
    return wanted in {name.lower() for name in names}


def explanation(device: Device, language: Language) -> Iterator[str]:
    """Write the facts with their places, the disagreements, and the merge."""
    yield f"■ {device.id} {device.label()}"
    for attribute in attributes_of(Device):
        value = getattr(device, attribute.name)
        for fact in value if isinstance(value, tuple) else (value,):
            if isinstance(fact, Fact) and fact.known:
                yield from _fact_lines(attribute.title.in_(language), fact, language)
    for record in device.records:
        reasons = ", ".join(f"{code} {points:+.1f}" for code, points in record.reasons)
        yield f"  {Text(ja='記録', en='record').in_(language)}: {record.source.place()} ({record.score:.1f}; {reasons})"


def _fact_lines(title: str, fact: Fact[Any], language: Language) -> Iterator[str]:
    places = "、".join(source.place() for source in fact.sources)
    yield f"  {title}: {fact.value} [{fact.confidence:.2f}] {places}"
    for claim in fact.others:
        words = Text(ja="食い違い", en="disagrees").in_(language)
        yield f"    {words}: {claim.value} — {claim.source.place()}"
