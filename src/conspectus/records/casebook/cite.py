"""Follow a citation from a row of the casebook to the lines of senders' files on which it rests.

A citation is `<table>:<id>`: `events:<event_ref>`, `obligations:<obligation_id>`, `silo_gaps:<gap_id>` or
`duty_figures:<duty>:<part>:<agency>`.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

LINES_AT_MOST = 20


class Readable(Protocol):
    """What a citation is followed in: an open casebook."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """A query's rows as dictionaries."""


class SourceLine(BaseModel):
    """One line of a sender's file, as it was sent."""

    model_config = ConfigDict(frozen=True)

    sender: str
    file: str
    sheet: str
    row: int = Field(description="As a person counts lines: a CSV file's header is row 1")
    file_sha256: str


class Cited(BaseModel):
    """A row of the casebook that evidence cites, and what it rests on."""

    model_config = ConfigDict(frozen=True)

    table: str
    id: str
    row: dict[str, Any]
    row_sha256: str = Field(description="SHA-256 of the row as JSON with sorted keys")
    restricted: bool
    restricted_by: list[str] = Field(description="The agencies whose restricted entries it rests on")
    lines: list[SourceLine]
    lines_in_all: int = Field(description="How many lines it rests on; `lines` holds the first of them")


def cite(casebook: Readable, source: str) -> Cited | None:
    """The row that `source` names and the lines behind it; None where the casebook does not hold it."""
    table, _, name = source.partition(":")
    if table not in FINDERS or not name:
        return None
    rows, refs = FINDERS[table](casebook, name)
    if not rows:
        return None
    [row] = rows
    lines = _lines(casebook, refs(row)) + _unusable_lines(casebook, row.get("waits_on") or [])
    return Cited(
        table=table,
        id=name,
        row=row,
        row_sha256=row_hash(row),
        restricted=any(line["restricted"] for line in lines),
        restricted_by=list(dict.fromkeys(line["agency"] for line in lines if line["restricted"])),
        lines=[SourceLine.model_validate(line) for line in lines[:LINES_AT_MOST]],
        lines_in_all=len(lines),
    )


def row_hash(row: dict[str, Any]) -> str:
    """SHA-256 of a row as JSON with sorted keys."""
    return hashlib.sha256(
        json.dumps(row, sort_keys=True, default=str, ensure_ascii=False).encode()
    ).hexdigest()


Found = tuple[list[dict[str, Any]], Callable[[dict[str, Any]], list[str]]]


def _event(casebook: Readable, name: str) -> Found:
    return casebook.rows("select * from events where event_ref = ?", [name]), lambda row: [row["event_ref"]]


def _obligation(casebook: Readable, name: str) -> Found:
    rows = casebook.rows("select * from obligations where obligation_id = ?", [name])
    return rows, lambda row: [ref for ref in (row["trigger_ref"], row["response_ref"]) if ref]


def _silo_gap(casebook: Readable, name: str) -> Found:
    return casebook.rows("select * from silo_gaps where gap_id = ?", [name]), lambda row: row["event_refs"]


def _figures(casebook: Readable, name: str) -> Found:
    key = name.split(":")
    if len(key) != 3:
        return [], lambda row: []
    where = "duty = ? and part = ? and agency = ?"
    triggers = casebook.rows(f"select trigger_ref from obligations where {where} order by 1", key)
    return (
        casebook.rows(f"select * from duty_figures where {where}", key),
        lambda row: [trigger["trigger_ref"] for trigger in triggers],
    )


FINDERS: dict[str, Callable[[Readable, str], Found]] = {
    "events": _event,
    "obligations": _obligation,
    "silo_gaps": _silo_gap,
    "duty_figures": _figures,
}


def _lines(casebook: Readable, refs: list[str]) -> list[dict[str, Any]]:
    """The lines of the events named, in their order, each once."""
    unique = list(dict.fromkeys(refs))
    rows = casebook.rows(
        """select e.sender, e.agency, e.file, e.sheet, e.row, f.sha256 as file_sha256, e.restricted
        from (select unnest(?::varchar[]) as ref, generate_subscripts(?::varchar[], 1) as place) r
        join events e on e.event_ref = r.ref
        join files f on f.sender = e.sender and f.file = e.file and f.sheet = e.sheet
        order by r.place""",
        [unique, unique],
    )
    return [
        dict(row)
        for row in {(row["sender"], row["file"], row["sheet"], row["row"]): row for row in rows}.values()
    ]


FILE = """
select sender, agency, file, sheet, sha256 as file_sha256 from files where sender = ? and file = ? and sheet = ?
"""


def _unusable_lines(casebook: Readable, places: Sequence[str]) -> list[dict[str, Any]]:
    """The lines that a row waits on, each `sender/file/sheet/row`; a restricted one is not named, and not here."""
    parted = [(*place.partition("/")[::2],) for place in places if place.count("/") >= 3]
    named = [(sender, *rest.rsplit("/", 2)) for sender, rest in parted]
    return [
        {**found, "row": int(row), "restricted": False}
        for sender, file, sheet, row in named
        if row
        for found in casebook.rows(FILE, [sender, file, sheet])
    ]
