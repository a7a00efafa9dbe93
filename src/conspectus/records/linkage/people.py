"""Senders' people as records that can be compared: names in plain letters, days as text, one number each."""

import polars as pl

from conspectus.definitions import agencies
from conspectus.records.linkage.names import Forms, also, forename, order_key, surname
from conspectus.records.linkage.settings import settings


def comparable(people: pl.DataFrame) -> pl.DataFrame:
    """One row a record in the order in which records lead a group; `uid` counts them.

    The order is the agency's place in `agencies.toml`, then sender and person_id, whatever order they came in.
    """
    places = {term.value: place for place, term in enumerate(agencies())}
    ordered = people.with_columns(
        place=pl.col("agency").replace_strict(places, default=len(places), return_dtype=pl.Int64),
        ref=pl.format("{}/{}", "sender", "person_id"),
    ).sort("place", "ref")
    named = _with_names(ordered.with_row_index("uid").with_columns(pl.col("uid").cast(pl.Int64)))
    return _with_keys(_with_birth(_with_home(named)))


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
    schema = {column: pl.String, into: pl.String, f"{into}_root": pl.String, f"{into}_key": pl.String}
    return pl.DataFrame(read, schema=schema | {f"{into}_forms": pl.List(pl.String)}, orient="row")


def _columns(read: Forms) -> tuple[str | None, str | None, str | None, list[str]]:
    return read.plain, read.root, order_key(read.plain) if read.plain else None, list(read.forms)


def _distinct(people: pl.DataFrame, column: str) -> list[str | None]:
    return people[column].unique().to_list()


def _with_birth(people: pl.DataFrame) -> pl.DataFrame:
    """`born` is the day where one day is known; `born_from` to `born_to` what it can be, wider for the unborn."""
    unborn = pl.col("unborn").fill_null(False)
    exact = ~unborn & (pl.col("born_first") == pl.col("born_last"))
    around = pl.duration(days=settings().people.unborn_within_days)
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
        loose=unborn | ~exact | guessed,
    )


def _with_home(people: pl.DataFrame) -> pl.DataFrame:
    street = pl.col("address").str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")
    return people.with_columns(
        home=_filled("postcode"),
        sector=_filled("postcode").str.head(-2),
        street=pl.when(street.str.len_chars() > 0).then(street),
        nhs=_filled("nhs_number"),
        upn=_filled("upn"),
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
    return people.with_columns(
        named=pl.col("first").is_not_null() | pl.col("last").is_not_null(),
        names=names,
        names_undated=pl.when(pl.col("born_from").is_null()).then(names),
        names_rare=rare,
        names_homeless=pl.when(pl.col("home").is_null()).then(rare),
        first_start=pl.col("first_root").str.head(letters),
        last_start=pl.col("last_root").str.head(letters),
    )
