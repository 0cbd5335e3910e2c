"""How fast are the screens: 50 people at once, 200 hospitals of 5,000 machines each, a real server with its worker, 2 cores.

    python benchmarks/web.py                              # on PostgreSQL, then on SQLite
    python benchmarks/web.py --database sqlite --seconds 30

The server is the one ``inmori serve`` starts; PostgreSQL is the benchmark's own, with a user that row security binds. Every
visitor belongs to four hospitals, works in one of them four times out of five, and looks at a page every 2 to 4 seconds; one
visitor more is a partner with all hospitals, who looks at the fleet. What if is asked in few hospitals, of which the campaigns
are kept: preparing them is work for the worker and not measured here. "First" is the first opening of each screen of each
hospital after the server has started, when its documents have to be read; those are told apart and not part of the floor.

Then the same without thinking, for as much as the server can give. Prints requests, waiting, processor time and queries of
each screen; exits 1 where a floor is missed. The visitors run on the same machine and take their share of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from visiting.crowd import Look, Visitor, visit
from visiting.database import postgres
from visiting.drawing import drawn

FLOOR, WHAT_IF_FLOOR = 300.0, 1_000.0  # milliseconds, of 95 in 100 requests
THINK = (2.0, 4.0)  # seconds
WHAT_IF = 3  # hospitals in which it is asked
WORDS = ("pc", "電子カルテ", "ﾌﾟﾘﾝﾀ", "10.0.", "サーバ")
Screens = dict[str, Callable[[random.Random], str]]
SCREENS: Screens = {
    "today": lambda _: "",
    "devices": lambda luck: luck.choice(["devices/", f"devices/?page={luck.randint(1, 40)}", "devices/?order=findings&down=1",
                                         f"devices/?words={urllib.request.quote(luck.choice(WORDS))}"]),
    "findings": lambda _: "findings/",
    "roads": lambda _: "roads/",
    "roadmap": lambda _: "roadmap/",
    "checklist": lambda _: "checklist/r8/",
    "vendors": lambda _: "vendors/",
    "documents": lambda _: "documents/",
    "people": lambda _: "people/",
    "history": lambda _: "history/",
    "fleet": lambda _: "/fleet/",
}  # fmt: skip
SHARES = {"today": 4, "devices": 4, "findings": 3, "checklist": 2}  # of the looks; every other screen has 1


def main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        documents = given.documents or Path(folder) / "documents.json"
        if not documents.exists():
            documents.write_text(json.dumps(drawn(devices=given.devices, seeds=given.seeds, tell=_tell)), "utf-8")
        good = True
        for database in ("postgres", "sqlite") if given.database == "both" else (given.database,):
            good &= _measure(database, documents, given)
    return 0 if good else 1


def _measure(database: str, documents: Path, given: argparse.Namespace) -> bool:
    with _installation(database, documents, given) as site:
        if site is None:
            print(f"{database}: not installed, not measured")
            return False
        port, people = site
        crowd = [_visitor(port, each, number) for number, each in enumerate(people["crowd"])]
        partner = _visitor(port, people["partner"], len(crowd))
        opened: set[str] = set()
        first = [look for each in crowd[: given.users] for look in _open_all(each, opened)]
        _print(f"{database}: first opening, one hospital after the other", first, None, None)
        asking = _prepared(crowd[:WHAT_IF]) if not given.no_what_if else {}
        screens = dict(SCREENS)
        busy, took = _visit(crowd, partner, asking, screens, seconds=given.seconds, think=THINK)
        good = _print(f"{database}: {given.users} users, a page every 2 to 4 s", busy, took, FLOOR)
        limit, took = _visit(crowd, partner, {}, screens, seconds=given.seconds / 3, think=(0.0, 0.0))
        _print(f"{database}: the same without thinking (the limit)", limit, took, None)
        return good


def _visit(
    crowd: list[Visitor], partner: Visitor, asking: dict[str, list[str]], screens: Screens, *, seconds: float, think: tuple[float, float]
) -> tuple[list[Look], float]:  # fmt: skip
    """Let everybody work; those with kept campaigns ask what-if among the rest, the partner looks at the fleet."""
    import threading

    extra: list[Look] = []
    until = time.perf_counter() + seconds

    def ask(visitor: Visitor, boxes: list[str]) -> None:
        while time.perf_counter() < until:
            time.sleep(visitor.luck.uniform(*think))
            chosen = "&".join(f"measure={each}" for each in visitor.luck.sample(boxes, min(len(boxes), visitor.luck.randint(1, 6))))
            extra.append(visitor.look("what if", f"/h/{visitor.tenants[0]}/what-if/?{chosen}")[0])

    def look_after() -> None:
        while time.perf_counter() < until:
            time.sleep(partner.luck.uniform(*think))
            order = partner.luck.choice(["name", "loss", "overdue"])
            extra.append(partner.look("fleet of all", f"/fleet/?order={order}")[0])

    others = [threading.Thread(target=ask, args=(_again(each), asking[each.tenants[0]])) for each in crowd if each.tenants[0] in asking]
    others.append(threading.Thread(target=look_after))
    for thread in others:
        thread.start()
    looks, took = visit(crowd, screens, seconds=seconds, think=think, shares=SHARES)
    for thread in others:
        thread.join()
    return [*looks, *extra], took


def _again(visitor: Visitor) -> Visitor:
    """The same person in a second window."""
    return Visitor(visitor.port, visitor.session, visitor.tenants, random.Random(visitor.luck.random()))


def _visitor(port: int, told: dict[str, object], number: int) -> Visitor:
    return Visitor(port, str(told["session"]), list(told["tenants"]), random.Random(number))  # type: ignore[call-overload]


def _open_all(visitor: Visitor, opened: set[str]) -> Iterator[Look]:
    """Open each screen of those of the visitor's hospitals that nobody has opened yet."""
    for tenant in visitor.tenants:
        if tenant in opened:
            continue
        opened.add(tenant)
        for screen, path in SCREENS.items():
            address = path(visitor.luck)
            yield visitor.look(screen, address if address.startswith("/") else f"/h/{tenant}/{address}")[0]


def _prepared(crowd: list[Visitor]) -> dict[str, list[str]]:
    """Wait until the campaigns of a few hospitals are kept; returns what can be ticked in each."""
    import re

    found: dict[str, list[str]] = {}
    for visitor in crowd:
        begun, path = time.perf_counter(), f"/h/{visitor.tenants[0]}/what-if/"
        while time.perf_counter() - begun < 900:
            look, body = visitor.look("what if", path)
            boxes = re.findall(r'name="measure" id="m-[^"]+" value="([^"]+)"', body)
            if boxes:
                _tell(f"what if prepared in {time.perf_counter() - begun:.0f} s, {len(boxes)} measures")
                found[visitor.tenants[0]] = boxes
                break
            if look.status != 200:
                break
            time.sleep(1)
    return found


def _print(title: str, looks: list[Look], took: float | None, floor: float | None) -> bool:
    """Print the table of one round; whether all floors are kept and no request failed."""
    rate = f", {len(looks) / took:.1f} requests/s" if took else ""
    print(f"\n{title}: {len(looks)} requests{rate}; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'screen':<14}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'cpu p50':>9}{'cpu p95':>9}{'queries':>9}")
    good = True
    for name in [*dict.fromkeys(look.screen for look in looks), "all but what if"]:
        own = [look for look in looks if look.screen == name or (name == "all but what if" and look.screen != "what if")]
        waited, busy = sorted(each.waited for each in own), sorted(each.busy for each in own)
        queries = f"{min(each.queries for each in own)}–{max(each.queries for each in own)}"
        ceiling = WHAT_IF_FLOOR if name == "what if" else floor
        missed = floor is not None and ceiling is not None and _at(waited, 0.95) > ceiling
        wrong = sum(each.status not in (200, 302) for each in own)
        good &= not missed and not wrong
        marks = f"{'  MISSED' if missed else ''}{f'  {wrong} FAILED' if wrong else ''}"
        print(f"{name:<14.14}{len(own):>9}{_at(waited, 0.5):>9.0f}{_at(waited, 0.95):>9.0f}{waited[-1]:>9.0f}"
              f"{_at(busy, 0.5):>9.1f}{_at(busy, 0.95):>9.1f}{queries:>9}{marks}", flush=True)  # fmt: skip
    return good


def _at(values: list[float], share: float) -> float:
    return values[min(int(share * len(values)), len(values) - 1)]


@contextmanager
def _installation(database: str, documents: Path, given: argparse.Namespace) -> Iterator[tuple[int, dict[str, list[dict[str, object]]]] | None]:
    """A filled installation that is being served: its port and who may visit."""
    with tempfile.TemporaryDirectory() as folder, _address(database) as address:
        if address is None:
            yield None
            return
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        environment = {
            **os.environ, "INMORI_DATA": folder, "INMORI_DATABASE": address, "INMORI_ONE_FACTOR": "1", "INMORI_HTTPS": "",
            "PYTHONPATH": str(Path(__file__).parent), "DJANGO_SETTINGS_MODULE": "visiting.measured",
        }  # fmt: skip
        begun = time.perf_counter()
        filled = subprocess.run(
            [sys.executable, "-m", "visiting.filling", str(documents), str(given.hospitals), str(given.users)],
            env=environment, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        _tell(f"{database}: {given.hospitals} hospitals filled in {time.perf_counter() - begun:.0f} s")
        serve = "from inmori.cli.main import main; main()"
        words = [sys.executable, "-c", serve, "serve", "--data", folder, "--port", str(port), "--one-factor"]
        with (Path(folder) / "log").open("wb") as log, subprocess.Popen(words, env=environment, stdout=log, stderr=log) as server:
            try:
                _wait(port)
                yield port, json.loads(filled.stdout)
                print(f"server: {_memory(server.pid)} MB at the end")
            finally:
                server.terminate()
                server.wait(timeout=60)
        trouble = (Path(folder) / "log").read_text("utf-8", "replace")
        if "Traceback" in trouble:
            print(trouble[-3000:], file=sys.stderr)


@contextmanager
def _address(database: str) -> Iterator[str | None]:
    if database == "sqlite":
        yield ""
        return
    with postgres() as address:
        yield address


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server does not answer")


def _memory(pid: int) -> int:
    """Megabytes held by the server and what it started."""
    own = [pid, *(int(each) for each in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split())]
    found = 0
    for each in own:
        for line in Path(f"/proc/{each}/status").read_text().splitlines():
            found += int(line.split()[1]) // 1024 if line.startswith("VmRSS") else 0
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("both", "postgres", "sqlite"), default="both")
    parser.add_argument("--hospitals", type=int, default=200)
    parser.add_argument("--devices", type=int, default=5_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--no-what-if", action="store_true", help="leave out what takes minutes to prepare")
    parser.add_argument("--documents", type=Path, help="where the drawn documents are kept from run to run")
    return parser.parse_args()


def _tell(words: str) -> None:
    print(f"... {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
