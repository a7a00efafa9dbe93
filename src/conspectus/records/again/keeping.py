"""What a casebook keeps for the next build: no part of its contract, nor of its content hash."""

from collections.abc import Mapping

import polars as pl

from conspectus.records import linkage
from conspectus.records.again.fingerprints import Prints
from conspectus.records.engine import Engine

# Tables of the engine that a casebook holds beside those of its contract.
KEPT = ("kept_prints", "kept_senders", "unusable_events", "uncovered", "chronology_unusable", *linkage.KEPT)


def put_kept(engine: Engine, prints: Prints, *, senders: Mapping[str, str | None]) -> None:
    """Make the tables that say what a build was made of; `senders` has each folder's, if it could be used."""
    row = {
        "program": prints.program,
        "returns": prints.returns,
        "asked": prints.asked,
        "calendar": prints.calendar,
    }
    engine.put("kept_prints", pl.DataFrame([row]))
    rows = [(folder, print_, senders.get(folder)) for folder, print_ in prints.senders.items()]
    schema = {"folder": pl.String, "sha256": pl.String, "sender": pl.String}
    engine.put("kept_senders", pl.DataFrame(rows, schema=schema, orient="row"))
