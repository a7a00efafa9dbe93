"""An earlier casebook as somewhere to take from: what it knows of returns that are sent again as they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from conspectus.records import linkage
from conspectus.records.again.fingerprints import Prints
from conspectus.records.casebook import Casebook, open_casebook
from conspectus.records.engine import Engine, literal
from conspectus.records.returns import CHECKED


@dataclass(frozen=True)
class Earlier:
    """The casebook before, where this very program made it."""

    path: Path
    unchanged: bool  # it was made of just what is to be built now
    senders: Mapping[str, str]  # by folder: those whose files are the same, and could be used

    def tables(self, folder: Path) -> dict[str, pl.DataFrame] | None:
        """The checked tables of a sender's folder, if its files are those of then and could be used."""
        sender = self.senders.get(folder.name)
        if sender is None:
            return None
        with open_casebook(self.path) as book:
            return {name: _of_sender(book, name, sender) for name in CHECKED}


def earlier(path: Path | None, prints: Prints) -> Earlier | None:
    """The casebook at `path` to take from; None where another program made it, or one that kept nothing.

    Raises CasebookError where there is no casebook, or one that cannot be read.
    """
    if path is None:
        return None
    with open_casebook(path) as book:
        if not book.rows("select 1 from information_schema.tables where table_name = 'kept_prints'"):
            return None
        [made_of] = book.rows("select program, returns, asked from kept_prints")
        sent = book.rows("select folder, sha256, sender from kept_senders where sender is not null")
    if made_of["program"] != prints.program:
        return None
    same = {
        one["folder"]: one["sender"] for one in sent if prints.senders.get(one["folder"]) == one["sha256"]
    }
    return Earlier(path, (made_of["returns"], made_of["asked"]) == (prints.returns, prints.asked), same)


def put_earlier(engine: Engine, before: Earlier | None) -> None:
    """Put what the casebook before knows of pairs of records where linkage looks for it."""
    if before is None:
        return
    with open_casebook(before.path) as book:
        for kept, name in zip(linkage.KEPT, linkage.EARLIER, strict=True):
            engine.put(name, book.frame(f"select * from {kept}"))


def _of_sender(book: Casebook, name: str, sender: str) -> pl.DataFrame:
    """One sender's rows of a table, as they were before anybody was linked."""
    # Issues are numbered in the order in which they are found; the rest is sorted when it is written.
    order = " order by issue" if name == "issues" else ""
    rows = book.frame(f'select * from "{name}" where sender = {literal(sender)}{order}')
    return rows.with_columns(child_id=pl.lit(None, pl.String)) if name == "set_aside" else rows
