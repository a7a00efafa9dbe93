"""Rows that were sent and cannot be used: their columns, how they are named, and when one may be what is looked for.

Each piece of SQL reads such a row under a name that is given, in DuckDB's dialect.
"""

from collections.abc import Collection

import polars as pl

from conspectus.definitions import Selector, agencies
from conspectus.records.engine import literal, sql_in

# `*_unclear`: sent and not understood, so that it may be anything. `whole_row`: nothing else holds the row; else it is
# an event, and fails only what asks for a cell that is unclear. A moment without first and last may be any. `child_id`
# is null where nobody knows the person. `why` is null for a row, `file` for all that a file not understood may hold,
# `rows` for a word too many rows of which are of nobody known.
NO_ROWS = pl.DataFrame(
    schema={
        **dict.fromkeys(
            ("child_id", "sender", "agency", "file", "sheet", "event", "outcome", "counterparty", "why"),
            pl.String,
        ),
        "row": pl.Int64,
        **dict.fromkeys(("started_first", "started_last"), pl.Datetime("us")),
        **dict.fromkeys(
            ("outcome_unclear", "counterparty_unclear", "ended_unclear", "whole_row", "restricted"),
            pl.Boolean,
        ),
    }
)
UNCLEAR = ("outcome", "counterparty")


def place(row: str) -> str:
    """Where it stands: sender/file/sheet/row, without the row for a whole file."""
    return (
        f"concat(coalesce({row}.sender, ''), '/', {row}.file, '/', coalesce({row}.sheet, ''), '/', "
        f"coalesce(cast({row}.row as varchar), ''))"
    )


def named(row: str) -> str:
    """The same, but of a restricted one only that there is one, and whose."""
    return f"case when {row}.restricted then {_restricted(row)} else {place(row)} end"


def said(row: str) -> str:
    """The same as people say it."""
    file = f"concat_ws('/', {row}.sender, {row}.file, nullif({row}.sheet, ''))"
    return f"""case when {row}.restricted then {_restricted(row)}
      when {row}.why = 'file' then concat({file}, ', which was not understood')
      when {row}.why = 'rows' then concat({file}, ', where too many rows are of nobody known')
      else concat({file}, ' row ', {row}.row) end"""


def _restricted(row: str) -> str:
    titles = " ".join(
        f"when {literal(agency)} then {literal(term.title)}" for agency, term in agencies().items()
    )
    return f"concat('a restricted row by ', case {row}.agency {titles} else {row}.agency end)"


def fits(selector: Selector, row: str, *, addressed: Collection[str] = ()) -> str:
    """Whether the row may be an event of the selector's and is not used as one already.

    `addressed` names columns that are asked for besides the selector's conditions.
    """
    conditions = selector.conditions
    cells = [
        f"({sql_in(f'{row}.{field}', values)}" + (f" or {row}.{field}_unclear)" if field in UNCLEAR else ")")
        for field, values in conditions.items()
    ]
    asked = [f"{row}.{field}_unclear" for field in UNCLEAR if field in {*conditions, *addressed}]
    asked += [f"{row}.ended_unclear"] if selector.at == "ended" else []
    unused = " or ".join([f"{row}.whole_row", *asked])
    return " and ".join([sql_in(f"{row}.event", selector.words), *cells, f"({unused})"])
