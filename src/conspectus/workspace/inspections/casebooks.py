"""What pages read: the newest returns, and an inspection's casebook."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from typing import overload
from urllib.parse import urlencode

from django.urls import reverse

from conspectus import pictures
from conspectus.records.casebook import Casebook, Cited, DutyFigure, Owed, Picture, open_casebook
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn
from conspectus.workspace.inspections.stages import Stage


def newest_returns(inspection: Inspection) -> list[SentReturn]:
    """The newest return of each sender that can be used, in the order of agencies."""
    newest: dict[str, SentReturn] = {}
    for one in inspection.returns.filter(state=SentReturn.State.USABLE, taken_out_at=None).order_by(
        "agency", "sender", "version"
    ):
        newest[one.sender] = one
    return list(newest.values())


def last_built(inspection: Inspection) -> Build | None:
    """The newest build that ended well."""
    return inspection.builds.filter(state=Build.State.DONE).first()


def opened(path: Path) -> Casebook:
    """A casebook, kept open by this thread: it never changes, and opening it takes longer than reading."""
    return _opened(path, get_ident())


@lru_cache(maxsize=32)
def _opened(path: Path, thread: int) -> Casebook:
    return open_casebook(path, threads=1)  # a connection serves one thread at a time


@lru_cache(maxsize=8)
def picture_of(path: Path) -> Picture:
    """The picture by agency of a casebook, which never changes: read once, as it takes a look at every row."""
    return opened(path).picture()


AHEAD = 4  # pictures that a process reads before anybody asks: half of those that it keeps


def read_ahead() -> None:
    """The pictures of the newest inspections that are not over."""
    newest = Inspection.objects.exclude(stage__in=(Stage.CLOSED, Stage.DESTROYED)).order_by("-made_at")
    for built in filter(None, map(last_built, newest[:AHEAD])):
        picture_of(built.casebook)


@lru_cache(maxsize=16)
def picture_shown(path: Path, inspection: int, form: str | None) -> str:
    """The same as part of a page, leading to obligations, children and the `form` on which rows become evidence."""
    return pictures.area_part(picture_of(path), ways(inspection, form))


def ways(inspection: int, form: str | None) -> pictures.Ways:
    """Where the picture of an inspection's casebook leads."""
    return pictures.Ways(
        evidence=evidence_at(form),
        child=lambda child: reverse("child", args=[inspection, child]),
        obligations=lambda of: reverse("obligations", args=[inspection, of.duty, of.part, of.agency]),
    )


def evidence_at(form: str | None) -> Callable[[str], str] | None:
    """How a citation is given to the form."""
    return (lambda citation: f"{form}?{urlencode({'source': citation})}") if form else None


@lru_cache(maxsize=4096)
def cited_in(path: Path, citation: str) -> Cited | None:
    """The row that evidence cites; kept, since the same few rows are looked at again and again."""
    return opened(path).cite(citation)


def knows(inspection: Inspection, child: str) -> bool:
    """Whether the inspection's casebook has such a child."""
    built = last_built(inspection)
    return bool(built and opened(built.casebook).rows("select 1 from children where child_id = ?", [child]))


class Obligations(Sequence[tuple[str, Owed]]):
    """What a figure counts, each with its child, as a sequence that reads only the page asked for.

    Which child's obligation rests on a restricted entry is told with no duty beside it, and so not here.
    """

    def __init__(self, book: Casebook, figure: DutyFigure, status: str = "") -> None:
        """Those that stand so, or all."""
        self.book, self.figure, self.status = book, figure, status

    def __len__(self) -> int:
        return self.book.how_many_owed(self.figure, status=self.status)

    @overload
    def __getitem__(self, part: int) -> tuple[str, Owed]: ...

    @overload
    def __getitem__(self, part: slice) -> list[tuple[str, Owed]]: ...

    def __getitem__(self, part: int | slice) -> tuple[str, Owed] | list[tuple[str, Owed]]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        return self.book.owed(self.figure, status=self.status, part=part)


Numbers = dict[str, list[tuple[str, str]]]
NUMBERS = """
select s.agency, l.sender, l.person_id from links l join senders s on s.sender = l.sender
where l.child_id = ? order by s.agency, l.sender, l.person_id
"""


def record_numbers(inspection: Inspection, child: str) -> Numbers:
    """By agency its own numbers of a child, each with the sender; those agencies alone that hold a record."""
    built, found = last_built(inspection), Numbers()
    for row in opened(built.casebook).rows(NUMBERS, [child]) if built else ():
        found.setdefault(row["agency"], []).append((row["sender"], row["person_id"]))
    return found


class Children(Sequence[dict[str, object]]):
    """The children of a casebook as a sequence that reads only the page asked for."""

    def __init__(self, book: Casebook, find: str) -> None:
        """`find` is a part of an id."""
        self.book, self.like = book, "%" + re.sub(r"[^A-Za-z0-9-]", "", find) + "%"

    def __len__(self) -> int:
        [row] = self.book.rows(f"select count(*) as n {_CHILDREN}", [self.like])
        return int(row["n"])

    @overload
    def __getitem__(self, part: int) -> dict[str, object]: ...

    @overload
    def __getitem__(self, part: slice) -> list[dict[str, object]]: ...

    def __getitem__(self, part: int | slice) -> dict[str, object] | list[dict[str, object]]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        sql = f"select child_id, agencies, records {_CHILDREN} order by child_id limit ? offset ?"
        return list(self.book.rows(sql, [self.like, part.stop - part.start, part.start]))


_CHILDREN = "from children where is_child and child_id ilike ?"
