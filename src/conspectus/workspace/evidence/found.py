"""What the casebook says of a row that somebody wants as evidence: the row, its counts, and the query behind it."""

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from conspectus.definitions import agencies
from conspectus.pictures import titles, told
from conspectus.plain import day, words
from conspectus.records.casebook import Casebook, Cited
from conspectus.terms import Agency, Status
from conspectus.wording import edition_said, statuses
from conspectus.workspace.inspections.casebooks import cited_in, opened, picture_of

Known = dict[str, str]


class Found(NamedTuple):
    """A row as it stands, and what a form for it can be filled in with."""

    kept: dict[str, Any]  # goes with the evidence, so that it can be read without the casebook
    known: Known


def find(path: Path, source: str, *, restricted: bool) -> Found | None:
    """The row of a casebook that `source` cites; None without one, or where it is restricted and not to be read."""
    cited, book = cited_in(path, source), opened(path)
    if cited is None or (row_is_restricted(cited) and not restricted):
        return None
    known = _KNOWN[cited.table](path, cited.row)
    if row_is_restricted(cited):
        known["seen"] = _without_a_word(cited)
    return Found(_kept(book, cited), {"source": source, **known})


def _without_a_word(cited: Cited) -> str:
    """What may be said of a restricted row where everybody who inspects reads it: that it is there, and whose."""
    return f"A restricted entry by {titles([Agency(word) for word in cited.restricted_by])}."


def row_is_restricted(cited: Cited) -> bool:
    """Whether the cited row itself is; figures are counts, and only the lines behind them can be restricted."""
    return cited.table != "duty_figures" and cited.restricted


def _kept(book: Casebook, cited: Cited) -> dict[str, Any]:
    """The row with its hash, and the definition that made it with its version, hash and query."""
    kept = cited.model_dump(mode="json", include={"table", "id", "row_sha256", "lines_in_all"})
    kept["restricted"] = row_is_restricted(cited)
    kept["row"] = json.loads(json.dumps(cited.row, default=str))
    made_by = {"silo_gaps": "pattern", "events": ""}.get(cited.table, "duty")
    if made_by == "duty":
        kept["checked"] = edition_said(book.duties[str(cited.row["duty"])], book.build.as_of_day)
    if made_by:
        kept["definition"] = _definition(book, made_by, str(cited.row[made_by]))
    return kept


def _definition(book: Casebook, kind: str, name: str) -> dict[str, Any]:
    [row] = book.rows(
        "select kind, id, version, sha256, sql from definitions where kind = ? and id = ?", [kind, name]
    )
    return row


def _figure(path: Path, row: dict[str, Any]) -> Known:
    """Counts with what they are out of."""
    names = ("duty", "part", "agency")
    [figure] = [
        one for one in picture_of(path).duties if all(getattr(one, name) == row[name] for name in names)
    ]
    return {"kind": "duty_figure", "agency": figure.agency.value, "seen": told(figure)}


def _obligation(path: Path, row: dict[str, Any]) -> Known:
    sql = "select text from definitions where kind = 'duty' and id = ?"
    [titled] = opened(path).rows(sql, [row["duty"]])
    title = tomllib.loads(titled["text"])["title"]
    seen = f"{title}: {statuses()[Status(row['status'])].word}. {row['reason']}"
    return {"kind": "tracked_case", "agency": row["agency"], "seen": seen}


def _silo_gap(path: Path, row: dict[str, Any]) -> Known:
    holders = titles([Agency(word) for word in row["holders"]])
    acted = f"somebody acted on {day(row['acted_on'])}" if row["acted_on"] else "nobody had acted"
    seen = (
        f"On {day(row['visible_on'])} the records of {holders} together showed what none showed alone "
        f"({'; '.join(row['signs'])}). Time to act ended on {day(row['due'])}; {acted}."
    )
    return {"kind": "silo_gap", "seen": seen, "bearing": "against"}


def _event(path: Path, row: dict[str, Any]) -> Known:
    term = agencies()[Agency(row["agency"])]
    outcome = f": {words(row['outcome'])}" if row["outcome"] else ""
    seen = f"{term.title} recorded {words(row['event'])}{outcome}, {row['started_text']}."
    return {"kind": "event", "agency": row["agency"], "seen": seen}


_KNOWN = {
    "duty_figures": _figure,
    "obligations": _obligation,
    "silo_gaps": _silo_gap,
    "events": _event,
}
