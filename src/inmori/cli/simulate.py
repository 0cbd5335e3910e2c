"""``inmori simulate``: what could happen, from ``hospital.json``."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inmori.cli.device_named import devices_named
from inmori.cli.options import (
    hospital_argument,
    json_option,
    language_option,
    out_option,
    seed_option,
    threads_option,
    today_option,
    trials_option,
)
from inmori.cli.progress import Report, progress_bar
from inmori.cli.stage_files import folder_of, read_stage, stamped, write_text
from inmori.cli.summary import outcome_lines
from inmori.model import Hospital
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.cli.draws_file import Unfinished
    from inmori.simulate import Outcomes


@click.command("simulate")
@hospital_argument
@out_option
@today_option
@seed_option
@trials_option(20_000)
@click.option(
    "--error",
    type=click.FloatRange(0.002, 0.5),
    default=None,
    help="年間損害の見込みに許す計算誤差(0.02 は2%)。試行回数は自動で決まり、中止しても同じ命令で続きから計算します"
    " / relative error asked of the expected yearly loss; a stopped run goes on from where it was",
)
@threads_option
@click.option(
    "--explain",
    "device",
    default=None,
    help="試算の代わりに、この機器(番号・名前・IP)に至る手順と先の手順を根拠とともに示します / show the steps into and out of a device",
)
@language_option
@json_option
def command(
    hospital_path: Path,
    out: Path | None,
    today: date,
    seed: int,
    trials: int,
    error: float | None,
    threads: int,
    device: str | None,
    language: Language,
    as_json: bool,
) -> None:
    """攻撃されたら何日止まり、いくらかかるかを試算します(outcomes.json、draws.npz)。

    Simulates attack campaigns on hospital.json and writes outcomes.json and draws.npz.
    """
    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    if device is not None:
        _explain(hospital, device, today, language)
        return
    folder = out or folder_of(hospital_path)
    outcomes = _run(hospital, folder, today=today, seed=seed, trials=trials, error=error, threads=threads, quiet=as_json)
    if as_json:
        click.echo(outcomes.to_json(), nl=False)
    else:
        for line in outcome_lines(outcomes, language):
            click.echo(line)


def _run(
    hospital: Hospital,
    folder: Path,
    *,
    today: date,
    seed: int,
    trials: int,
    error: float | None,
    threads: int,
    quiet: bool,
) -> "Outcomes":
    from inmori.catalogue import load_catalogue
    from inmori.cli.draws_file import DRAWS, Unfinished, write_bytes
    from inmori.simulate import about_of, simulated

    catalogue = load_catalogue()
    unfinished = Unfinished(folder, about_of(hospital, catalogue, today=today, seed=seed)) if error else None
    try:
        with progress_bar(quiet=quiet) as show:
            outcomes, draws = simulated(
                hospital, catalogue, today=today, trials=trials, seed=seed, threads=threads,
                progress=_saving(show, unfinished), error=error, sample=unfinished.sample if unfinished else None,
            )  # fmt: skip
    except KeyboardInterrupt:
        if unfinished:
            unfinished.save()
            click.echo(f"途中結果を {unfinished.path} に残しました。同じ命令でもう一度始めると続きから計算します。", err=True)
        raise
    outcomes = stamped(outcomes, hospital=hospital)
    write_bytes(folder / DRAWS, draws.to_bytes())
    write_text(folder / "outcomes.json", outcomes.to_json())
    if unfinished:
        unfinished.done()
    return outcomes


def _saving(show: Report, unfinished: "Unfinished | None") -> Report:
    """Show progress, and save unfinished work now and then."""

    def heard(what: str, share: float) -> None:
        show(what, share)
        if unfinished:
            unfinished.heard()

    return heard


def _explain(hospital: Hospital, word: str, today: date, language: Language) -> None:
    from inmori.catalogue import load_catalogue
    from inmori.cli.step_lines import step_lines
    from inmori.simulate import step_tables_of

    devices = devices_named(hospital, word)
    tables = step_tables_of(hospital, load_catalogue(), today=today, device_ids=tuple(each.id for each in devices))
    told = {table.device_id: table for table in tables}
    for device in devices:
        click.echo(f"{device.id} {device.label()}")
        if device.id in told:
            for line in step_lines(told[device.id], language):
                click.echo(line)
        else:
            click.echo(
                Text(
                    ja="  この機器は試算では攻撃者の足場として扱っていません(使用中でない、印刷機・通信機器、または独立した機器)。",
                    en="  The simulation has no foothold on this device (not in use, a printer or network box, or standalone).",
                ).in_(language)
            )
