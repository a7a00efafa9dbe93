"""Whoever watches the workspace learns whether it works, and whoever sets it up learns what is missing."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from conspectus.workspace.accounts.models import User
from conspectus.workspace.config import readiness
from tests.commands import as_process

ASK = """
import django
django.setup()
from django.test import Client
answer = Client().get("/health/")
print(answer.status_code, answer.content.decode())
"""


def asked(data: Path, **variables: str) -> str:
    """What a workspace of its own answers."""
    variables |= {
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
        "CONSPECTUS_DATA": str(data),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, check=True, text=True, env=os.environ | variables
    )
    return done.stdout.strip()


@pytest.mark.database
def test_health_is_told_without_signing_in_whatever_the_host_is_called(bare: None) -> None:
    answer = Client(headers={"Host": "10.0.0.7"}).get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert answer["Cache-Control"] == "no-store" and not answer.cookies


def test_a_folder_that_cannot_be_written_is_not_healthy(
    bare: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path / "gone"
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_a_database_that_does_not_answer_is_not_healthy_and_nobody_outside_learns_why(tmp_path: Path) -> None:
    with socket.socket() as taken:  # nobody listens on it
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://somebody:secret@127.0.0.1:{taken.getsockname()[1]}/none"
        assert asked(tmp_path, DATABASE_URL=url) == '503 {"ok": false}'


def test_a_damaged_database_is_not_healthy(tmp_path: Path) -> None:
    (tmp_path / "workspace.sqlite3").write_bytes(b"no database at all " * 400)
    assert asked(tmp_path) == '503 {"ok": false}'


# --- conspectus serve --check ---------------------------------------------------------------------------


def whats() -> list[str]:
    return [one.what for one in readiness.lacks() if not one.advised]


@pytest.fixture
def ready(bare: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A workspace that lacks nothing."""
    settings.DATA, settings.PLAIN = tmp_path / "data", tmp_path / "plain"
    for folder in (settings.DATA, settings.PLAIN):
        folder.mkdir(mode=0o700)
    settings.DEMO, settings.HTTPS = False, True
    settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE = 60, True, True
    settings.SECRET_KEY = "kGc0yUXw1b7Zr4QpLs2Vn8Dt5Jf9Ha3Me6Ro-uWqEiTxBzCvNyKlPgS"
    for name in ("CONSPECTUS_SECRET_KEY", "CONSPECTUS_DATA_KEY", "CONSPECTUS_HOSTS", "CONSPECTUS_EMAIL_FROM"):
        monkeypatch.setenv(name, "set")
    User.objects.create_superuser("runs@example.org", "Rune", "four quiet green words")
    with socket.create_server(("127.0.0.1", 0)) as mail:
        host, port = mail.getsockname()
        settings.MAILED, settings.EMAIL_HOST, settings.EMAIL_PORT = True, host, port
        yield


def test_nothing_is_missing_where_all_is_set(ready: None) -> None:
    assert whats() == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SESSION_COOKIE_SECURE", False, "people reach it by https"),
        ("SECURE_HSTS_SECONDS", 0, "people reach it by https"),
        ("SECRET_KEY", "short", "too short or too plain"),
        ("DEMO", True, "It is a demonstration"),
        ("DEBUG", True, "DEBUG set to True"),
        ("CLAMD", "/nowhere/clamd.ctl", "does not answer"),
        ("LIBRARY", Path("/nowhere/library.db"), "no library of reports"),
        ("EMAIL_HOST", "mail.invalid", "mail server mail.invalid"),
        ("DATA", Path("/nowhere"), "Nothing can be written in /nowhere"),
    ],
)
def test_each_setting_that_is_missing_is_told(
    ready: None, settings: Settings, name: str, value: object, told: str
) -> None:
    setattr(settings, name, value)
    [what] = whats()
    assert told in what


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CONSPECTUS_HOSTS", "No name is set"),
        ("CONSPECTUS_SECRET_KEY", "The secret key, which"),
        ("CONSPECTUS_DATA_KEY", "The key of returns and documents"),
        ("CONSPECTUS_EMAIL_FROM", "nobody’s address"),
    ],
)
def test_each_variable_that_is_missing_is_told(
    ready: None, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.delenv(name)
    [what] = whats()
    assert told in what


def test_a_folder_open_to_others_and_nobody_who_runs_it_are_told(ready: None, settings: Settings) -> None:
    settings.DATA.chmod(0o755)
    User.objects.filter(is_staff=True).update(is_active=False)
    assert sorted(whats()) == [
        "Nobody runs the workspace yet.",
        f"Others on this machine may look into {settings.DATA}.",
    ]


def test_the_command_ends_with_0_where_it_is_ready_and_with_1_where_not(tmp_path: Path) -> None:
    data = ("--data", tmp_path / "apart")
    none = dict.fromkeys(("CONSPECTUS_SECRET_KEY", "CONSPECTUS_DATA_KEY", "CONSPECTUS_HOSTS"), "")
    empty = as_process("serve", *data, "--check", **none)
    assert empty.code == 1 and "The database has no tables yet." in empty.out
    assert empty.out.rstrip().endswith("things are missing.") and "Traceback" not in empty.err
    variables = {
        "CONSPECTUS_HTTPS": "1", "CONSPECTUS_HOSTS": "conspectus.example.org",
        "CONSPECTUS_SECRET_KEY": "kGc0yUXw1b7Zr4QpLs2Vn8Dt5Jf9Ha3Me6Ro-uWqEiTxBzCvNyKlPgS",
        "CONSPECTUS_DATA_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    }  # fmt: skip
    somebody = {"DJANGO_SUPERUSER_PASSWORD": "four quiet green words"}
    named = ("--noinput", "--email", "runs@example.org", "--name", "Rune")
    assert as_process("manage", *data, "migrate", **variables).code == 0
    assert as_process("manage", *data, "createsuperuser", *named, **variables, **somebody).code == 0
    set_up = as_process("serve", *data, "--check", **variables)
    assert (set_up.code, set_up.out.rstrip().splitlines()[-1]) == (0, "Ready.")


def test_a_setting_that_cannot_be_read_is_something_missing(tmp_path: Path) -> None:
    wrong = as_process("serve", "--data", tmp_path, "--check", DATABASE_URL="mysql://somewhere/else")
    assert wrong.code == 1 and "DATABASE_URL: it names no PostgreSQL database" in wrong.out
