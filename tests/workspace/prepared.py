"""What tests of the workspace stand on, made once and copied: a database and files for each state.

Making the inspection takes many seconds and each step of its letter some more; a copy takes milliseconds. So a state
is a template: whichever worker first needs it makes it while the others wait, and each has a copy of its own, in which
every test is rolled back.
"""

import hashlib
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.db import connection
from filelock import FileLock

from tests.workspace.clock import NOW
from tests.workspace.states import BEGUN, STATES

LONGEST = 1800  # seconds to wait for another worker, on however slow a machine
KEPT = 3  # versions of the code of which templates are kept
ROOT = Path(__file__).resolve().parents[2]


class Prepared:
    """The states, as one worker has them; `shared` is the folder of templates that all workers use."""

    def __init__(self, *, shared: Path, own: Path) -> None:
        self.shared, self.own = shared, own
        self.plain = connection.settings_dict["NAME"]
        self.copies: set[str] = set()

    def stand(self, state: str) -> None:
        """Have the worker's connection and its files at a state."""
        template, copy = self._template(state), self._named(state, self.own)
        if state not in self.copies:
            _copy(template, copy)
            self.copies.add(state)
        _use(copy)
        self._lay_files(state)

    def spoil(self, state: str) -> None:
        """A test changed the worker's copy for good: the next one gets another."""
        self.copies.discard(state)

    def _template(self, state: str) -> str:
        """The state's own database; made here where nobody has made it."""
        done = self.shared / state / "done"
        if not done.exists():
            self.shared.mkdir(parents=True, exist_ok=True)
            with FileLock(self.shared / f"{state}.lock", timeout=LONGEST):
                if not done.exists():
                    self._make(state)
                    done.touch()
        return self._named(state, self.shared / state)

    def _make(self, state: str) -> None:
        folder, (after, make) = self.shared / state, STATES[state]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        name = self._named(state, folder)
        if after:
            self.stand(after)
            _copy(self._template(after), name)
            _use(name)
        else:
            _create(name)
        earlier = NOW - timedelta(hours=len(STATES) - list(STATES).index(state))
        with time_machine.travel(earlier, tick=True):
            make()
        connection.close()
        for kept in ("letters", "inspections"):
            _copy_new(settings.DATA / kept, folder / kept, than=self.shared / BEGUN / kept if after else None)

    def _lay_files(self, state: str) -> None:
        """Letters as the state has them; the files of each inspection once, since no state changes them."""
        shutil.rmtree(settings.DATA / "letters", ignore_errors=True)
        if (self.shared / state / "letters").exists():
            shutil.copytree(self.shared / state / "letters", settings.DATA / "letters")
        for made in (BEGUN, state):
            _copy_new(self.shared / made / "inspections", settings.DATA / "inspections", than=None)

    def _named(self, state: str, folder: Path) -> str:
        """A database of the state: a file in the folder, or one on the server that tells templates from copies."""
        if connection.vendor == "sqlite":
            return str(folder / f"{state}.sqlite3")
        return f"test_{self.plain}_{state}" + (f"_{_worker()}" if folder == self.own else "")


def _copy_new(here: Path, there: Path, *, than: Path | None) -> None:
    """The folders that lie here, and neither there nor in `than`."""
    for one in here.iterdir() if here.exists() else ():
        if not (there / one.name).exists() and not (than and (than / one.name).exists()):
            shutil.copytree(one, there / one.name)


def shared_folder(run: Path) -> Path:
    """Where templates lie: with the run; between runs of the same code too, where they are files and it is not CI."""
    if os.environ.get("CI") or connection.vendor != "sqlite":
        return run / "workspace"
    folder = ROOT / ".cache" / "workspace" / _code()
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    for old in sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _code() -> str:
    """A hash of everything that makes the states what they are."""
    here = Path(__file__).parent
    ours = [here / f"{name}.py" for name in ("clock", "prepared", "settings", "states", "letters/making")]
    files = [*(ROOT / "src").rglob("*"), *ours, *(ROOT / "requirements").glob("*.txt")]
    told = hashlib.sha256(sys.version.encode())
    for path in sorted(one for one in files if one.is_file() and one.suffix != ".pyc"):
        told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


def _use(name: str) -> None:
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


def _create(name: str) -> None:
    """An empty one, with every migration."""
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def _copy(template: str, name: str) -> None:
    """SQLite's are files; PostgreSQL copies its own, as long as nobody is connected to the template."""
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copyfile(template, name)
        return
    quoted = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"drop database if exists {quoted(name)}")
        cursor.execute(f"create database {quoted(name)} template {quoted(template)}")
