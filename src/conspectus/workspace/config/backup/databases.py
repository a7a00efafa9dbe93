"""The database as one file, by each database's own means, and back again in one step."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from conspectus.errors import ConspectusError

# Of no use in a backup, and a way in for whoever finds it.
FORGOTTEN = ("django_session", "django_cache")


def copy(to: Path) -> None:
    """The database as it is at one moment, while others go on writing in it."""
    if connection.vendor == "sqlite":
        _copy_sqlite(to)
    else:
        forgotten = [f"--exclude-table-data={table}" for table in FORGOTTEN]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *forgotten, f"--file={to}")


def put_back(copied: Path) -> None:
    """Have the database be what was copied; PostgreSQL does all of it or nothing."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(copied)
    else:
        connection.close()
        every = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
        _run("pg_restore", *every, "--exit-on-error", str(copied))


def must_be_good(copied: Path) -> None:
    """Refuse a copy that is damaged, before anything is replaced by it."""
    if connection.vendor != "sqlite":
        _run("pg_restore", "--list", str(copied), to_database=False)
        return
    try:
        with closing(sqlite3.connect(copied)) as kept:
            [(says,)] = kept.execute("pragma integrity_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        says = str(error)
    if says != "ok":
        raise ConspectusError(f"the database in it is damaged: {says}", str(copied), "Take another backup.")


def _copy_sqlite(to: Path) -> None:
    kept = f"{Path(connection.settings_dict['NAME']).as_uri()}?mode=ro"
    with closing(sqlite3.connect(kept, uri=True)) as source, closing(sqlite3.connect(to)) as copied:
        source.backup(copied)  # all in one look, during which others write on
        copied.execute("pragma journal_mode = delete")
        present = {name for (name,) in copied.execute("select name from sqlite_master where type = 'table'")}
        for table in present.intersection(FORGOTTEN):
            copied.execute(f"delete from {table}")  # names of our own
        copied.commit()
        copied.execute("vacuum")  # what was deleted is not left in free pages


def _put_back_sqlite(copied: Path) -> None:
    """The file in place of the file; what was not yet written into the old one goes with it."""
    connection.close()
    kept = Path(connection.settings_dict["NAME"])
    for beside in ("-wal", "-shm"):
        kept.with_name(kept.name + beside).unlink(missing_ok=True)
    copied.replace(kept)


def _run(program: str, *words: str, to_database: bool = True) -> None:
    """One of PostgreSQL's own programs, told by the environment how to come in."""
    args, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*args[1:-1], f"--dbname={args[-1]}"] if to_database else []
    try:
        done = subprocess.run(
            [program, *where, *words],
            env=os.environ | (env or {}),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        todo = (
            "Install PostgreSQL’s own programs, of the server’s version or newer (Debian: postgresql-client)."
        )
        raise ConspectusError(f"{program} is not there", "PostgreSQL", todo) from None
    if done.returncode:
        raise ConspectusError(
            f"{program} failed: {done.stderr.strip()}", "PostgreSQL", "Nothing was changed."
        )
