"""Where this installation keeps its data and how it is reached: all that differs between a laptop and a partner's server.

``inmori serve`` writes these facts into the environment; ``settings`` reads them here, so that Django's settings hold
no guesses of their own.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from inmori.errors import InputError
from inmori.text import Text

DATA, DATABASE, HOSTS, HTTPS, LOOSE = "INMORI_DATA", "INMORI_DATABASE", "INMORI_HOSTS", "INMORI_HTTPS", "INMORI_ONE_FACTOR"
TRIALS = "INMORI_TRIALS"
WEBHOOKS = "INMORI_WEBHOOKS"
SECRET_FILE = "secret.key"
LAPTOP_HOSTS = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Deployment:
    """One installation. ``data`` is a folder only this program reads; ``database`` a PostgreSQL address or empty.

    ``one_factor`` lets people in without a second factor: meant for trying out on one's own machine. ``trials`` is how
    many attacks an assessment plays through: fewer on a machine that is too slow for all.
    """

    data: Path | None
    database: str = ""
    hosts: tuple[str, ...] = LAPTOP_HOSTS
    https: bool = False
    one_factor: bool = False
    webhooks: tuple[str, ...] = ()
    trials: int = 8_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Deployment":
        """Read the installation from the environment."""
        hosts = tuple(host.strip() for host in environment.get(HOSTS, "").split(",") if host.strip())
        return cls(
            data=Path(environment[DATA]) if environment.get(DATA) else None,
            database=environment.get(DATABASE, ""),
            hosts=hosts or LAPTOP_HOSTS,
            https=environment.get(HTTPS, "") == "1",
            one_factor=environment.get(LOOSE, "") == "1",
            webhooks=tuple(part.strip().rstrip("/") for part in environment.get(WEBHOOKS, "").split(",") if part.strip()),
            trials=_trials(environment.get(TRIALS, "")),
        )

    def to_environment(self) -> dict[str, str]:
        """Return the variables that :meth:`from_environment` reads."""
        return {
            DATA: str(self.data or ""),
            DATABASE: self.database,
            HOSTS: ",".join(self.hosts),
            HTTPS: "1" if self.https else "",
            LOOSE: "1" if self.one_factor else "",
            WEBHOOKS: ",".join(self.webhooks),
            TRIALS: str(self.trials),
        }

    @property
    def folder(self) -> Path:
        """Return the data folder, made on first use and closed to other users of the machine."""
        folder = self.data or Path.cwd() / "inmori-data"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def secret(self) -> str:
        """Return this installation's signing key; without a data folder one that lives as long as the process."""
        if self.data is None:
            return secrets.token_urlsafe(48)
        path = self.folder / SECRET_FILE
        with suppress(FileExistsError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        return path.read_text("utf-8").strip()

    def django_database(self) -> dict[str, object]:
        """Return Django's description of the database.

        Raises:
            InputError: the address is not one of PostgreSQL.
        """
        if self.database:
            return _postgres(self.database)
        name = str(self.folder / "inmori.sqlite3") if self.data else ":memory:"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            # A confirmed change survives a power cut: the write-ahead log is flushed at every commit.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }


def _trials(given: str) -> int:
    if given and not (given.isdecimal() and 100 <= int(given) <= 200_000):
        raise InputError(
            Text(ja=f"{TRIALS} は100から200000までの数にしてください。", en=f"{TRIALS} must be a number from 100 to 200000.")
        )
    return int(given) if given else Deployment.trials


def _postgres(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise InputError(
            Text(
                ja="データベースの指定は postgresql://利用者:パスワード@サーバ/データベース名 の形で書いてください。",
                en="Name the database as postgresql://user:password@server/database.",
            )
        )
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")  # ?host=/run/... names a socket
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
