"""Where this installation keeps its data and how it is reached: all that differs between a laptop and a partner's server.

``inmori serve`` writes these facts into the environment; ``settings`` reads them here, so that Django's settings hold
no guesses of their own.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from inmori.errors import InputError
from inmori.text import Text
from inmori.web.key_file import kept_key

DATA, DATABASE, HOSTS, HTTPS, LOOSE = "INMORI_DATA", "INMORI_DATABASE", "INMORI_HOSTS", "INMORI_HTTPS", "INMORI_ONE_FACTOR"
TRIALS = "INMORI_TRIALS"
LEASE = "INMORI_LEASE_SECONDS"
WEBHOOKS = "INMORI_WEBHOOKS"
DIRECTORY = ("INMORI_OIDC_ISSUER", "INMORI_OIDC_CLIENT", "INMORI_OIDC_SECRET_FILE", "INMORI_OIDC_NAME")
SECRET_FILE = "secret.key"
LAPTOP_HOSTS = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Directory:
    """The house's own sign-in by OpenID Connect: where it is, who we are to it, the file with our secret, what people call it."""

    issuer: str
    client: str
    secret_file: str
    name: str

    @property
    def origin(self) -> str:
        """Return scheme and host, for the content policy: the browser is sent there from our form."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def provider(self) -> dict[str, object]:
        """Return allauth's description of it.

        Raises:
            InputError: the file with the secret cannot be read.
        """
        try:
            secret = Path(self.secret_file).read_text("utf-8").strip() if self.secret_file else ""
        except OSError as error:
            raise InputError(
                Text(ja=f"{DIRECTORY[2]} のファイルを読めません: {self.secret_file}", en=f"Cannot read the file of {DIRECTORY[2]}: {self.secret_file}")
            ) from error
        return {"provider_id": "directory", "name": self.name, "client_id": self.client, "secret": secret,
                "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True}}  # fmt: skip


@dataclass(frozen=True)
class Deployment:
    """One installation. ``data`` is a folder only this program reads; ``database`` a PostgreSQL address or empty.

    ``one_factor`` lets people in without a second factor: meant for trying out on one's own machine. ``trials`` is how
    many attacks an assessment plays through: fewer on a machine that is too slow for all. ``lease`` is how many seconds a
    worker may be silent before another takes its work up. ``directory`` is the house's own sign-in, where it has one.
    """

    data: Path | None
    database: str = ""
    hosts: tuple[str, ...] = LAPTOP_HOSTS
    https: bool = False
    one_factor: bool = False
    webhooks: tuple[str, ...] = ()
    trials: int = 8_000
    lease: float = 20.0
    directory: Directory | None = None

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
            lease=_lease(environment.get(LEASE, "")),
            directory=_directory(*(environment.get(name, "").strip() for name in DIRECTORY)),
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
            LEASE: str(self.lease),
            **dict(zip(DIRECTORY, self._directory_words(), strict=True)),
        }

    def _directory_words(self) -> tuple[str, ...]:
        known = self.directory
        return (known.issuer, known.client, known.secret_file, known.name) if known else ("",) * len(DIRECTORY)

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
        return kept_key(self.folder / SECRET_FILE, lambda: secrets.token_urlsafe(48))

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


def _lease(given: str) -> float:
    found = float(given) if given.replace(".", "", 1).isdecimal() else Deployment.lease if not given else 0.0
    if not 1 <= found <= 600:
        raise InputError(Text(ja=f"{LEASE} は1から600までの秒数にしてください。", en=f"{LEASE} must be a number of seconds from 1 to 600."))
    return found


def _directory(issuer: str, client: str, secret_file: str, name: str) -> Directory | None:
    if not issuer:
        return None
    parts = urlsplit(issuer)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"})
    if not (safe and parts.netloc and client):
        raise InputError(
            Text(
                ja=f"{DIRECTORY[0]} は https:// で始まる認証サーバのアドレス、{DIRECTORY[1]} はそこで受け取ったクライアントIDにしてください。",
                en=f"{DIRECTORY[0]} must be the https:// address of the sign-in server, {DIRECTORY[1]} the client id it gave.",
            )
        )
    return Directory(issuer.rstrip("/"), client, secret_file, name or "院内の認証")


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
