"""The process that opens evidence: bounded in memory and time, with nothing of the server's in reach.

``python -m inmori.web.jobs.child KIND FOLDER`` writes one JSON line for each word of progress and, where the input is
wrong, one with the trouble. It imports no Django and knows no database.
"""

import errno
import json
import resource
import signal
import sys
from pathlib import Path

from inmori.errors import InmoriError
from inmori.web.orphan import end_with_parent


def main(arguments: list[str]) -> int:
    """Do the work of one job; returns 0, 2 where the input is wrong, 4 where no room is left; a trace is a fault."""
    kind, folder, memory = arguments[0], Path(arguments[1]), int(arguments[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # the worker says "enough" by it, whatever started the worker
    end_with_parent()  # a worker that was killed can stop nobody any more

    def tell(what: str, share: float) -> None:
        print(json.dumps({"saying": what, "share": round(share, 4)}, ensure_ascii=False), flush=True)

    from inmori.web.jobs.stages import run

    try:
        run(kind, folder, tell=tell)
    except InmoriError as error:
        print(json.dumps({"trouble": error.message.model_dump()}, ensure_ascii=False), flush=True)
        return 2
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
