"""Runs every benchmark in one go: truth first, then speed, each as a ratio against a peer in the same run.

    make bench      (or: python benchmarks/run.py [name ...])

A benchmark is a file of this folder with a ``main()``; it exits with 1 where one of its floors is missed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "minato"


def commands(folder: Path) -> dict[str, list[str]]:
    """The benchmarks by name; what is read from evidence stands in one table, so its parts are not run again."""
    own = [path for path in sorted(HERE.glob("*.py")) if path.stem not in ("run", "truth") and not path.stem.startswith("ingest_")]
    found = {path.stem: [str(path)] for path in own}
    return {"truth": [str(HERE / "truth.py"), str(EXAMPLE), "--answer", str(folder / "answer.json")], **found}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        known = commands(Path(folder))
        wanted = sys.argv[1:] or list(known)
        missed = []
        for name in wanted:
            print(f"== {name}", flush=True)
            if subprocess.run([sys.executable, *known[name]], check=False).returncode:
                missed.append(name)
    print("floors missed: " + (", ".join(missed) or "none"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
