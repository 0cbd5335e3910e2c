"""How the server was last started, left in the data folder: ``check-deployment`` runs beside it and cannot see its words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from inmori.web.deployment import Deployment

FILE = "serving.json"


@dataclass(frozen=True)
class Served:
    """What serve was told."""

    address: str  # listened on
    hosts: tuple[str, ...]
    https: bool
    one_factor: bool
    port: int = 0  # 0 in files from before it was kept


def leave_word(deployment: Deployment, *, address: str, port: int = 0) -> None:
    """Write down how the server is started."""
    told = Served(address, deployment.hosts, deployment.https, deployment.one_factor, port)
    (deployment.folder / FILE).write_text(json.dumps(asdict(told)), "utf-8")


def served(deployment: Deployment | None = None) -> Served | None:
    """Return how the server was last started, or None where it never was."""
    from django.conf import settings

    path = (deployment or settings.DEPLOYMENT).folder / FILE
    if not path.exists():
        return None
    told = json.loads(path.read_text("utf-8"))
    return Served(told["address"], tuple(told["hosts"]), told["https"], told["one_factor"], told.get("port", 0))


def address() -> str:
    """Return how people reach the server, as it was last started; on this machine where it never was."""
    last = served()
    host = last.hosts[0] if last else "localhost"
    if last and last.https:
        return f"https://{host}"
    return f"http://{host}:{last.port if last and last.port else 8765}"
