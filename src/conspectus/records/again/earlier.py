"""An earlier casebook as somewhere to take from: what it knows of returns that are sent again as they were."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import polars as pl

from conspectus.records import chronology, linkage
from conspectus.records.again.fingerprints import Prints
from conspectus.records.casebook import Casebook, open_casebook
from conspectus.records.duties import EVENT_COLUMNS, EarlierTables
from conspectus.records.engine import DuckDBEngine, Engine, sql_in
from conspectus.records.returns import CHECKED, KnownTables
from conspectus.terms import Nation


@dataclass(frozen=True)
class Earlier:
    """The casebook before, where this very program made it."""

    path: Path
    unchanged: bool  # it was made of just what is to be built now
    same_days: bool  # the same nation's, and the same school terms
    as_of: datetime  # a UTC instant without a zone
    asked_for: tuple[str, str]  # whose duties, and the theme
    senders: Mapping[str, str]  # by folder: those whose files are the same, and could be used

    @contextmanager
    def reading(self) -> Iterator[KnownTables]:
        """What gives the checked tables of a sender's folder, if its files are those of then and could be used."""
        with open_casebook(self.path) as book:

            @cache
            def parts() -> Mapping[str, Mapping[str, pl.DataFrame]]:
                senders = sorted(set(self.senders.values()))
                return {name: _by_sender(book, name, senders) for name in CHECKED}

            def known(folder: Path) -> dict[str, pl.DataFrame] | None:
                sender = self.senders.get(folder.name)
                return None if sender is None else {name: part[sender] for name, part in parts().items()}

            yield known


def earlier(path: Path | None, prints: Prints) -> Earlier | None:
    """The casebook at `path` to take from; None where another program made it, or one that kept nothing.

    Raises CasebookError where there is no casebook, or one that cannot be read.
    """
    if path is None:
        return None
    with open_casebook(path) as book:
        if not book.rows("select 1 from information_schema.tables where table_name = 'kept_prints'"):
            return None
        [made_of] = book.rows("select * from kept_prints")
        [made] = book.rows("select as_of, nation, theme from build")
        sent = book.rows("select folder, sha256, sender from kept_senders where sender is not null")
    if made_of["program"] != prints.program:
        return None
    same = {
        one["folder"]: one["sender"] for one in sent if prints.senders.get(one["folder"]) == one["sha256"]
    }
    unchanged = (made_of["returns"], made_of["asked"]) == (prints.returns, prints.asked)
    same_days = made_of["calendar"] == prints.calendar
    return Earlier(path, unchanged, same_days, made["as_of"], (made["nation"], made["theme"]), same)


@contextmanager
def earlier_tables(engine: Engine, before: Earlier | None) -> Iterator[None]:
    """What the casebook before knows of pairs and of duties, where linkage and `earlier_duties` look for it.

    A cluster takes none over.
    """
    if before is None or not isinstance(engine, DuckDBEngine):
        yield
        return
    pairs = {
        later: f"select * from another.{kept}"
        for kept, later in zip(linkage.KEPT, linkage.EARLIER, strict=True)
    }
    told = {name: query.format(casebook="another") for name, query in (JOINED | DUTIES).items()}
    with engine.reading(before.path, pairs | told):
        yield


# What the chronology was made of, and it itself, in the database `casebook`.
JOINED = {
    "joined_events": "select * from {casebook}.events",
    "joined_links": "select sender, person_id, child_id from {casebook}.links",
    "joined_chronology": "select * from {casebook}.chronology",
}


def earlier_chronology(
    engine: Engine, before: Earlier | None, *, known: Collection[str], anew: Mapping[str, str | None]
) -> chronology.Before | None:
    """The chronology of before within `earlier_tables`; None on a cluster.

    `known` are the folders that were taken over; `anew` has the sender of each folder, if it could be used.
    """
    if before is None or not isinstance(engine, DuckDBEngine):
        return None
    read = {sender for folder, sender in anew.items() if folder not in known}
    same = {before.senders[folder] for folder in known} - read
    names = {name.removeprefix("joined_"): name for name in JOINED}
    return chronology.Before(**names, same_senders=sorted(same))


_EVENT = ", ".join(f"e.{name}" for name in EVENT_COLUMNS if name not in ("child_id", "lead"))

# What obligations were made of, and they themselves, in the database `casebook`.
DUTIES = {
    "earlier_obligations": "select * from {casebook}.obligations",
    "earlier_events": f"""
      select {_EVENT}, c.child_id, c.joint_ref = e.event_ref as lead from {{casebook}}.events e
      join {{casebook}}.chronology c on c.event_ref = e.event_ref where c.via_relation = ''""",
    "earlier_coverage": "select * from {casebook}.coverage",
    "earlier_births": "select child_id, born_first, born_last from {casebook}.children",
    "earlier_unusable": "select * from {casebook}.chronology_unusable",
}


def earlier_duties(
    engine: Engine, before: Earlier | None, *, as_of: datetime, touched: bool = False
) -> EarlierTables | None:
    """The obligations of before within `earlier_tables`; None where another day or calendar counts, or on a cluster.

    `touched` says that the chronology was joined beside that of before, which told whom anything has touched.
    """
    if before is None or not before.same_days or before.as_of != as_of:
        return None
    if not isinstance(engine, DuckDBEngine):
        return None
    names = {name.removeprefix("earlier_"): name for name in DUTIES}
    return EarlierTables(**names, touched=chronology.TOUCHED if touched else None)


def definitions(before: Earlier | None, *, nation: Nation, theme: str) -> pl.DataFrame | None:
    """The casebook's table of what was applied; it depends on nothing but the program, the nation and the theme."""
    if before is None or before.asked_for != (nation.value, theme):
        return None
    with open_casebook(before.path) as book:
        return book.frame("select * from definitions")


def _by_sender(book: Casebook, name: str, senders: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """Each sender's rows of a table, as they were before anybody was linked: read at once, as to ask costs most."""
    # Issues are numbered in the order in which they are found; the rest is sorted when it is written.
    order = " order by issue" if name == "issues" else ""
    rows = book.frame(f'select * from "{name}" where {sql_in("sender", senders)}{order}')
    if name == "set_aside":
        rows = rows.with_columns(child_id=pl.lit(None, pl.String))
    found = rows.partition_by("sender", as_dict=True, maintain_order=True)
    return {sender: found.get((sender,), rows.clear()) for sender in senders}
