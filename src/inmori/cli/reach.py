"""``inmori reach``: may this machine talk to that one, and which rule decides."""

from pathlib import Path

import click

from inmori.cli.options import hospital_argument, json_option, language_option
from inmori.cli.stage_files import read_stage
from inmori.model import Hospital
from inmori.reach import ask, crossings
from inmori.reach.crossing_kind import CROSSING_NAMES
from inmori.text import Language, Text


@click.command("reach")
@hospital_argument
@click.option("--from", "src", default=None, metavar="ADDRESS", help="送信元のIPアドレス / source address")
@click.option("--to", "dst", default=None, metavar="ADDRESS", help="宛先のIPアドレス / destination address")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="ポート / port")
@click.option("--protocol", type=click.Choice(["tcp", "udp", "icmp"]), default="tcp", show_default=True)
@language_option
@json_option
def command(
    hospital_path: Path,
    src: str | None,
    dst: str | None,
    port: int | None,
    protocol: str,
    language: Language,
    as_json: bool,
) -> None:
    """--from と --to の間が通るかを答えます。両方を省くと、閉域の境目を越える通り道を全部並べます。

    Answers whether --from reaches --to; without them lists every way across the closed boundary.
    """
    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    if (src is None) != (dst is None):
        raise click.UsageError("--from と --to は両方書いてください / give both --from and --to")
    if src is not None and dst is not None:
        answer = ask(hospital.gateways, src=src, dst=dst, protocol=protocol, port=port)
        if as_json:
            click.echo(answer.model_dump_json(indent=1))
        else:
            place = f" ({answer.source.place()})" if answer.source else ""
            click.echo(f"{answer.verdict.upper()}: {answer.reason.in_(language)}{place}")
        return
    found = crossings(hospital)
    if as_json:
        click.echo("[" + ",\n".join(crossing.model_dump_json() for crossing in found) + "]")
        return
    for crossing in found:
        mark = Text(ja="抜け道", en="LEAK").in_(language) if crossing.leak else Text(ja="想定内", en="ok").in_(language)
        click.echo(
            f"[{mark}] {CROSSING_NAMES[crossing.kind].in_(language)}: {crossing.from_zone} → {crossing.to_zone} "
            f"{crossing.source} → {crossing.destination} {' '.join(crossing.services)} "
            f"({crossing.rule_name or crossing.allowed}; {crossing.seen})"
        )
