"""Where a request's time goes, in a process of its own: `python -m tools.load.parts FILE TIMES`.

FILE holds the people, their part and their session's cookie, and the pages that each part can reach. Every kind of page
is asked for so many times, by the part whose turn it is, of the application itself: no socket, and nobody beside it.
Prints, as JSON, by kind of page the seconds of the processor that an answer takes, in parts, and how long it waits: for
the database's own processes and the disk, or for a processor that others use.
"""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import django

django.setup()

import jinja2  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.backends.sqlite3.base import SQLiteCursorWrapper  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.template import Template  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from conspectus.records.casebook import Casebook, read  # noqa: E402
from conspectus.workspace.audit.record import record  # noqa: E402
from conspectus.workspace.config.wsgi import application  # noqa: E402
from tools.load.speed import PARTS  # noqa: E402
from tools.load.walking import Kinds  # noqa: E402

WHOLE = ("log",)  # what a part asks of another counts as its own
SEED = 7  # of the pages that are taken
Spent = defaultdict[str, float]  # seconds by part
P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Which part the time goes to: always to the one that was entered last."""

    def __init__(self) -> None:
        """Begins outside of every part."""
        self.spent: Spent = defaultdict(float)
        self._within, self._since = ["rest"], time.process_time()

    def timed(self, part: str, do: Callable[P, T]) -> Callable[P, T]:
        """The same function, whose time counts as this part's."""

        @wraps(do)
        def doing(*args: P.args, **kwargs: P.kwargs) -> T:
            inside = self._within[-1]
            self._turn()
            self._within.append(inside if inside in WHOLE else part)
            try:
                return do(*args, **kwargs)
            finally:
                self._turn()
                self._within.pop()

        return doing

    def taken(self) -> Spent:
        """What was spent since this was last asked."""
        self._turn()
        spent, self.spent = self.spent, defaultdict(float)
        return spent

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._within[-1]] += now - self._since
        self._since = now


# Of which class or module which functions belong to which part.
TIMED: dict[str, tuple[tuple[Any, tuple[str, ...]], ...]] = {
    "database": (
        (BaseDatabaseWrapper, ("connect", "commit", "rollback", "close")),
        (CursorWrapper, ("execute", "executemany")),
        (SQLiteCursorWrapper, ("fetchone", "fetchmany", "fetchall")),  # which reads its rows only then
    ),
    "casebook": (
        (Casebook, ("rows", "frame", "cite", "picture", "how_many_owed", "owed", "gaps", "chronology")),
        (read, ("open_casebook",)),
    ),
    "templates": ((Template, ("render",)), (jinja2.Template, ("render",))),
}


def watch(clock: Clock) -> None:
    """Have every part tell the clock."""
    for part, owners in TIMED.items():
        for owner, names in owners:
            for name in names:
                setattr(owner, name, clock.timed(part, getattr(owner, name)))
    logged = clock.timed("log", record)
    for module in [module for name, module in sys.modules.items() if name.startswith("conspectus.")]:
        for name in [name for name, value in vars(module).items() if value is record]:
            setattr(module, name, logged)  # whoever imported it


def ask(path: str, cookie: str) -> int:
    """Ask the application for a page as a server does; the status of its answer."""
    at, status = urlsplit(path), list[str]()
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": at.path, "QUERY_STRING": at.query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"sessionid={cookie}", "HTTP_ACCEPT": "text/html", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip

    def begin(said: str, headers: list[tuple[str, str]], failed: object = None) -> Callable[[bytes], object]:
        status.append(said)
        return lambda _: None

    answer = application(environ, begin)
    for _ in answer:
        pass
    answer.close()
    return int(status[0].split()[0])


def measured(people: dict[str, str], pages: dict[str, Kinds], times: int) -> dict[str, Any]:
    """By kind of page the median of what its answers took, in seconds."""
    asked = [ask_for for kind in sorted({kind for kinds in pages.values() for kind in kinds})
             for ask_for in turns(kind, people, pages, times)]  # fmt: skip
    random.Random(SEED).shuffle(asked)
    for _, path, cookie in asked:  # what a process keeps, it has now read
        ask(path, cookie)
    clock, told = Clock(), defaultdict[str, list[Spent]](list)
    watch(clock)
    for kind, path, cookie in asked:
        clock.taken()
        began = time.perf_counter()
        status = ask(path, cookie)
        took, spent = time.perf_counter() - began, clock.taken()
        if status == 200:
            spent["waited"] = max(0.0, took - sum(spent.values()))
            told[kind].append(spent)
    return {kind: {name: middle([one[name] for one in spent]) for name in (*PARTS, "waited")}
            for kind, spent in told.items()}  # fmt: skip


def turns(
    kind: str, people: dict[str, str], pages: dict[str, Kinds], times: int
) -> Iterator[tuple[str, str, str]]:
    """A kind's pages in turn by the parts that can reach it, each with the address and the cookie."""
    parts = [(part, cycle(kinds[kind])) for part, kinds in sorted(pages.items()) if kind in kinds]
    for part, paths in islice(cycle(parts), times):
        yield kind, next(paths), people[part]


def middle(values: list[float]) -> float:
    """The median, the lower of two."""
    return sorted(values)[(len(values) - 1) // 2]


if __name__ == "__main__":
    get_resolver().url_patterns  # noqa: B018 - imports every page, so that whoever imported `record` is there
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(measured(dict(given["people"]), given["pages"], int(sys.argv[2]))))
