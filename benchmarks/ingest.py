"""All floors of reading evidence in one run and one table: each a ratio against a peer on the same file, or a rate.

    python benchmarks/ingest.py
    python benchmarks/ingest.py ledger reconcile              # some parts only
    python benchmarks/ingest.py --fwshift-python PYTHON       # a Python that has fwshift (GPL-3.0, no part of Inmori)
    python benchmarks/ingest.py --without-fwshift             # the row that needs it is left out

Each part stands in its own file (ingest_<part>.py, with its own --profile) and runs in a process of its own, so that
none warms or fills the memory for another. Without a Python that has fwshift, a throw-away environment is made for it; where
that fails, the row says "not measured" and counts as missed. Exits 1 where a floor is missed.

What is compared with what: "ledger, rows" is the like of what calamine gives, the cells of every sheet in rows, and that is
what the floor of 1.5 is for. "ledger, reading" is all the rest too (headings found, each value with its cell, dates
and addresses understood, secrets taken out), which calamine does not do; its ceiling is our own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
ZEEK_RECORDS = 500_000
PACKETS = 200_000


@dataclass(frozen=True)
class Row:
    """One line of the table. ``value`` is None where it was not measured; ``most`` tells a ceiling from a floor."""

    what: str
    ours: str
    peer: str
    value: float | None
    unit: str
    bound: float
    most: bool

    def held(self) -> bool:
        if self.value is None:
            return False
        return self.value <= self.bound if self.most else self.value >= self.bound


def ledger(_: argparse.Namespace) -> list[Row]:
    import ingest_ledger as part

    data = part.ledger(part.MACHINES)
    bare, rows, reading = part.fastest([part.by_calamine, part.rows_by_inmori, part.reading_by_inmori], data)
    peer = f"calamine {bare * 1000:.0f} ms"
    return [
        Row("ledger, 10,000 rows: rows", f"{rows * 1000:.0f} ms", peer, rows / bare, "x", part.ROWS_CEILING, True),
        Row("ledger, 10,000 rows: reading", f"{reading * 1000:.0f} ms", peer, reading / bare, "x", part.READING_CEILING, True),
    ]


def pcap(_: argparse.Namespace) -> list[Row]:
    import ingest_pcap as part

    with tempfile.TemporaryDirectory() as folder:
        once, twice = Path(folder) / "hospital.pcap", Path(folder) / "twice.pcap"
        once.write_bytes(b"".join(part.capture(PACKETS, crumbs=False)))
        twice.write_bytes(b"".join(part.capture(2 * PACKETS, crumbs=False)))
        peer, ours = part.speed(part.by_dpkt, once), part.speed(part.by_inmori, once)
        small, large = part.peak(once), part.peak(twice)
    return [
        Row("pcap: packets a second", f"{ours:,.0f}/s", f"dpkt {peer:,.0f}/s", ours / peer, "x", part.SPEED_FLOOR, False),
        Row("pcap: memory at twice the length", f"{large / 1024:.0f} MB", f"once {small / 1024:.0f} MB", large / small, "x", part.MEMORY_CEILING, True),
    ]


def zeek(_: argparse.Namespace) -> list[Row]:
    import ingest_zeek as part

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conn.log"
        path.write_text("\n".join(part.log(ZEEK_RECORDS)) + "\n")
        part.by_inmori(path)  # lists of the catalogue are loaded once
        bare, ours = part.speed(part.by_split, path), part.speed(part.by_inmori, path)
    return [Row("Zeek TSV: records a second", f"{ours:,.0f}/s", f"bare split {bare:,.0f}/s", ours, "/s", part.FLOOR, False)]


def fortios(options: argparse.Namespace) -> list[Row]:
    import ingest_fortios as part

    from inmori.catalogue import load_catalogue

    catalogue, data = load_catalogue(), part.backup().encode()
    rounds = [part.ours(data, "backup.conf", catalogue) for _ in range(part.ROUNDS)]
    read, table, _ = min(rounds, key=lambda item: item[0] + item[1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup.conf"
        path.write_bytes(data)
        other = None if options.without_fwshift else by_fwshift(path, options.fwshift_python)
    told = f"fwshift parse {other * 1000:.0f} ms" if other else "fwshift not measured"
    ours = f"{read * 1000:.0f} + {table * 1000:.0f} ms"
    return [Row("FortiGate, 1,000 policies: parse + zones", ours, told, (read + table) / other if other else None, "x", part.CEILING, True)]


def by_fwshift(path: Path, python: str | None) -> float | None:
    import ingest_fortios as part

    if python is None:
        return part.peer(path, path.parent)
    command = [python, "-c", part.PEER_ROUND, str(path), str(part.ROUNDS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(run.stdout) if run.returncode == 0 else None


def reconcile(_: argparse.Namespace) -> list[Row]:
    import ingest_reconcile as part

    measured = part.measure(part.MACHINES, seed=7)
    size = f"{measured.size / 1e6:.0f} MB"
    found = f"{measured.found:,} machines"
    return [
        Row("reconcile 60,000 records, 10,000 machines", f"{measured.whole:.2f} s", found, measured.whole, "s", part.SECONDS_CEILING, True),
        Row("  of it: which records are one machine", f"{measured.together:.2f} s", "", measured.together, "s", part.SECONDS_CEILING, True),
        Row("  precision of pairs that name a machine", "", "recorded truth", measured.precision, "", part.PRECISION_FLOOR, False),
        Row("  recall of pairs that name a machine", "", "recorded truth", measured.recall, "", part.RECALL_FLOOR, False),
        Row("that hospital to JSON", f"{measured.writing:.2f} s", size, measured.writing, "s", part.JSON_CEILING, True),
        Row("that hospital from JSON", f"{measured.reading:.2f} s", size, measured.reading, "s", part.JSON_CEILING, True),
    ]


PARTS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "ledger": ledger, "pcap": pcap, "zeek": zeek, "fortios": fortios, "reconcile": reconcile,
}  # fmt: skip


def in_child(name: str, options: argparse.Namespace) -> list[Row]:
    """The rows of one part, measured in a process of its own; a part that breaks is a floor missed."""
    command = [sys.executable, str(Path(__file__)), "--child", name]
    command += ["--fwshift-python", options.fwshift_python] if options.fwshift_python else []
    command += ["--without-fwshift"] if options.without_fwshift else []
    start = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(f"  {name} took {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    if run.returncode:
        return [Row(f"{name}: the benchmark broke", "", "", None, "", 0.0, True)]
    return [Row(**row) for row in json.loads(run.stdout.splitlines()[-1])]


def line(row: Row, left_out: bool) -> str:
    value = "not measured" if row.value is None else f"{row.value:,.0f}{row.unit}" if row.value > 1000 else f"{row.value:.4g}{row.unit}"
    bound = f"{'<=' if row.most else '>='} {row.bound:,.4g}{row.unit}" if row.bound < 1000 else f">= {row.bound:,.0f}{row.unit}"
    verdict = "left out" if left_out else "held" if row.held() else "MISSED"
    return f"{row.what:<42} {row.ours:>14} {row.peer:>24} {value:>13} {bound:>14}  {verdict}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--fwshift-python")
    parser.add_argument("--without-fwshift", action="store_true")
    parser.add_argument("--child", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps([asdict(row) for row in PARTS[options.child](options)]))
        return 0
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    rows = [row for name in options.parts or PARTS for row in in_child(name, options)]
    print(f"{'':<42} {'inmori':>14} {'beside it':>24} {'figure':>13} {'floor':>14}")
    missed = 0
    for row in rows:
        left_out = row.value is None and options.without_fwshift and "fwshift" in row.peer
        missed += not (left_out or row.held())
        print(line(row, left_out))
    print(f"{missed} floors missed" if missed else "all floors held")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
