"""What a workspace lacks before an organisation works in it: `conspectus serve --check`."""

import os
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.checks import CheckMessage, run_checks

from conspectus.workspace.accounts.models import User
from conspectus.workspace.evidence import scanning
from conspectus.workspace.inspections.health import database_trouble, folder_trouble

PATIENCE = 5.0  # seconds for a server to be reached


class Lack(NamedTuple):
    """Something that is missing, or only advised, and what to do."""

    what: str
    todo: str
    advised: bool = False


# Django’s own checks of a production setting (`check --deploy`), in our words; what several find is told once.
HTTPS = Lack(
    "It is not said that people reach it by https: passwords and children’s records can be read on the way.",
    "Put a proxy with https before it, and set CONSPECTUS_HTTPS=1.",
)
SECRET = Lack(
    "The secret key is too short or too plain.",
    "Set CONSPECTUS_SECRET_KEY to 50 characters or more: openssl rand -base64 64 | tr -d '\\n'",
)
HOSTS = Lack(
    "No name is set by which people reach it: from other machines every page would be refused.",
    "Set CONSPECTUS_HOSTS=conspectus.example.org, with commas between several.",
)
OURS = {
    "security.W004": HTTPS, "security.W012": HTTPS, "security.W016": HTTPS,
    "security.W009": SECRET, "security.W020": HOSTS,
}  # fmt: skip
# Decided by whoever owns the domain, or done by the proxy: http is led to https there, and other names below the same
# domain may not have https.
NOT_OURS = {"security.W005", "security.W008", "security.W021"}


def lacks() -> list[Lack]:
    """All that is missing, then what is only advised."""
    found = dict.fromkeys(one for look in LOOKS for one in look())  # each once
    return sorted(found, key=lambda one: one.advised)


def _of_django() -> Iterator[Lack]:
    for message in run_checks(include_deployment_checks=True):
        if message.id not in NOT_OURS and not message.is_silenced():
            yield OURS.get(message.id or "", _as_it_says(message))


def _as_it_says(message: CheckMessage) -> Lack:
    hint = f"{message.hint} ({message.id})" if message.hint else f"Django’s check {message.id}."
    return Lack(" ".join(message.msg.split()), hint)


def _of_names() -> Iterator[Lack]:
    if settings.DEMO:
        yield Lack(
            "It is a demonstration, which asks for no second factor.", "Name another folder with --data."
        )
    elif not os.environ.get("CONSPECTUS_HOSTS", "").strip(" ,"):
        yield HOSTS


def _of_keys() -> Iterator[Lack]:
    """Keys made in the folder keep nobody out who has the folder, and are lost with it."""
    if not os.environ.get("CONSPECTUS_SECRET_KEY"):
        yield Lack(
            "The secret key, which signs sessions and seals the log, lies in the folder that it protects.",
            "Set CONSPECTUS_SECRET_KEY, to the content of the file secret-key where people have worked already.",
        )
    if not (os.environ.get("CONSPECTUS_DATA_KEY") or os.environ.get("CONSPECTUS_DATA_KEY_FILE")):
        yield Lack(
            "The key of returns and documents lies in the folder that it protects.",
            "Set CONSPECTUS_DATA_KEY_FILE to a file kept elsewhere (openssl rand -base64 32); then seal_files.",
        )


def _of_database() -> Iterator[Lack]:
    if (trouble := database_trouble()) and "django_migrations" in trouble:
        yield Lack(
            "The database has no tables yet.", "conspectus manage migrate, or the first conspectus serve."
        )
    elif trouble:
        yield Lack(trouble, "Look whether it runs, and at DATABASE_URL.")
    elif not User.objects.filter(is_staff=True, is_active=True).exists():
        yield Lack("Nobody runs the workspace yet.", "conspectus manage createsuperuser")
    if not os.environ.get("DATABASE_URL"):
        what = "The database is SQLite, in which everybody who writes waits for everybody else."
        yield Lack(what, "For a team, set DATABASE_URL to a PostgreSQL database.", advised=True)


def _of_folders() -> Iterator[Lack]:
    for folder in (Path(settings.DATA), Path(settings.PLAIN)):
        if trouble := folder_trouble(folder):
            yield Lack(trouble, "Give the account that serves the right to write there, and room.")
        if folder.exists() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Lack(f"Others on this machine may look into {folder}.", f"chmod 700 {folder}")


def _of_mail() -> Iterator[Lack]:
    if not settings.MAILED:
        what = (
            "No mail server is set: nobody is told of anything by e-mail, and links are handed over by hand."
        )
        yield Lack(what, "Set CONSPECTUS_EMAIL_URL and CONSPECTUS_EMAIL_FROM.", advised=True)
        return
    if not _reached(settings.EMAIL_HOST, settings.EMAIL_PORT):
        at = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield Lack(f"The mail server {at} is not reached.", "Look at CONSPECTUS_EMAIL_URL.")
    if not os.environ.get("CONSPECTUS_EMAIL_FROM"):
        yield Lack("Letters come from nobody’s address.", "Set CONSPECTUS_EMAIL_FROM.")


def _reached(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except OSError:
        return False
    return True


def _of_what_is_named() -> Iterator[Lack]:
    if not settings.CLAMD:
        what = "Documents are not scanned for viruses."
        yield Lack(what, "Set CONSPECTUS_CLAMD to the socket of ClamAV’s daemon.", advised=True)
    elif not scanning.answers(settings.CLAMD):
        yield Lack(f"The scanner {settings.CLAMD} does not answer.", "Start it, or look at CONSPECTUS_CLAMD.")
    if settings.LIBRARY and not settings.LIBRARY.is_file():
        what = f"There is no library of reports at {settings.LIBRARY}."
        yield Lack(what, "Look at CONSPECTUS_LIBRARY.")


LOOKS: tuple[Callable[[], Iterator[Lack]], ...] = (
    _of_names, _of_django, _of_keys, _of_database, _of_folders, _of_mail, _of_what_is_named,
)  # fmt: skip
