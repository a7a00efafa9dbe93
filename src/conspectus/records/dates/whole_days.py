"""A short way for dates that systems write: ten characters for the day, and perhaps a clock after them.

A column of times has nearly as many different texts as rows, but few different days and few different clocks.
Each is read once, days by the careful reader, and put together; what does not fit is left to that reader.
"""

from collections.abc import Callable

import polars as pl

WIDTH = 10  # 22/05/2016, 2016-05-22
DAY = r"^(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{2}[-/.]\d{2}[-/.]\d{4})$"
CLOCK = r"^(?:T|,? )([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z?)$"
WHOLE = pl.duration(days=1) - pl.duration(microseconds=1)


def read_whole_days(texts: pl.Series, *, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """For each text what `read` gives for it, or null in every column where the short way does not fit.

    `read` gives text, precision, first, last, first_day, last_day and note for distinct texts.
    """
    table = pl.select(head=texts.str.head(WIDTH), tail=texts.str.slice(WIDTH))
    days = _days(table["head"].unique().drop_nulls(), read=read)
    clocks = _clocks(table["tail"].unique().drop_nulls())
    table = table.join(days, on="head", how="left", maintain_order="left")
    return table.join(clocks, on="tail", how="left", maintain_order="left").select(*_put_together())


def _days(heads: pl.Series, *, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """Days that can be read and are as long as others: on the others the clock was changed."""
    found = read(heads.filter(heads.str.contains(DAY)).alias("text"))
    offset = pl.col("first_day").cast(pl.Datetime("us")) - pl.col("first")
    return found.filter(
        (pl.col("precision") == "day")
        & pl.col("note").is_null()
        & (pl.col("last") - pl.col("first") == WHOLE)
    ).select("first", "last", head="text", day="first_day", offset=offset)


def _clocks(tails: pl.Series) -> pl.DataFrame:
    """How long after midnight, null for no clock; what is neither is left out."""
    table = tails.alias("tail").to_frame().with_columns(parts=pl.col("tail").str.extract_groups(CLOCK))
    hour, minute, second, zone = (pl.col("parts").struct.field(str(place)) for place in range(1, 5))
    clock = pl.duration(
        hours=hour.cast(pl.Int64),
        minutes=minute.cast(pl.Int64),
        seconds=second.fill_null("0").cast(pl.Int64),
        time_unit="us",
    )
    table = table.select("tail", clock=clock, zoned=zone == "Z", bare=pl.col("tail") == "")
    return table.filter(pl.col("bare") | pl.col("clock").is_not_null())


def _put_together() -> list[pl.Expr]:
    fits = pl.col("day").is_not_null() & pl.col("bare").is_not_null()
    instant = pl.col("first") + pl.col("clock") + pl.when("zoned").then("offset").otherwise(pl.duration())
    local = (pl.col("day").cast(pl.Datetime("us")) + pl.col("clock")).dt.date()
    # A time in UTC in the last hour of a summer day is of the next day here.
    here = pl.when("zoned").then((instant + pl.col("offset")).dt.date()).otherwise(local)
    day = pl.when("bare").then("day").otherwise(here)
    precision = pl.when("bare").then(pl.lit("day")).otherwise(pl.lit("time"))
    values = {
        "precision": precision,
        "first": pl.when("bare").then("first").otherwise(instant),
        "last": pl.when("bare").then("last").otherwise(instant),
        "first_day": day,
        "last_day": day,
    }
    return [pl.when(fits).then(value).alias(name) for name, value in values.items()]
