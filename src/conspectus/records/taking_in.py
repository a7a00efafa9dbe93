"""What a build is given, put into its engine as tables: checked returns, decisions, and an earlier casebook's links."""

import hashlib
from pathlib import Path

import polars as pl

from conspectus.errors import ConspectusError, ReturnsError
from conspectus.records import casebook, returns
from conspectus.records.engine import Engine
from conspectus.records.sheets import Sheet, read_file
from conspectus.terms import LINK_DECISION


def put_returns(engine: Engine, checked: returns.CheckedTables) -> None:
    """Every table of checked returns; raises ReturnsError where no return can be used."""
    if checked.senders.is_empty():
        raise ReturnsError(
            "no return can be used", todo="Run `conspectus check` on the folder and mend what it names."
        )
    for name in ("files", "issues", "unusable_events", "uncovered"):
        engine.put(name, getattr(checked, name))
    put_sent(engine, checked)


def put_sent(engine: Engine, checked: returns.CheckedTables) -> None:
    """The tables of what was sent, as a casebook has them."""
    for name in casebook.SENT:
        engine.put(name, getattr(checked, name))


def put_decisions(engine: Engine, path: Path | None) -> str | None:
    """Make table `decisions`; the hash of the file it came from."""
    if path is None:
        return None
    table = _table(path, what=DECISIONS)
    if missing := [name for name in LINK_DECISION if name not in table.columns]:
        raise ConspectusError(
            f"it lacks {', '.join(missing)}", str(path), f"Its columns are {', '.join(LINK_DECISION)}."
        )
    engine.put("decisions", table.select(LINK_DECISION))
    return sha256_of(path)


DECISIONS = "link decisions"


def _table(path: Path, *, what: str) -> pl.DataFrame:
    """A file of one table, read as returns are, by the names in its first row."""
    sheet = next(iter(read_file(path, file=path.name))) if path.is_file() else None
    if not isinstance(sheet, Sheet) or sheet.cells.is_empty():
        why = "there is no such file" if sheet is None else "cannot be read, or holds nothing"
        raise _no_table(why, path, what=what)
    names = sheet.cells.select(sheet.columns).row(0)
    heads = {cell: name for cell, name in zip(sheet.columns, names, strict=True) if name}
    return sheet.cells[1:].select(pl.col(cell).alias(name) for cell, name in heads.items())


def _no_table(why: str, path: Path, *, what: str) -> ConspectusError:
    return ConspectusError(why, str(path), f"Give a CSV file or a workbook of {what}.")


def put_previous(engine: Engine, path: Path | None) -> str | None:
    """Make table `previous_links`; the content hash of the casebook that it came from."""
    if path is None:
        return None
    with casebook.open_casebook(path) as book:
        engine.put("previous_links", book.frame("select sender, person_id, child_id from links"))
        return str(book.content_hash)


def sha256_of(decisions: Path) -> str:
    """The hash of a file of link decisions."""
    if not decisions.is_file():
        raise _no_table("there is no such file", decisions, what=DECISIONS)
    return hashlib.sha256(decisions.read_bytes()).hexdigest()
