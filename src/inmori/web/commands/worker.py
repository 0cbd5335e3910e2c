"""``inmori worker``: does the long work, beside ``serve`` or on another machine with the same data and database."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from inmori.web.commands.ground import data_options, stand_on


@click.command("worker")
@data_options
@click.option("--once", is_flag=True, help="待っている処理を終えたら終わる / stop when nothing is left")
@click.option("--memory-gb", default=8.0, show_default=True, help="1件あたりのメモリの上限 / memory for one job")
@click.option("--minutes", default=60.0, show_default=True, help="1件あたりの時間の上限 / time for one job")
@click.option("--parent", default=0, hidden=True, help="serve の番号。それが終われば終わる / ends with this process")
def command(data: Path, database: str | None, once: bool, memory_gb: float, minutes: float, parent: int) -> None:
    """資料の読み取りや試算を行います。途中で止めても、続きは別の worker が引き受けます。

    Does reading and simulating; killed at any moment, its work is taken up by another worker.
    """
    stand_on(data, database)
    from inmori.web.jobs.worker import Bounds, sweep, work
    from inmori.web.orphan import end_with_parent

    stopping = threading.Event()
    if parent:
        end_with_parent(stopping.set, parent=parent)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    sweep()
    work(stopping=stopping, once=once, bounds=Bounds(memory=int(memory_gb * 1e9), seconds=60 * minutes))


if __name__ == "__main__":
    command()
