"""A backup on either database comes back in an empty one, row by row, also where either was cut off."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.commands import as_process

pytestmark = pytest.mark.database
VARIABLES = {
    "CONSPECTUS_SECRET_KEY": "kGc0yUXw1b7Zr4QpLs2Vn8Dt5Jf9Ha3Me6Ro-uWqEiTxBzCvNyKlPgS",
    "CONSPECTUS_DATA_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
}
FILES = ("inspections/1/casebook.duckdb", "inspections/1/returns/2/sent.csv", "letters/1/letter.json")

# What people do, by the actions that their pages call: each leaves its row in the log.
WORK = """
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.roles import Role
lead = User.objects.filter(is_staff=True).first()
if lead is None:
    lead = User.objects.create_superuser("lead@example.org", "Lea", "four quiet green words")
    subject = actions.Subject(title="T", area="A", framework="whole-system", theme="cse", nation="england")
    actions.set_up(subject=subject, inspectorate="ofsted", by=lead)
inspection = Inspection.objects.get()
given = actions.Appointment(role=Role.INSPECTOR, inspectorate="hmicfrs")
email = f"inspector-{User.objects.count()}@example.org"
actions.add_person(inspection=inspection, email=email, name="Ina", given=given, by=lead)
"""
# Each table's rows as one hash, and whether the log can be changed behind the application's back.
LOOK = """
import hashlib, json
from django.db import connection, Error
found = {}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(f'select * from "{table}"')
        rows = sorted(repr(row) for row in cursor.fetchall())
        found[table] = [len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest()]
    try:
        cursor.execute("update audit_entry set action = 'another'")
        found["changed"] = True
    except Error:
        found["changed"] = False
print("found " + json.dumps(found))
"""


@dataclass(frozen=True)
class Workspace:
    """A folder and a database, of which nothing is known yet."""

    data: Path
    variables: dict[str, str]

    def manage(self, *words: str | Path, code: int = 0) -> str:
        said = as_process("manage", "--data", self.data, *words, **self.variables)
        assert said.code == code and "Traceback" not in said.err, said
        return said.out + said.err

    def looked_at(self) -> dict[str, Any]:
        said = self.manage("shell", "-c", LOOK)
        found: dict[str, Any] = json.loads(said.partition("found ")[2])
        return found


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[], Workspace]]:
    """An empty one each time: on the server on which tests run, which forgets it in the end, else a file."""
    server, numbers, made = os.environ.get("DATABASE_URL", ""), count(1), []

    def make() -> Workspace:
        folder = tmp_path / f"workspace-{next(numbers)}"
        if not server:
            return Workspace(folder / "data", VARIABLES)
        made.append(f"{tmp_path.name}_{folder.name}")
        on_server(server, "create database {}", made[-1])
        url = f"{server.rpartition('/')[0]}/{made[-1]}"
        return Workspace(folder / "data", VARIABLES | {"DATABASE_URL": url})

    yield make
    for name in made:
        on_server(server, "drop database {} with (force)", name)


def on_server(server: str, command: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute(sql.SQL(command).format(sql.Identifier(name)))


@pytest.fixture
def worked_in(fresh: Callable[[], Workspace]) -> Workspace:
    """Somebody has worked there, and there are files."""
    workspace = fresh()
    workspace.data.parent.mkdir()
    workspace.manage("migrate", "--verbosity", "0")
    workspace.manage("shell", "-c", WORK)
    for name in FILES:
        (workspace.data / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace.data / name).write_bytes(f"content of {name}".encode())
    return workspace


def test_it_comes_back_in_an_empty_database_row_by_row_and_goes_on(
    worked_in: Workspace, fresh: Callable[[], Workspace], tmp_path: Path
) -> None:
    said = worked_in.manage("backup", tmp_path / "kept.tar")
    head = said.rpartition("The log’s head: ")[2].strip()
    before = worked_in.looked_at()
    there = fresh()
    there.data.parent.mkdir()
    there.manage("restore", tmp_path / "kept.tar")
    assert "0 faults" in there.manage("verify_log", "--known", head)
    assert there.looked_at() == before and before["changed"] is False
    assert before["audit_entry"][0] >= 2
    for name in FILES:
        assert (there.data / name).read_bytes() == f"content of {name}".encode()
    there.manage("shell", "-c", WORK)  # numbers go on where they were
    assert "0 faults" in there.manage("verify_log", "--known", head)


def test_cut_off_anywhere_nothing_is_lost_and_it_can_be_done_again(
    worked_in: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    file = tmp_path / "kept" / "kept.tar"
    words = [sys.executable, "-m", "tests.workspace.cut_off", str(worked_in.data), str(file)]
    variables = worked_in.variables | {
        "DJANGO_SETTINGS_MODULE": "conspectus.workspace.config.settings",
        "CONSPECTUS_DATA": str(worked_in.data), "CONSPECTUS_DEMO": "0",
    }  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, env=os.environ | variables, check=False)
    assert done.returncode == 0, done.stderr
    for told in json.loads(done.stdout).values():
        assert told["faults"] == [] and told["whole"] and told["cuts"] >= 8, (told, done.stderr)
