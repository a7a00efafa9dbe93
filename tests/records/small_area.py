"""A small area for tests: events written in a line each, on a real engine."""

from collections.abc import Collection, Sequence

import polars as pl

from conspectus.records.casebook import empty, schema
from conspectus.records.duties.examples import SCHEMA, read_line
from conspectus.records.duties.history import history
from conspectus.records.engine import Engine


def put_area(
    engine: Engine,
    lines: list[str],
    *,
    related: Sequence[tuple[str, str, str]] = (),
    adults: Collection[str] = (),
) -> None:
    """Events of linked people (`child=A agency=police`), who stands how to whom (person, relation, child)."""
    rows = [read_line(line, where="a test") for line in lines]
    table = history(pl.DataFrame(rows, schema=SCHEMA)).with_columns(
        sender=pl.col("agency"),
        person_id=pl.col("child_id"),
        event_ref=pl.format("{}/{}/{}", "agency", "event_id", "child_id"),
    )
    columns = schema()["events"].polars_schema()
    absent = [pl.lit(None, kind).alias(name) for name, kind in columns.items() if name not in table.columns]
    engine.put("events", table.with_columns(*absent).select(list(columns)).cast(pl.Schema(columns)))
    people = sorted(
        {row["child_id"] or "" for row in rows}
        | {name for person, _, child in related for name in (person, child)}
    )
    senders = sorted({row["agency"] or "" for row in rows})
    links = pl.DataFrame(
        [(sender, person, person, 1.0, "") for sender in senders for person in people],
        schema=list(schema()["links"].polars_schema()),
        orient="row",
    )
    engine.put("links", links)
    children = empty("children").vstack(
        pl.DataFrame({"child_id": people, "is_child": [person not in adults for person in people]})
        .with_columns(
            *[
                pl.lit(None, kind).alias(name)
                for name, kind in schema()["children"].polars_schema().items()
                if name not in ("child_id", "is_child")
            ]
        )
        .select(empty("children").columns)
    )
    engine.put("children", children)
    relations = [(senders[0], person, child, relation) for person, relation, child in related]
    known = pl.DataFrame(
        relations,
        schema=dict.fromkeys(("sender", "person_id", "related_person_id", "relation"), pl.String),
        orient="row",
    )
    engine.put(
        "relationships", known.with_columns(from_day=pl.lit(None, pl.Date), to_day=pl.lit(None, pl.Date))
    )
