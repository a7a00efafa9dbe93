"""Where a workspace keeps what it holds: one folder, named by the environment, private to whoever runs it."""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from conspectus.errors import ConspectusError


def data_folder() -> Path:
    """The workspace's folder (CONSPECTUS_DATA, or `conspectus-data` here); made where it is not there."""
    return private("CONSPECTUS_DATA", Path("conspectus-data"))


def private(name: str, folder: Path) -> Path:
    """The folder that a variable names, or `folder`; made where it is not there, closed to others."""
    path = Path(os.environ.get(name, folder)).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConspectusError(
            f"the folder cannot be made: {error.strerror}", str(path), f"Make it, or name another in {name}."
        ) from None
    return path


def library() -> Path | None:
    """The library of published reports that CONSPECTUS_LIBRARY names; None where none is set up.

    It need not be there yet: its pages look for it whenever they are asked for.
    """
    named = os.environ.get("CONSPECTUS_LIBRARY")
    return Path(named).resolve() if named else None


def database() -> dict[str, object]:
    """Django's settings of the one database: SQLite in the data folder, or the PostgreSQL of DATABASE_URL."""
    url = os.environ.get("DATABASE_URL")
    return _postgresql(url) if url else _sqlite(data_folder() / "workspace.sqlite3")


def _sqlite(path: Path) -> dict[str, object]:
    # With Django's defaults, fifty people who read and then write lose nearly all of their transactions.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    pragmas += "PRAGMA secure_delete=ON;"  # what is destroyed is overwritten, not only forgotten
    options = {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": pragmas}
    # Kept open between requests: opening it and saying all that again costs more than what a page asks of it.
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": 60, "OPTIONS": options,
    }  # fmt: skip


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ConspectusError(
            "it names no PostgreSQL database", "DATABASE_URL", "Write postgresql://user:password@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": False},
    }


class MailServer(NamedTuple):
    """Whom e-mail is given to."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool  # begins in clear and goes over to TLS before anything is said
    tls: bool  # TLS from the first byte


# Schemes of CONSPECTUS_EMAIL_URL: the usual port, and how the line is kept secret.
SCHEMES = {"smtp": (587, True, False), "smtps": (465, False, True), "smtp+plain": (25, False, False)}


def mail_server() -> MailServer | None:
    """The server of CONSPECTUS_EMAIL_URL; None where none is set."""
    url = os.environ.get("CONSPECTUS_EMAIL_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ConspectusError(
            "it names no mail server",
            "CONSPECTUS_EMAIL_URL",
            "Write smtp://user:password@host:587, or smtps://.",
        )
    port, starttls, tls = SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, parts.port or port, user, password, starttls, tls)
