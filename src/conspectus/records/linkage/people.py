"""Senders' people as records that can be compared: names in plain letters, days as text, one number each."""

from datetime import date

import polars as pl

from conspectus.definitions import agencies
from conspectus.records.linkage.names import Forms, also, forename, order_key, surname
from conspectus.records.linkage.numbers import nhs_is_valid, upn_is_valid
from conspectus.records.linkage.settings import settings


def comparable(people: pl.DataFrame, *, since: date | None = None) -> pl.DataFrame:
    """One row a record in the order in which records lead a group; `uid` counts them, `newborn` since or a year before.

    The order is the agency's place in `agencies.toml`, then sender and person_id, whatever order they came in.
    """
    places = {term.value: place for place, term in enumerate(agencies())}
    ordered = people.with_columns(
        place=pl.col("agency").replace_strict(places, default=len(places), return_dtype=pl.Int64),
        ref=pl.format("{}/{}", "sender", "person_id"),
    ).sort("place", "ref")
    named = _with_names(ordered.with_row_index("uid").with_columns(pl.col("uid").cast(pl.Int64)))
    newborn = pl.col("unborn").fill_null(False) | (pl.col("born_to") >= pl.lit(since).dt.offset_by("-1y"))
    keyed = _with_keys(_with_birth(_with_home(named)))
    return keyed.with_columns(newborn=newborn.fill_null(False) if since else pl.lit(False))


def _with_names(people: pl.DataFrame) -> pl.DataFrame:
    """Each name is read once, however many people bear it."""
    also_known = pl.DataFrame(
        [(text, list(also(text))) for text in _distinct(people, "other_names")],
        schema={"other_names": pl.String, "also": pl.List(pl.String)},
        orient="row",
    )
    for names in (_read(people, "forename", "first"), _read(people, "surname", "last"), also_known):
        people = people.join(names, on=names.columns[0], how="left", nulls_equal=True, maintain_order="left")
    return people


def _read(people: pl.DataFrame, column: str, into: str) -> pl.DataFrame:
    """What stands in a column of names, once each, as it is compared."""
    reader = {"forename": forename, "surname": surname}[column]
    read = [(text, *_columns(reader(text))) for text in _distinct(people, column)]
    schema = {column: pl.String()} | {f"{into}{part}": kind for part, kind in NAME.items()}
    return pl.DataFrame(read, schema=schema, orient="row")


# What is known of a name, after `first` or `last`.
NAME: dict[str, pl.DataType] = {
    "": pl.String(),
    "_root": pl.String(),
    "_key": pl.String(),
    "_called": pl.String(),
    "_known": pl.Boolean(),
    "_script": pl.String(),
    "_sound": pl.String(),
    "_forms": pl.List(pl.String),
}


def _columns(read: Forms) -> tuple[object, ...]:
    key = order_key(read.plain) if read.plain else None
    return (read.plain, read.root, key, read.called, read.known, read.script, read.sound, list(read.forms))


def _distinct(people: pl.DataFrame, column: str) -> list[str | None]:
    return people[column].unique().to_list()


def _with_birth(people: pl.DataFrame) -> pl.DataFrame:
    """`born` is the day where one day is known; `born_from` to `born_to` what it can be, wider for the unborn."""
    facts = settings().people
    people = people.with_columns(
        pl.when(_no_birthday()).then(None).otherwise(pl.col(day)).alias(day) for day in DAYS
    )
    unborn = pl.col("unborn").fill_null(False)
    exact = (~unborn & (pl.col("born_first") == pl.col("born_last"))).fill_null(False)
    around = pl.duration(days=facts.unborn_within_days)
    guessed = exact & (pl.col("born_first").dt.ordinal_day() == 1)  # 1 January often stands for a year alone
    return people.with_columns(
        born=pl.when(exact).then(pl.col("born_first").dt.to_string("%Y-%m-%d")),
        born_year=pl.when(~unborn & (pl.col("born_first").dt.year() == pl.col("born_last").dt.year())).then(
            pl.col("born_first").dt.year()
        ),
        born_from=pl.when(unborn).then(pl.col("born_first") - around).otherwise(pl.col("born_first")),
        born_to=pl.when(unborn)
        .then(pl.col("born_last") + around)
        .when(guessed)
        .then(pl.col("born_last").dt.offset_by("1y").dt.offset_by("-1d"))
        .otherwise(pl.col("born_last")),
        guessed=guessed,
        loose=unborn | ~exact | guessed,
    ).with_columns(loose_days=(pl.col("born_to") - pl.col("born_from")).dt.total_days() + 1)


STREET_LETTERS = 5  # of an address, beside a name: its number and how its road begins
DAYS = ("born_first", "born_last")


def _no_birthday() -> pl.Expr:
    """A day that programs write where none is known, not a day on which somebody was born."""
    known = (
        pl.Series(settings().people.not_a_birthday, dtype=pl.String).str.to_date(strict=False).drop_nulls()
    )
    return (pl.col("born_first") == pl.col("born_last")) & pl.col("born_first").is_in(known.implode())


def _with_home(people: pl.DataFrame) -> pl.DataFrame:
    home, street = _filled("postcode"), pl.col("address").str.to_lowercase().str.replace_all(r"[^\pL\pN]", "")
    facts = settings().people
    told = (street.str.len_chars() > 0) & ~street.is_in(facts.not_an_address)
    people = people.with_columns(
        home=pl.when(~home.str.starts_with(facts.not_a_home)).then(home),
        street=pl.when(told).then(street),
        nhs=_filled("nhs_number"),
        upn=_filled("upn"),
    )
    return people.with_columns(
        sector=pl.col("home").str.head(-2), nhs_valid=nhs_is_valid("nhs"), upn_valid=upn_is_valid("upn")
    )


def _filled(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.len_chars() > 0).then(text)


def _with_keys(people: pl.DataFrame) -> pl.DataFrame:
    """What records are brought together by, null where a part is not known; `named` says who can be linked."""
    letters = settings().blocking.letters
    one, other = pl.col("first_key"), pl.col("last_key")
    both = pl.min_horizontal(one, other) + "+" + pl.max_horizontal(one, other)
    names = pl.when(one.is_not_null() & other.is_not_null()).then(both)
    rare = pl.when(pl.len().over(names) <= settings().blocking.rare).then(names)
    people = people.with_columns(
        named=pl.col("first").is_not_null() | pl.col("last").is_not_null(),
        names=names,
        names_undated=pl.when(pl.col("born_from").is_null()).then(names),
        names_rare=rare,
        names_homeless=pl.when(pl.col("home").is_null()).then(rare),
        first_start=pl.col("first_root").str.head(letters),
        last_start=pl.col("last_root").str.head(letters),
        lives=pl.coalesce("home", "street", pl.col("first") + "|" + pl.col("born"), "ref"),
    ).with_columns(
        starts=pl.col("first_start") + "+" + pl.col("last_start"),
        first_street=pl.col("first_start") + "+" + pl.col("street").str.head(STREET_LETTERS),
        last_street=pl.col("last_start") + "+" + pl.col("street").str.head(STREET_LETTERS),
    )
    few = [rule for rule in settings().rule if rule.few]
    return people.with_columns(_few(people, rule.few or "", rule.left[0]) for rule in few)


def _few(people: pl.DataFrame, of: str, into: str) -> pl.Expr:
    """A column without the values that most share, so that those left bring no more pairs than a rule may."""
    limits = settings().blocking.few
    allowed = max(limits.always, int(limits.pairs_per_record * people.height))
    sizes = people[of].drop_nulls().value_counts(name="size")["size"].value_counts(name="keys").sort("size")
    pairs = (sizes["keys"].cast(pl.Int64) * sizes["size"] * (sizes["size"] - 1) // 2).cum_sum()
    most = sizes.filter(pairs <= allowed)["size"].max() or 1
    return pl.when(pl.len().over(of) <= most).then(pl.col(of)).alias(into)
