"""Declared changes: `changes.toml`, which says when figures began to mean something else, and what was done when."""

from datetime import date
from pathlib import Path

from conspectus.definitions import Definition, load
from conspectus.terms import Agency

FILE = "changes.toml"


class Change(Definition):
    """A change of what is recorded or done: a new segment of every series that it concerns begins with it."""

    date: date
    what: str
    duty: str | None = None  # this duty alone
    agency: Agency | None = None  # this agency alone

    def concerns(self, *, duty: str, agency: Agency | None) -> bool:
        """Whether a series is one of those it is declared for."""
        return self.duty in (None, duty) and self.agency in (None, agency)


class Changes(Definition):
    """`changes.toml`: changes start a segment, actions are a mark on the charts alone."""

    change: tuple[Change, ...] = ()
    action: tuple[Change, ...] = ()


def read_changes(path: Path) -> Changes:
    """The changes of a file; a DefinitionError says what to mend."""
    return load(Changes, path)


def beside(path: Path) -> Changes:
    """The changes of the folder in which a casebook or figures file lies, where it has any."""
    there = path.parent / FILE
    return read_changes(there) if there.is_file() else Changes()
