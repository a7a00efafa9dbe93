"""What a check and a build say of a folder of returns, asked through the public doors alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.records import pipeline, returns
from conspectus.records.casebook import open_casebook, schema
from conspectus.records.returns import Issue, Report, checking
from conspectus.records.returns.sending import Sent, read_return
from conspectus.terms import Nation

Row: TypeAlias = dict[str, Any]

ICPC = "icpc-15-working-days"
VISITS = "plan-visit-10-working-days"
SHARED = "notification-received"


@dataclass(frozen=True)
class Found:
    """The report of a check and every table of the casebook that was built."""

    report: Report = field(repr=False)
    tables: Mapping[str, pl.DataFrame] = field(repr=False)  # a failing test would print them all

    def rows(self, name: str, **where: object) -> list[Row]:
        """A table's rows, those alone whose columns hold what `where` says."""
        assert name in self.tables, f"the casebook has no table {name}"
        found = self.tables[name].rows(named=True)
        return [row for row in found if all(row.get(key) == value for key, value in where.items())]

    def row(self, name: str, **where: object) -> Row:
        """The only such row."""
        found = self.rows(name, **where)
        assert len(found) == 1, f"{name} has {len(found)} rows with {where}: {found}"
        return found[0]

    def issues(self, *, names: str = "", **where: object) -> list[Issue]:
        """Issues of the check at a place, those alone that `names` something in value, sheet, file or message."""
        return [
            issue
            for issue in self.report.issues
            if all(getattr(issue, key) == value for key, value in where.items())
            and names.lower()
            in " ".join((issue.value, issue.sheet, issue.file, issue.message, issue.todo)).lower()
        ]

    def issue(self, *, names: str = "", **where: object) -> Issue:
        """The only such issue."""
        found = self.issues(names=names, **where)
        assert len(found) == 1, f"{len(found)} issues with {names!r} {where}, of {self.told()}"
        return found[0]

    def told(self) -> list[tuple[object, ...]]:
        """Every issue in short."""
        return [
            (str(issue.severity), issue.rule, issue.file, issue.sheet, issue.row, issue.column, issue.value)
            for issue in self.report.issues
        ]

    @property
    def errors(self) -> list[tuple[object, ...]]:
        """Every error in short."""
        return [issue for issue in self.told() if issue[0] == "error"]

    def people(self) -> dict[str, str]:
        """Every linked person's senders' ids, joined by `=`."""
        held: dict[str, list[str]] = {}
        for link in self.rows("links"):
            held.setdefault(link["child_id"], []).append(link["person_id"])
        return {child: "=".join(sorted(ids)) for child, ids in held.items()}

    def statuses(self, duty: str, *, part: str | None = None, column: str = "status") -> dict[str, list[Any]]:
        """Of each child, by its senders' ids, the statuses under a duty, in the order in which they fell due."""
        found: dict[str, list[Any]] = {}
        who = self.people()
        assert column in self.tables["obligations"].columns, f"obligations has no column {column}"
        owed = [row for row in self.rows("obligations", duty=duty) if part in (None, row["part"])]
        for row in sorted(owed, key=lambda row: (row["trigger_ref"], row["n"] or 0)):
            found.setdefault(who[row["child_id"]], []).append(
                _listed(row[column]) if column == "waits_on" else row[column]
            )
        return found

    def reason(self, duty: str, child: str) -> str:
        """The reason of the child's only obligation under a duty."""
        [reason] = self.statuses(duty, column="reason")[child]
        return str(reason)

    def event_ids(self) -> set[str]:
        """Ids of the events used."""
        return {row["event_id"] for row in self.rows("events")}

    def adds_up(self) -> "Found":
        """Every row is used or set aside, every blanked cell counted, and check and casebook tell the same."""
        counts, files = self.report.counts, self.tables["files"]
        assert (files["rows_in"] == files["rows_used"] + files["rows_set_aside"]).all()
        # A row may be kept although one cell of it could not be used: set_aside then says what it could answer.
        assert files["rows_set_aside"].sum() == counts.rows_set_aside <= len(self.rows("set_aside"))
        assert files["rows_in"].sum() == counts.rows_in
        assert len(self.rows("issues")) == len(self.report.issues)
        blanked = files["cells_blanked"].sum() if "cells_blanked" in files.columns else None
        assert blanked == self.report.model_dump()["counts"].get("cells_blanked")
        assert self.report.exit_code == (1 if self.errors else 0)
        return self

    def blanked(self, **where: object) -> int:
        """How many cells of the files were blanked."""
        files = self.rows("files", **where)
        assert all("cells_blanked" in row for row in files), "files has no column cells_blanked"
        return sum(row["cells_blanked"] for row in files)


def found(folder: Path, *chosen: str) -> Found:
    """Check the returns in `folder` and build them with these duties alone (all take five times as long)."""
    out = folder.parent / f"{folder.name}.duckdb"
    sent: dict[tuple[Path, frozenset[str]], Sent] = {}

    def read_once(one: Path, *, taken: set[str]) -> Sent:
        key = (one, frozenset(taken))
        if key not in sent:
            sent[key] = read_return(one, taken=taken)
        return sent[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "duties", lambda: {name: duties()[name] for name in chosen or (ICPC,)})
        patch.setattr(checking, "read_return", read_once)
        checked = returns.check(folder)
        receipt = pipeline.build(folder, out, question=pipeline.Question(nation=Nation.ENGLAND))
    assert receipt.adds_up
    with open_casebook(out) as book:
        return Found(checked.report, {name: book.frame(f'select * from "{name}"') for name in schema()})


def _listed(rows: list[str] | None) -> list[str]:
    """No row and none at all are the same."""
    return rows or []


def at(file: str, row: int, *, sheet: str = "", sender: str = "eastmoor-council") -> str:
    """A row as `waits_on` names it."""
    return f"{sender}/{file}/{sheet}/{row}"
