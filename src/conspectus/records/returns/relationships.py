"""Relationships: who is whose parent, sibling, household member or associate."""

import polars as pl

from conspectus.definitions.return_schema import codelists
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.fates import Rule, apply, sent
from conspectus.records.returns.found import NOTHING, PLACES, Found
from conspectus.records.returns.ids import id_rules, joined_ids, says_nothing
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.words import codelist_lookup, lookup, recode

NO_RELATIONSHIPS = pl.Schema(
    {
        **PLACES,
        "person_id": pl.String(),
        "related_person_id": pl.String(),
        "relation": pl.String(),
        "from_day": pl.Date(),
        "to_day": pl.Date(),
    }
)
TYPED = tuple(NO_RELATIONSHIPS)


def read_relationships(
    text: pl.DataFrame, *, people: pl.DataFrame, manifest: Manifest
) -> tuple[pl.DataFrame, Found]:
    """The columns TYPED of every relationship between two people of the return."""
    if text.is_empty():
        return NO_RELATIONSHIPS.to_frame(), NOTHING
    rows = text.with_columns(person_id=sent("person_id"), related_person_id=sent("related_person_id"))
    rows, ids = joined_ids(rows, "person_id", known=people["person_id"])
    rows, others = joined_ids(rows, "related_person_id", known=people["person_id"])
    rows, dates = with_dates(rows, "from", "to")
    words = codelist_lookup(codelists()["relation"]) | lookup((), manifest.codes.get("relation", {}))
    rows = rows.with_columns(recode(rows["sent:relation"], words).alias("relation"))
    rules = [
        *id_rules("person_id"),
        *id_rules("related_person_id", missing="related-missing"),
        Rule("relation-missing", "relation", sent("relation").is_null()),
        Rule("relation-unknown", "relation", sent("relation").is_not_null() & pl.col("relation").is_null()),
        *_known("person_id", people=people),
        *_known("related_person_id", people=people),
        Rule("related-to-self", "related_person_id", pl.col("person_id") == pl.col("related_person_id")),
        unreadable("from"),
        unreadable("to"),
        Rule(
            "end-before-start",
            "to",
            pl.col("to_last") < pl.col("from_first"),
            pl.format("{} to {}", sent("from"), sent("to")),
        ),
    ]
    rows, found = apply(rules, rows)
    rows = rows.with_columns(from_day="from_last_day", to_day="to_first_day").select(TYPED)
    return rows, ids + others + dates + found


def _known(column: str, *, people: pl.DataFrame) -> list[Rule]:
    unknown = sent(column).is_not_null() & ~pl.col(column).is_in(people["person_id"].implode())
    unknown = unknown & ~says_nothing(column)
    return [Rule("no-people-to-check" if people.is_empty() else "person-unknown", column, unknown)]
