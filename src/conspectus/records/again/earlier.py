"""An earlier casebook as somewhere to take from: what it knows of returns that are sent again as they were."""

from contextlib import closing
from pathlib import Path

import polars as pl

from conspectus.records.again.fingerprints import Prints
from conspectus.records.again.keeping import KEPT
from conspectus.records.engine import DuckDBEngine, literal
from conspectus.records.returns import CHECKED


class Earlier:
    """The casebook before, where this very program made it."""

    def __init__(self, path: Path, prints: Prints) -> None:
        """Use `earlier`."""
        self.path, self._prints = path, prints

    @property
    def unchanged(self) -> bool:
        """Whether it was made of just what is to be built now."""
        with closing(DuckDBEngine(self.path, read_only=True)) as book:
            made_of = book.rows("select returns, asked from kept_prints")
        return made_of == [(self._prints.returns, self._prints.asked)]

    def tables(self, folder: Path) -> dict[str, pl.DataFrame] | None:
        """The checked tables of a sender's folder, if its files are those of then and could be used."""
        print_ = self._prints.senders[folder.name]
        with closing(DuckDBEngine(self.path, read_only=True)) as book:
            asked = f"folder = {literal(folder.name)} and sha256 = {literal(print_)} and sender is not null"
            found = book.rows(f"select sender from kept_senders where {asked}")
            return {name: _of_sender(book, name, found[0][0]) for name in CHECKED} if found else None


def earlier(path: Path | None, prints: Prints) -> Earlier | None:
    """The casebook at `path` to take from; None where another program made it, or one that kept nothing."""
    if path is None:
        return None
    with closing(DuckDBEngine(path, read_only=True)) as book:
        if not set(KEPT) <= set(book.tables()):
            return None
        same = book.rows("select program from kept_prints") == [(prints.program,)]
    return Earlier(path, prints) if same else None


def _of_sender(book: DuckDBEngine, name: str, sender: str) -> pl.DataFrame:
    """One sender's rows of a table, as they were before anybody was linked."""
    order = f" order by {ORDERS[name]}" if name in ORDERS else ""
    rows = book.frame(f'select * from "{name}" where sender = {literal(sender)}{order}')
    return rows.with_columns(child_id=pl.lit(None, pl.String)) if name == "set_aside" else rows


# Issues are numbered in the order in which they are found; the rest is sorted when it is written.
ORDERS = {"issues": "issue"}
