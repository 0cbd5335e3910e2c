"""The process that opens evidence: bounded in memory and time, with nothing of the server's in reach.

``python -m inmori.web.jobs.child KIND FOLDER`` writes one JSON line for each word of progress and, where the input is
wrong, one with the trouble. It imports no Django and knows no database.
"""

import json
import resource
import sys
from pathlib import Path

from inmori.errors import InmoriError


def main(arguments: list[str]) -> int:
    """Do the work of one job; returns 0, 2 where the input is wrong, 3 where the program is."""
    kind, folder, memory = arguments[0], Path(arguments[1]), int(arguments[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def tell(what: str, share: float) -> None:
        print(json.dumps({"saying": what, "share": round(share, 4)}, ensure_ascii=False), flush=True)

    from inmori.web.jobs.stages import run

    try:
        run(kind, folder, tell=tell)
    except InmoriError as error:
        print(json.dumps({"trouble": error.message.model_dump()}, ensure_ascii=False), flush=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
