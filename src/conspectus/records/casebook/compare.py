"""Hold two casebooks against each other, or what two returns sent."""

from typing import Any, Protocol

import polars as pl

from conspectus.records.casebook.comparison import (
    Comparison,
    DefinitionChange,
    FigureChange,
    FigureSide,
    GapChange,
    GapChanges,
    LinkChanges,
    Moved,
    ObligationChange,
    ObligationChanges,
    RowChanges,
    Side,
)
from conspectus.records.casebook.read import Casebook
from conspectus.records.casebook.schema import schema

# What senders sent, and what tells a row there from others; a row that only moved within a file is the same.
SENT = {
    "senders": ("sender",),
    "coverage": ("sender", "event"),
    "people": ("sender", "person_id"),
    "homes": ("sender", "person_id", "postcode", "address", "from_day", "to_day"),
    "relationships": ("sender", "person_id", "related_person_id", "relation"),
    "events": ("sender", "event_ref"),
    "set_aside": ("sender", "rule", "record"),
}
PLACE = ("file", "sheet", "row", "child_id")  # nor is one whose person was linked otherwise


class Holding(Protocol):
    """What holds the tables of `SENT`: a casebook, or an engine into which returns were put."""

    def frame(self, sql: str, /) -> pl.DataFrame:
        """A query's result."""


def compare(old: Casebook, new: Casebook) -> Comparison:
    """What differs between two casebooks of one area."""
    return Comparison(
        old=_side(old),
        new=_side(new),
        same=old.content_hash == new.content_hash,
        rows=row_changes(old, new),
        links=_links(old, new),
        figures=_figures(old, new),
        obligations=_obligations(old, new),
        silo_gaps=_gaps(old, new),
        definitions=_definitions(old, new),
    )


def row_changes(old: Holding, new: Holding) -> list[RowChanges]:
    """How many rows of each sender differ, table by table; none of those that only moved within a file."""
    return [change for table in SENT for change in _rows(old, new, table)]


def _side(book: Casebook) -> Side:
    [row] = book.rows("select version, as_of from build")
    return Side(content_sha256=book.content_hash, **row)


def _both(old: Holding, new: Holding, sql: str, key: tuple[str, ...]) -> pl.DataFrame:
    """A query's rows of both, side by side: the newer one's columns end in `_new`, and `in_old`, `in_new` say where."""
    before = old.frame(sql).with_columns(in_old=pl.lit(True))
    after = new.frame(sql).with_columns(in_new=pl.lit(True))
    # Equal where neither says it: a home may have no address.
    both = before.join(after, on=key, how="full", coalesce=True, nulls_equal=True, suffix="_new")
    return both.with_columns(pl.col("in_old", "in_new").fill_null(False)).sort(key)


def _rows(old: Holding, new: Holding, table: str) -> list[RowChanges]:
    key = SENT[table]
    rest = [c.name for c in schema()[table].columns if c.name not in (*key, *PLACE)]
    inside = ", ".join(f'"{name}"' for name in (*key, *rest))
    keys = ", ".join(f'"{name}"' for name in key)
    # A sum, so that the order of rows that share a key says nothing.
    sql = f'select {keys}, cast(sum(hash({inside})) as varchar) as said from "{table}" group by all'
    both = _both(old, new, sql, key)
    counted = both.group_by("sender", maintain_order=True).agg(
        added=(~pl.col("in_old")).sum(),
        gone=(~pl.col("in_new")).sum(),
        changed=(pl.col("said") != pl.col("said_new")).fill_null(False).sum(),
    )
    differ = counted.filter(pl.sum_horizontal("added", "gone", "changed") > 0)
    return [RowChanges(table=table, **row) for row in differ.to_dicts()]


def _links(old: Casebook, new: Casebook) -> LinkChanges:
    sql = "select sender, person_id, child_id from links"
    both = _both(old, new, sql, ("sender", "person_id")).filter("in_old", "in_new")
    pairs = both.select(before="child_id", after="child_id_new")
    olds = pl.col("before").unique().sort()
    news = pl.col("after").unique().sort()
    by_new = pairs.group_by("after").agg(before=olds, records=pl.len()).sort("after")
    by_old = pairs.group_by("before").agg(after=news, records=pl.len()).sort("before")
    together = by_new.filter(pl.col("before").list.len() > 1)
    apart = by_old.filter(pl.col("after").list.len() > 1)
    alone = by_new.filter(pl.col("before").list.len() == 1).with_columns(pl.col("before").list.first())
    whole = ~pl.col("before").is_in(apart["before"].to_list())
    renamed = alone.filter(whole & (pl.col("before") != pl.col("after")))
    return LinkChanges(together=_moved(together), apart=_moved(apart), renamed=_moved(renamed))


def _moved(table: pl.DataFrame) -> list[Moved]:
    return [
        Moved(
            child_ids_old=_listed(row["before"]), child_ids_new=_listed(row["after"]), records=row["records"]
        )
        for row in table.to_dicts()
    ]


def _listed(ids: str | list[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else ids


def _figures(old: Casebook, new: Casebook) -> list[FigureChange]:
    sql = (
        "select duty, part, agency, obligations, met + late + missed as decided, share_met from duty_figures"
    )
    both = _both(old, new, sql, ("duty", "part", "agency")).to_dicts()
    told = [
        FigureChange(
            **{name: row[name] for name in ("duty", "part", "agency")},
            old=_figure(row, "") if row["in_old"] else None,
            new=_figure(row, "_new") if row["in_new"] else None,
        )
        for row in both
    ]
    return [change for change in told if change.old != change.new]


def _figure(row: dict[str, Any], side: str) -> FigureSide:
    return FigureSide(**{name: row[f"{name}{side}"] for name in FigureSide.model_fields})


def _obligations(old: Casebook, new: Casebook) -> ObligationChanges:
    sql = """select o.obligation_id, o.duty, o.agency, o.child_id, o.status, coalesce(e.restricted, false) as hidden
    from obligations o left join events e on e.event_ref = o.trigger_ref"""
    both = _both(old, new, sql, ("obligation_id",))
    other = both.filter(pl.col("status").ne_missing(pl.col("status_new")))
    told = [(row, _obligation(row)) for row in other.to_dicts()]
    return ObligationChanges(
        new=[change for row, change in told if not row["in_old"]],
        gone=[change for row, change in told if not row["in_new"]],
        status=[change for row, change in told if row["in_old"] and row["in_new"]],
    )


def _obligation(row: dict[str, Any]) -> ObligationChange:
    hidden = row["hidden"] or row["hidden_new"]
    return ObligationChange(
        obligation_id=None if hidden else row["obligation_id"],
        old=row["status"],
        new=row["status_new"],
        **{name: _latest(row, name) for name in ("duty", "agency", "child_id")},
    )


def _latest(row: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever the column holds
    return row[f"{name}_new"] if row["in_new"] else row[name]


def _gaps(old: Casebook, new: Casebook) -> GapChanges:
    sql = """select g.gap_id, g.pattern, g.child_id, g.visible_on, exists (
      from events e where e.restricted and g.gap_id = concat(g.pattern, ':', e.event_ref)) as hidden
    from silo_gaps g"""
    both = _both(old, new, sql, ("gap_id",))
    return GapChanges(
        new=[_gap(row) for row in both.filter(~pl.col("in_old")).to_dicts()],
        gone=[_gap(row) for row in both.filter(~pl.col("in_new")).to_dicts()],
    )


def _gap(row: dict[str, Any]) -> GapChange:
    # A gap's id holds the event that completed it: one that is restricted may not be named.
    told = {name: _latest(row, name) for name in ("pattern", "child_id", "visible_on")}
    return GapChange(gap_id=None if _latest(row, "hidden") else row["gap_id"], **told)


def _definitions(old: Casebook, new: Casebook) -> list[DefinitionChange]:
    both = _both(old, new, "select kind, id, version, sha256 from definitions", ("kind", "id"))
    differ = both.filter(pl.col("sha256").ne_missing(pl.col("sha256_new")))
    return [
        DefinitionChange(
            kind=row["kind"], id=row["id"], old_version=row["version"], new_version=row["version_new"]
        )
        for row in differ.to_dicts()
    ]
