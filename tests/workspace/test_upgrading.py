"""A workspace of the first release goes on with this version, and with one that has more columns; nothing is lost."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.workspace.upgrading.keep import FIRST

# What `conspectus serve` does first, then every row of every model with every column, then the log.
GOES_ON = """
import io, json, django; django.setup()
from django.apps import apps
from django.core.management import call_command
from conspectus.workspace.config.serving import must_be_known
must_be_known()
call_command("migrate", verbosity=0)
rows = {model._meta.db_table: len(list(model._base_manager.values())) for model in apps.get_models()}
said = io.StringIO()
call_command("verify_log", stdout=said)
print(json.dumps([rows, said.getvalue()]))
"""
REFUSED = """
import django; django.setup()
from conspectus.workspace.config.serving import must_be_known
must_be_known()
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The workspace of the first release, with an inspection that has its letter and its statement of action."""
    path = tmp_path / "workspace.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(FIRST.read_text(encoding="utf-8"))
    return path


def ask(database: Path, program: str, *, later: bool = False) -> "subprocess.CompletedProcess[str]":
    variables = {"DJANGO_SETTINGS_MODULE": "tests.workspace.upgrading.settings", "UPGRADED": str(database)}
    variables |= {"LATER": "1"} if later else {}
    return subprocess.run(
        [sys.executable, "-c", program], env=os.environ | variables, capture_output=True, text=True
    )


def counted(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as kept:
        tables = [name for (name,) in kept.execute("select name from sqlite_master where type = 'table'")]
        return {name: kept.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables}


# Django's own lists of what there is to permit grow with the models.
GROWS = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.mark.parametrize("later", [False, True], ids=["this version", "a later one"])
def test_nothing_of_the_first_release_is_lost(database: Path, later: bool) -> None:
    before = counted(database)
    done = ask(database, GOES_ON, later=later)
    assert done.returncode == 0, done.stderr
    rows, log = json.loads(done.stdout)
    kept = {table: n for table, n in before.items() if table in rows and table not in GROWS}
    assert {table: rows[table] for table in kept} == kept
    assert kept["evidence_evidence"] > 0 and kept["audit_entry"] > 0
    assert f"{before['audit_entry']}" in log


def test_a_later_version_fills_its_column_and_this_one_then_refuses(database: Path) -> None:
    assert ask(database, GOES_ON, later=True).returncode == 0
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("select distinct weight from evidence_evidence").fetchall() == [(1,)]
    refused = ask(database, REFUSED)
    assert refused.returncode != 0 and "made by another version" in refused.stderr
