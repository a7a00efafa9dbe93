"""Every error a user can meet: what is wrong, where, and what to do next."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class ConspectusError(Exception):
    """Something a person can mend; shown without a traceback.

    `what` is one sentence, `where` a file or place in it, `todo` the next step.
    """

    what: str
    where: str = ""
    todo: str = ""

    exit_code = 2

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        step = f"\n  → {self.todo}" if self.todo else ""
        return f"{place}{self.what}{step}"


class DefinitionError(ConspectusError):
    """A definition file (duty, pattern, framework, return schema, code list) has a mistake."""


class ReturnsError(ConspectusError):
    """A folder of returns cannot be used at all."""


class CasebookError(ConspectusError):
    """A casebook is missing, damaged, or of another version."""


class SealedError(ConspectusError):
    """A file that is encrypted where it lies cannot be opened."""


class InspectionError(ConspectusError):
    """An inspection folder has a mistake."""


class LetterError(ConspectusError):
    """A letter cannot be read."""


class FiguresError(ConspectusError):
    """A figures file cannot be read, written or signed."""


class LibraryError(ConspectusError):
    """A library of published reports cannot be read or written, or holds no such report."""


NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
# As SQLite, PostgreSQL and DuckDB say it, whose errors carry no number of the system's.
SAID = ("disk is full", "no space left on device", "disk quota exceeded")


def is_full(error: BaseException) -> bool:
    """Whether an error, or one that it follows, says that no room is left on a disk."""
    return any(_says_full(one) for one in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _says_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return True
    return any(words in str(error).lower() for words in SAID)
