"""``inmori reach``: who can reach whom: one question, all zones, every way across the boundary, or what changed."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from inmori.cli.options import hospital_argument, json_option, language_option, today_option
from inmori.cli.reach_text import change_lines, crossing_lines, matrix_lines
from inmori.cli.stage_files import read_stage
from inmori.model import Hospital
from inmori.reach import Answer, Verdict, ask, crossings, zone_matrix
from inmori.text import Language, Text


@click.command("reach")
@hospital_argument
@click.option("--from", "src", default=None, metavar="WHO", help="送信元(IP・網・機器・区画) / source: address, network, device or zone")
@click.option("--to", "dst", default=None, metavar="WHO", help="宛先(同上) / destination")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="ポート / port")
@click.option("--protocol", type=click.Choice(["tcp", "udp", "icmp", "any"]), default=None, help="既定: portがあればtcp、なければany / default tcp with --port, else any")
@click.option("--matrix", is_flag=True, help="区画どうしの表 / table of zones by zones")
@click.option("--diff", "before", type=click.Path(path_type=Path), default=None, metavar="BEFORE.JSON", help="以前のhospital.jsonと比べる / compare with an earlier hospital.json")
@today_option
@language_option
@json_option
def command(
    hospital_path: Path,
    src: str | None,
    dst: str | None,
    port: int | None,
    protocol: str | None,
    matrix: bool,
    before: Path | None,
    today: date,
    language: Language,
    as_json: bool,
) -> None:
    """通るか通らないかを、決め手の規則と実例つきで答えます。

    何も指定しなければ、閉域の境目を越える通り道を全部並べます。
    Answers who reaches whom, with the deciding rule and an example; lists every way across the closed boundary
    when nothing is asked.
    """
    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    if (src is None) != (dst is None):
        raise click.UsageError("--from と --to は両方書いてください / give both --from and --to")
    if before is not None:
        lines = change_lines(read_stage(before, Hospital, name="hospital.json"), hospital, today, language)
        _print(lines, as_json)
    elif src is not None and dst is not None:
        kind = protocol or ("tcp" if port is not None else "any")
        answers = answers_between(hospital, src, dst, protocol=kind, port=port)
        if as_json:
            click.echo(json.dumps([answer.model_dump(mode="json") for answer in answers], ensure_ascii=False, indent=1))
        else:
            for answer in answers:
                click.echo(_answer_line(answer, language))
    elif matrix:
        table = zone_matrix(hospital)
        click.echo(table.model_dump_json(indent=1)) if as_json else _print(matrix_lines(hospital, table, language), False)
    elif as_json:
        click.echo(json.dumps([c.model_dump(mode="json") for c in crossings(hospital, today=today)], ensure_ascii=False, indent=1))
    else:
        _print(crossing_lines(crossings(hospital, today=today), language), False)


def answers_between(
    hospital: Hospital, src: str, dst: str, *, protocol: str, port: int | None
) -> tuple[Answer, ...]:
    """Return one answer per pair of addresses or networks that ``src`` and ``dst`` stand for."""
    return tuple(
        ask(hospital.gateways, src=source, dst=target, protocol=protocol, port=port)
        for source in places_of(hospital, src)
        for target in places_of(hospital, dst)
    )


def places_of(hospital: Hospital, words: str) -> tuple[str, ...]:
    """Return the addresses of a device, the networks of a zone, or the words themselves when they are neither."""
    wanted = words.strip().lower()
    for zone in hospital.zones:
        if wanted in (zone.id.lower(), (zone.name.value or "").lower()) and zone.networks:
            return tuple(network.cidr for network in zone.networks)
    for device in hospital.devices:
        names = {device.id.lower(), *((fact.value or "").lower() for fact in device.hostnames)}
        if wanted in names and device.addresses:
            return tuple(fact.value for fact in device.addresses if fact.value)
    return ("0.0.0.0/0",) if wanted in ("any", "すべて") else (words,)


def _answer_line(answer: Answer, language: Language) -> str:
    words = {
        Verdict.ALLOW: Text(ja="通る", en="ALLOW"),
        Verdict.DENY: Text(ja="通らない", en="DENY"),
        Verdict.PARTIAL: Text(ja="一部通る", en="PARTIAL"),
        Verdict.UNKNOWN: Text(ja="分からない", en="UNKNOWN"),
    }
    packet = answer.packet
    port = f" {packet.protocol}/{packet.port}" if packet and packet.port is not None else ""
    example = f" [{packet.src} → {packet.dst}{port}]" if packet else ""
    place = f" ({answer.source.place()})" if answer.source else ""
    verdict = f"{answer.verdict.upper()} {words[answer.verdict].ja}" if language == "ja" else words[answer.verdict].en
    return f"{verdict}: {answer.reason.in_(language)}{example}{place}"


def _print(lines: Iterable[str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(list(lines), ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(line)
