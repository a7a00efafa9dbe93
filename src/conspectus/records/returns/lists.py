"""Lists of children (Annex A and its like): each row says who the child is, and holds the days of what happened."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from conspectus.definitions.return_schema import ListsSchema, ReturnList, Spell
from conspectus.records.returns.dating import unreadable, with_dates
from conspectus.records.returns.events import DATE_TYPES, DATES
from conspectus.records.returns.fates import Rule, apply, sent
from conspectus.records.returns.found import Found
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import columns_of
from conspectus.records.returns.ids import id_rules, joined_ids
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.people import (
    TEXTS,
    birth_rules,
    expected_by,
    identifier_rules,
    name_rules,
    too_long_ago,
    with_birth,
    with_identifiers,
    with_past_birth,
    with_sex,
)
from conspectus.records.returns.words import lookup, recode, says_yes


@dataclass(frozen=True)
class ListRows:
    """Rows of one list: those that can be used, and those that cannot, of which the child may be unknown."""

    used: pl.DataFrame
    lost: pl.DataFrame


def read_list(
    matched: Matched,
    *,
    one: ReturnList,
    schema: ListsSchema,
    manifest: Manifest,
    known: pl.Series,
    whose: pl.DataFrame | None = None,
) -> tuple[ListRows, Found]:
    """Rows of one list: `sent:` columns, their dates, `person_id`, birth and sex; `known` are ids with names.

    `whose` says whose the rows are that find their child through another list: `key` and `person_id`.
    """
    columns = columns_of(one, schema)
    rows = _with_all_of_people(_with_typed(_with_whose(matched.text(columns), one, whose), one))
    rows = rows.with_columns(person_id=sent("person_id"))
    rows, ids = joined_ids(rows, "person_id", known=known)
    dated = ["date_of_birth", *(column.id for column in columns if column.kind == "date")]
    rows, dates = with_dates(rows, *dict.fromkeys(dated))
    rows = _with_expected_birth(with_past_birth(rows, "date_of_birth", manifest=manifest), manifest)
    rows, sexes = with_sex(rows, manifest=manifest)
    unread = [unreadable(column) for column in dict.fromkeys(dated) if column not in BIRTHS]
    there = {column.id for column in columns} | (set(one.typed.words) if one.typed else set())
    rows = _identified(rows, there).with_columns(
        *(sent(name).alias(name) for name in TEXTS),
        *(rule.broken.alias(f"lost:{rule.column}") for rule in unread),
    )
    of_people = [rule for rule in (*identifier_rules(), *name_rules()) if rule.column in there]
    rules = [*id_rules("person_id"), *_birth_rules(manifest), *unread, *of_people]
    used, found = apply(rules, rows)
    lost = rows.clear() if used.height == rows.height else rows.join(used, on="row", how="anti")
    used, lost = _newest_first(_with_spells(used, one), one), _with_spells(lost, one)
    return ListRows(with_birth(used), with_birth(lost)), ids + dates + sexes + found


def _identified(rows: pl.DataFrame, there: Collection[str]) -> pl.DataFrame:
    """NHS number, UPN and postcode as they are compared; most lists have none of them."""
    if any(name in there for name in IDENTIFIERS):
        return with_identifiers(rows)
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in IDENTIFIERS)


IDENTIFIERS = ("nhs_number", "upn", "postcode")
BIRTHS = ("date_of_birth", "expected_date_of_birth")
OF_PEOPLE = (*TEXTS, "date_of_birth", "sex", "upn", "nhs_number", "postcode")
LONGEST_SPELL = "-18y"  # a child's state began no longer ago than the child


def _with_whose(rows: pl.DataFrame, one: ReturnList, whose: pl.DataFrame | None) -> pl.DataFrame:
    """`sent:person_id` from the row of another list that each row names; null where there is none, or of two people."""
    if one.through is None:
        return rows
    if whose is None:
        return rows.with_columns(pl.lit(None, pl.String).alias("sent:person_id"))
    whose = whose.filter(pl.col("key").is_unique()).rename({"person_id": "sent:person_id"})
    at = f"sent:{one.through.column}"
    return rows.join(whose, left_on=at, right_on="key", how="left", maintain_order="left")


def whose_rows(read: ListRows, key: str) -> pl.DataFrame:
    """`key` and `person_id` of a list's rows, also of those that cannot be used."""
    both = pl.concat([part.select(sent(key).alias("key"), "person_id") for part in (read.used, read.lost)])
    return both.filter(pl.col("key").is_not_null() & pl.col("person_id").is_not_null()).unique()


def _newest_first(rows: pl.DataFrame, one: ReturnList) -> pl.DataFrame:
    """Identifiers with the newest first, where the list says since when each holds."""
    if one.typed is None or one.typed.since is None:
        return rows
    day = f"{one.typed.since}_first_day"
    return rows.sort(day, descending=True, nulls_last=True, maintain_order=True)


def _with_typed(rows: pl.DataFrame, one: ReturnList) -> pl.DataFrame:
    """`sent:upn` and `sent:nhs_number` from rows that say what kind of identifier they hold."""
    if one.typed is None:
        return rows
    words = {str(kind): theirs for kind, theirs in one.typed.words.items()}
    kinds = recode(rows[f"sent:{one.typed.by}"], lookup((), words))
    value = sent(one.typed.value)
    return rows.with_columns(
        pl.when(kinds == kind).then(value).alias(f"sent:{kind}") for kind in one.typed.words
    )


def _with_all_of_people(rows: pl.DataFrame) -> pl.DataFrame:
    """A blank `sent:` column for each thing known of people that the list does not hold."""
    lacking = [name for name in OF_PEOPLE if f"sent:{name}" not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.String).alias(f"sent:{name}") for name in lacking)
    if "is_date:date_of_birth" not in rows.columns:
        rows = rows.with_columns(pl.lit(value=False).alias("is_date:date_of_birth"))
    return rows


def _with_spells(rows: pl.DataFrame, one: ReturnList) -> pl.DataFrame:
    """`spell:` started and ended, with their parts, on the first piece of each spell; null on all others.

    A spell is one child's pieces in the order of their days. Where the first piece sent is not the first of its
    spell, the spell began on some day before it.
    """
    spell = one.spell
    if spell is None:
        return rows
    pieces = _pieces(rows, spell)
    heads, tails = pieces.filter("new"), pieces.filter(pl.col("new").shift(-1, fill_value=True))
    began = rows.select(f"{spell.from_}_{part}" for part in DATES)[heads["place"]]
    ended = rows.select(f"{spell.to}_{part}" for part in DATES)[tails["place"]]
    made = heads.select("place", "begins").hstack(began).select("place", *_spell_began(spell))
    ends = ended.with_columns(over=tails["over"]).select(
        pl.when("over").then(pl.col(f"{spell.to}_{part}")).alias(f"spell:ended_{part}") for part in DATES
    )
    number = pl.int_range(made.height, dtype=pl.UInt32, eager=True)
    which = pl.Series([None], dtype=pl.UInt32).new_from_index(0, rows.height).scatter(made["place"], number)
    return rows.hstack(made.drop("place").hstack(ends).select(pl.all().gather(which)))


def _pieces(rows: pl.DataFrame, spell: Spell) -> pl.DataFrame:
    """Every piece that has a day, child by child: its `place` among the rows, and whether it begins a `new` spell."""
    first = f"{spell.from_}_first"
    pieces = rows.select(
        "person_id",
        first,
        ends=pl.col(f"{spell.to}_first").is_not_null(),
        begins=says_yes(rows, spell.begins),
        goes_on=says_yes(rows, spell.goes_on),
    ).with_row_index("place")
    pieces = pieces.filter(pl.col(first).is_not_null()).sort("person_id", first, maintain_order=True)
    over = pl.col("ends") & ~pl.col("goes_on")
    another = (pl.col("person_id") != pl.col("person_id").shift(1)).fill_null(value=True)
    return pieces.with_columns(over=over, new=pl.col("begins") | another | over.shift(1, fill_value=True))


def _spell_began(spell: Spell) -> list[pl.Expr]:
    """The day of the first piece, where it says that it begins the spell; else some day up to then."""
    first = {part: pl.col(f"{spell.from_}_{part}") for part in DATES}
    before = first | {
        "text": pl.format("before {}", first["text"]),
        "precision": pl.lit("uncertain"),
        "first": first["first"].dt.offset_by(LONGEST_SPELL),
        "first_day": first["first_day"].dt.offset_by(LONGEST_SPELL),
    }
    return [
        pl.when("begins").then(first[part]).otherwise(before[part]).alias(f"spell:started_{part}")
        for part in DATES
    ]


def _with_expected_birth(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """A date of birth after the extraction is the one expected of an unborn child."""
    expected = (pl.col("date_of_birth_first_day") > manifest.taken_on).fill_null(value=False)
    parts = [f"date_of_birth_{part}" for part in ("text", "first_day", "last_day", "precision")]
    own = [f"expected_{part}" if f"expected_{part}" in rows.columns else None for part in parts]
    later = [
        pl.when(expected)
        .then(part)
        .otherwise(pl.lit(None) if said is None else pl.col(said))
        .alias(f"expected_{part}")
        for part, said in zip(parts, own, strict=True)
    ]
    return rows.with_columns(*later, *(pl.when(~expected).then(part).alias(part) for part in parts))


def _birth_rules(manifest: Manifest) -> list[Rule]:
    late = pl.col("expected_date_of_birth_first_day") > expected_by(manifest)
    unread = next(rule for rule in birth_rules(manifest) if rule.column == "date_of_birth")
    return [
        unread,
        Rule("birth-in-future", "date_of_birth", late, becomes=_no_birth()),
        Rule("birth-too-early", "date_of_birth", too_long_ago()),
    ]


def _no_birth() -> dict[str, pl.Expr]:
    """Neither born nor expected: what stood there can be neither."""
    parts = ("text", "first_day", "last_day", "precision")
    return {
        f"{column}_{part}": pl.lit(None, DATE_TYPES[part])
        for column in ("date_of_birth", "expected_date_of_birth")
        for part in parts
    }
