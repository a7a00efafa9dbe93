"""Open a casebook: read-only, with no way out of the file, and every citation followed to senders' lines."""

from collections.abc import Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from conspectus.definitions import Duty
from conspectus.errors import CasebookError
from conspectus.records.casebook import read_owed
from conspectus.records.casebook.applied import applied_duties
from conspectus.records.casebook.child import ChildChronology, Owed
from conspectus.records.casebook.cite import Cited, cite
from conspectus.records.casebook.copies import COPIES
from conspectus.records.casebook.picture import Build, DutyFigure, Picture, SiloGap
from conspectus.records.casebook.read_child import read_child
from conspectus.records.casebook.read_gaps import silo_gaps
from conspectus.records.casebook.read_picture import read_build, read_picture
from conspectus.records.casebook.schema import VERSION, schema
from conspectus.records.engine import DuckDBEngine, Engine


def open_casebook(path: Path, *, threads: int | None = None) -> "Casebook":
    """The casebook at `path`; a CasebookError where it is missing, damaged or of another version.

    A query uses `threads` processors, or all: one is best where many people ask small things at once.
    """
    if not path.is_file():
        raise CasebookError(
            "there is no such casebook", str(path), "Make one: conspectus build RETURNS --out FILE"
        )
    try:
        engine = DuckDBEngine(path, read_only=True, threads=threads)
    except duckdb.Error:
        raise CasebookError(DAMAGED, str(path), REBUILD) from None
    try:
        _check(engine, path)
        return Casebook(path, engine)
    except duckdb.Error:
        engine.close()
        raise CasebookError(DAMAGED, str(path), REBUILD) from None
    except CasebookError:
        engine.close()
        raise


DAMAGED = "it is damaged, or no casebook"
REBUILD = "Build it again from the returns."


def _check(engine: Engine, path: Path) -> None:
    """A CasebookError where a table is missing, or what made it is not told or of another version."""
    versions = engine.rows("select casebook_version from build") if "build" in engine.tables() else []
    if len(versions) != 1:
        raise CasebookError("it is no casebook, or not a whole one", str(path), REBUILD)
    [(version,)] = versions
    if version != VERSION:
        raise CasebookError(f"it is of version {version}; this program reads {VERSION}", str(path), REBUILD)
    if not {*schema(), *COPIES, "content"} <= set(engine.tables()):
        raise CasebookError("it is no casebook, or not a whole one", str(path), REBUILD)


class Casebook:
    """An open casebook; close it, or use it as a context manager."""

    def __init__(self, path: Path, engine: DuckDBEngine) -> None:
        """Use `open_casebook`."""
        self.path = path
        self._engine = engine
        # A casebook never changes, and a letter follows the same few citations whenever it is drafted.
        self._cite = lru_cache(maxsize=4096)(partial(cite, self))
        [(self.content_hash,)] = engine.rows("select sha256 from content where table_name = 'casebook'")

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """A query's result."""
        return self._engine.frame(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """A query's rows as dictionaries."""
        # Not by way of a frame: for the few rows of one child that takes longer than the query.
        found = self._engine.connection.execute(sql, list(parameters))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def cite(self, source: str) -> Cited | None:
        """The row that a citation names and the lines behind it; None where it is not here."""
        return self._cite(source)

    @cached_property
    def build(self) -> Build:
        """What the casebook was made from, when, and by which version."""
        return read_build(self, content_hash=self.content_hash)

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """The duties that were tested, by id, as they stood when it was made."""
        return applied_duties(self)

    def picture(self) -> Picture:
        """The picture by agency."""
        return read_picture(self, build=self.build)

    def how_many_owed(self, figure: DutyFigure, *, status: str = "") -> int:
        """How many obligations a figure counts, those that rest on a restricted entry left out."""
        return read_owed.how_many(self, figure, status=status)

    def owed(self, figure: DutyFigure, *, status: str = "", part: slice) -> list[tuple[str, Owed]]:
        """A part of them, each with its child, what was not done first."""
        return read_owed.counted(self, figure, self.duties, on=self.build.as_of_day, status=status, part=part)

    def gaps(self) -> list[SiloGap]:
        """Every silo gap, in the order in which they could be seen."""
        return silo_gaps(self, as_of_day=self.build.as_of_day)

    def chronology(self, child_id: str, *, names: bool = False, restricted: bool = False) -> ChildChronology:
        """One child's joint chronology; a CasebookError for an unknown child.

        Names are masked, and restricted entries told by agency and date alone, unless they are asked for.
        """
        return read_child(
            self, child_id, build=self.build, duties=self.duties, names=names, restricted=restricted
        )

    def __enter__(self) -> "Casebook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()
