"""Figures per duty, part and agency: counts with denominators, an interval, and time to respond.

Wilson's interval and the estimate of Kaplan and Meier are SciPy's to the last bit, written out: its statistics take
longer to load than all duties of a small area to evaluate. The tests hold both against SciPy.
"""

from math import sqrt
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.records.engine import Engine, literal
from conspectus.terms import DutyKind, Status

COUNTS = """
create or replace table duty_counts as
select d.duty, o.part, o.agency, count(*) as obligations,
  {counts}, count(*) filter (o.waits) as waiting,
  coalesce(bool_or(m.counted_by is not null), false) as clustered, any_value(d.unit) as unit
from duty_counted o join duty_list d on d.duty_no = o.duty_no
left join duty_shared m on m.counted_by = o.counted_by
group by d.duty, o.part, o.agency order by d.duty, o.part, o.agency
"""

TIMES = """
select d.duty, o.part, o.agency, o.time_taken, o.status in ('met', 'late') as answered
from duty_counted o join duty_list d on d.duty_no = o.duty_no where o.time_taken is not null
"""


def figures(engine: Engine) -> pl.DataFrame:
    """The casebook's `duty_figures` from the tables that `evaluate` made."""
    counts = ", ".join(f"count(*) filter (status = {literal(status)}) as {status}" for status in Status)
    engine.run(COUNTS.format(counts=counts))
    table = _with_what_counts_beside(
        engine, engine.frame("select * from duty_counts order by duty, part, agency")
    )
    medians = _medians(engine.frame(TIMES))
    measured = {duty for (duty,) in engine.rows(MEASURED)}
    shares = pl.DataFrame(
        [NO_SHARES if row["duty"] in measured else _shares(row) for row in table.iter_rows(named=True)],
        schema=_SHARES,
    )
    return pl.concat([table, shares], how="horizontal").join(
        medians, on=["duty", "part", "agency"], how="left"
    )


# Of what is only measured nothing can be late, so that a share of it that was met would say nothing.
MEASURED = f"select duty from duty_list where kind = {literal(DutyKind.MEASURED)}"

BESIDE = """
select d.duty, b.part, b.agency, b.place, b.makes, d.unit from duty_beside b join duty_list d on d.duty_no = b.duty_no
"""
KEY = ("duty", "part", "agency")


def _with_what_counts_beside(engine: Engine, table: pl.DataFrame) -> pl.DataFrame:
    """With rows of nobody known that could answer, and rows that would have made an obligation, each row once.

    A figure that only has such rows is there as well, of no obligation; a row that leaves open who owes counts for all.
    """
    beside = engine.frame(BESIDE)
    named = beside.filter("makes", pl.col("agency").is_not_null()).select(*KEY, "unit")
    figures = pl.concat([table.select(*KEY, "unit"), named]).unique(KEY)
    counted = figures.join(beside.drop("unit").rename({"agency": "whose"}), on=["duty", "part"], how="left")
    counted = counted.with_columns(
        place=pl.when(pl.col("whose").is_null() | (pl.col("whose") == pl.col("agency"))).then("place")
    )
    rows = counted.group_by(*KEY, "unit").agg(
        unknown_child=pl.col("place").filter(~pl.col("makes")).drop_nulls().n_unique(),
        unusable_triggers=pl.col("place").filter("makes").drop_nulls().n_unique(),
    )
    both = rows.join(table.drop("unit"), on=KEY, how="left").with_columns(
        pl.col("clustered").fill_null(False)
    )
    counts = ("obligations", *Status, "waiting", "unknown_child", "unusable_triggers")
    filled = both.with_columns(pl.col(counts).fill_null(0).cast(pl.Int64))
    return filled.select(*KEY, *counts, "clustered", "unit").sort(KEY)


_SHARES = dict.fromkeys(("share_met", "bound_low", "bound_high", "interval_low", "interval_high"), pl.Float64)
NO_SHARES: dict[str, float | None] = dict.fromkeys(_SHARES)


def _shares(row: dict[str, int]) -> dict[str, float | None]:
    """Share met of those decided, its bounds over what is not known, and Wilson's 95 % interval.

    A row of nobody known may be the response that one of those late or missed lacks: the upper bound takes it so.
    """
    met, unclear = row["met"], row["indeterminate"]
    decided = met + row["late"] + row["missed"]
    everything = decided + unclear
    perhaps = unclear + min(row["unknown_child"], row["late"] + row["missed"])
    low, high = wilson(met, decided) if decided else (None, None)
    return {
        "share_met": met / decided if decided else None,
        "bound_low": met / everything if everything else None,
        "bound_high": (met + perhaps) / everything if everything else None,
        "interval_low": low,
        "interval_high": high,
    }


def wilson(met: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, without correction for continuity."""
    share = met / of
    whole = 2 * (of + Z**2)
    centre = (2 * of * share + Z**2) / whole
    reach = Z / whole * sqrt(4 * of * share * (1 - share) + Z**2)
    return 0.0 if met == 0 else centre - reach, 1.0 if met == of else centre + reach


Z = 1.959963984540054  # the point below which 97.5 % of a normal distribution lie


def _medians(times: pl.DataFrame) -> pl.DataFrame:
    """Kaplan-Meier median per duty, part and agency; null where half were never answered."""
    keys = ["duty", "part", "agency"]
    rows = [
        (*key, median_time(group["time_taken"].to_numpy(), group["answered"].to_numpy()))
        for key, group in times.group_by(keys, maintain_order=True)
    ]
    schema = {**dict.fromkeys(keys, pl.String), "median_time": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


Floats: TypeAlias = NDArray[np.float64]


def median_time(times: Floats, answered: NDArray[np.bool_]) -> float | None:
    """The time by which half have responded, those not answered being censored; null where never reached."""
    if not answered.any():
        return None
    moments, waiting = still_waiting(times, answered)
    below = np.flatnonzero(waiting <= 0.5)
    return float(moments[below[0]]) if below.size else None


def still_waiting(times: Floats, answered: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The estimate of Kaplan and Meier: each distinct time, and the share who wait longer than that.

    At one time those who were answered come before those who are censored.
    """
    moments, place, ended = np.unique(times, return_inverse=True, return_counts=True)
    heard = np.bincount(place[answered], minlength=len(moments))
    if answered.all():
        return moments, 1 - np.cumsum(heard) / len(times)
    at_risk = len(times) - np.cumsum(ended) + ended
    return moments, np.cumprod((at_risk - heard) / at_risk, dtype=np.float64)
