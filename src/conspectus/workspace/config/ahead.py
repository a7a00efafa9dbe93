"""What the first to ask would wait for, done before anybody can."""

import atexit
import gc
from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError, connection
from django.template.loader import get_template
from django.urls import get_resolver

from conspectus import pictures
from conspectus.definitions import agencies, duties, events, frameworks, patterns
from conspectus.errors import ConspectusError
from conspectus.pages import environment
from conspectus.workspace.inspections import casebooks
from conspectus.workspace.practice import ready

LOOK_AFTER = (
    20_000,
    10,
    10,
)  # new objects, and rounds, before what is no longer used is looked for; by trying


def load() -> None:
    """Every page's code, every template and the definitions: once, for all processes that begin after it.

    Nothing that holds a thread, a file or a connection is opened, since those do not pass on to another process.
    """
    get_resolver().reverse_dict  # noqa: B018 - imports every page
    folder = Path(__file__).resolve().parents[1] / "templates"
    for path in sorted(folder.rglob("*.html")):
        get_template(path.relative_to(folder).as_posix())
    drawn = environment(pictures.__name__)
    for name in drawn.list_templates(extensions=["j2"]):
        drawn.get_template(name)
    for read in (agencies, duties, events, frameworks, patterns):
        read()
    # All of it stays for as long as the process does, and a page makes thousands of objects that go with it: looking
    # through both for what is no longer used took a fifth of the time of a page.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # or the libraries complain, as a process ends, of what nobody gave back
    gc.set_threshold(*LOOK_AFTER)


def read() -> None:
    """The library, and the pictures of inspections that people work at; beside answering, in each process."""
    ready.get_ready()
    with suppress(DatabaseError, ConspectusError):  # whoever asks for it is told
        casebooks.read_ahead()
    connection.close()
