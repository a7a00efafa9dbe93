"""Cuts a backup, and putting one back, off at every step, as a failing power supply would.

`python -m tests.workspace.cut_off DATA FILE`: on a workspace that holds something. Prints as JSON at how many places
each was cut off, and what was then found that must not be. On PostgreSQL its own programs are killed too, at work.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg

STEPS = {
    "open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect", "subprocess.Popen",
}  # fmt: skip
SERVER = os.environ.get("DATABASE_URL", "")  # PostgreSQL’s; else SQLite
AT_WORK = (0.02, 0.06, 0.15, 0.4)  # seconds for which PostgreSQL’s program may work
Held = tuple[list[str], dict[str, bytes]]


def main(data: Path, file: Path) -> None:
    """Both, one after the other."""
    django.setup()
    told = {"backup": _backups(data, file), "restore": _restores(data, file)}
    sys.stdout.write(json.dumps(told))


def _cuts(do: Callable[[], object], within: Path) -> Iterator[str]:
    """Do it again and again, cut off one step later each time, until it comes to its end; says where after each."""
    step = 1
    while not _cut(do, within, at=step):
        yield f"cut {step}"
        step += 1
    for seconds in AT_WORK if SERVER else ():
        with _killed_at_work(within.parent / "programs", after=seconds):
            _cut(do, within, at=0)
        yield f"cut after {seconds} s"


@contextmanager
def _killed_at_work(programs: Path, *, after: float) -> Iterator[None]:
    """Meanwhile PostgreSQL's programs are killed outright after so long, and whoever began them too."""
    path = os.environ["PATH"]
    shutil.rmtree(programs, ignore_errors=True)
    programs.mkdir()
    for name in ("pg_dump", "pg_restore"):
        real = shutil.which(name, path=path)
        shim = f'#!/bin/sh\ntimeout -s KILL {after} {real} "$@" || kill -KILL $PPID\n'
        (programs / name).write_text(shim)
        (programs / name).chmod(0o755)
    os.environ["PATH"] = f"{programs}{os.pathsep}{path}"
    try:
        yield
    finally:
        os.environ["PATH"] = path


def _backups(data: Path, file: Path) -> dict[str, Any]:
    from conspectus.workspace.config import backup

    faults, cuts = [], 0
    file.write_bytes(b"an earlier one")
    for where in _cuts(lambda: backup.make(file), file.parent):
        cuts += 1
        if file.read_bytes() != b"an earlier one" and not _is_whole(file):
            faults.append(f"{where}: neither the earlier one nor a whole one")
    assert _cut(lambda: backup.make(file), file.parent, at=0)
    if left := [path.name for path in file.parent.iterdir() if path.name.startswith(f".{file.name}")]:
        faults.append(f"left behind: {left}")
    return {"cuts": cuts, "faults": faults, "whole": _is_whole(file)}


def _is_whole(file: Path) -> bool:
    with tarfile.open(file) as tar:
        return {"backup.json", "database", "inspections/1/casebook.duckdb"} <= set(tar.getnames())


def _restores(data: Path, file: Path) -> dict[str, Any]:
    """Into a workspace that holds something else, from a copy of which each begins."""
    from conspectus.workspace.config import backup

    wanted = held(data)
    _change(data)
    before, faults, cuts = held(data), [], 0
    shutil.copytree(data, data.with_name("changed"))
    for where in _cuts(lambda: backup.restore(file, replace=True), data):
        cuts += 1
        begun = (data / "restore-begun").exists()
        if not begun and held(data) not in (before, wanted):
            faults.append(f"{where}: half of each, and nothing says so")
        if not _cut(lambda begun=begun: backup.restore(file, replace=not begun), data, at=0):  # type: ignore[misc]
            faults.append(f"{where}: it cannot be done again")
        elif held(data) != wanted or (data / "restore-begun").exists():
            faults.append(f"{where}: done again, it is not as it was")
        shutil.rmtree(data)
        shutil.copytree(data.with_name("changed"), data)
        if SERVER:  # SQLite’s is a file among those that were just laid again
            _change_database(data)
    assert _cut(lambda: backup.restore(file, replace=True), data, at=0)
    return {"cuts": cuts, "faults": faults, "whole": held(data) == wanted}


def held(data: Path) -> Held:
    """Who is in the database, and every file that a backup keeps."""
    with _database(data) as kept:
        people = [email for (email,) in kept.execute("select email from accounts_user order by email")]
    files = {}
    for folder in ("inspections", "letters", "uploads"):
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not path.name.startswith(
                "."
            ):  # hidden: of work that is not done, and never kept
                files[path.relative_to(data).as_posix()] = path.read_bytes()
    return people, files


@contextmanager
def _database(data: Path) -> Iterator[Any]:
    """A way into it that is not the workspace's own."""
    path = data / "workspace.sqlite3"
    with closing(psycopg.connect(SERVER) if SERVER else sqlite3.connect(path)) as opened:
        yield opened
        opened.commit()


def _change_database(data: Path) -> None:
    with _database(data) as kept:
        kept.execute("update accounts_user set email = 'other-' || email")


def _change(data: Path) -> None:
    _change_database(data)
    (data / "inspections" / "1" / "casebook.duckdb").write_bytes(b"another")
    (data / "inspections" / "2").mkdir()
    (data / "inspections" / "2" / "later").write_bytes(b"not in the backup")
    (data / "letters" / "1" / "letter.json").unlink()


def _cut(do: Callable[[], object], within: Path, *, at: int) -> bool:
    """Do it in a process that is killed outright at its nth step in a folder; whether it came to its end."""
    child = os.fork()
    if not child:
        _kill_at(at, str(within))
        try:
            do()
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _kill_at(step: int, within: str) -> None:
    seen = 0

    def look(event: str, words: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in STEPS and step and any(within in str(word) for word in words[:2]):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
