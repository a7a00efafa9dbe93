"""Choose the children to track: by stratum, by seed, each agency's part shown at least twice.

Within a stratum the draw is random, save that a child who shows an agency still short goes before one who does
not. The chance of selection is not equal therefore, and is estimated by drawing again with other seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

from conspectus.definitions import SamplingPlan, Stratum, lasting_words
from conspectus.records.dates.calendar import local_day
from conspectus.records.engine import Engine, literal, sql_in
from conspectus.terms import Agency


def choose(
    engine: Engine,
    *,
    plan: SamplingPlan,
    theme: str,
    agencies: Sequence[Agency] = tuple(Agency),
    as_of: datetime,
    seed: int,
) -> None:
    """Make `sample` and `frame` from `chronology`, `events`, `children`, `pattern_fits` and `silo_gaps`.

    `agencies` are those whose parts the sample must show.
    """
    frame = engine.frame(_frame_sql(plan, theme=theme, as_of=as_of))
    draw = _Draw.of(frame, plan, agencies)
    chosen = draw.take(seed)
    again = [place for turn in range(plan.seeds) for place in draw.take(seed + 1 + turn)]
    chances = np.bincount(np.array(again, dtype=np.int64), minlength=frame.height) / plan.seeds
    # Who was drawn has been drawn once at least, whatever other seeds give: in one of all these draws.
    chances = np.maximum(chances, 1 / (plan.seeds + 1))
    picked = frame[chosen].with_columns(chance=pl.Series(chances[chosen], dtype=pl.Float64))
    engine.put("sample", _with_reasons(picked, plan))
    sizes = frame.group_by("stratum").agg(children=pl.len())
    taken = picked.group_by("stratum").agg(chosen=pl.len())
    every = pl.DataFrame({"stratum": [stratum.id for stratum in plan.stratum]})
    sized = every.join(sizes, on="stratum", how="left").join(taken, on="stratum", how="left")
    engine.put("frame", sized.with_columns(pl.col("children", "chosen").fill_null(0).cast(pl.Int64)))


def _frame_sql(plan: SamplingPlan, *, theme: str, as_of: datetime) -> str:
    """One row a child in the frame: its stratum (the first that it fits) and the agencies with events of it."""
    today = local_day(as_of).isoformat()
    strata = " union all ".join(
        f"select child_id, {place} as place, {literal(stratum.id)} as stratum"
        f" from ({_members(stratum, plan, theme, today)})"
        for place, stratum in enumerate(plan.stratum)
    )
    return f"""
    with strata as ({strata}),
    seen as (
      select c.child_id, list_sort(array_agg(distinct e.agency)) as agencies from chronology c
      join events e on e.event_ref = c.event_ref group by c.child_id
    )
    select s.child_id, arg_min(s.stratum, s.place) as stratum, any_value(n.agencies) as agencies
    from strata s join children k on k.child_id = s.child_id and k.is_child join seen n on n.child_id = s.child_id
    group by s.child_id order by s.child_id"""


def _members(stratum: Stratum, plan: SamplingPlan, theme: str, today: str) -> str:
    if stratum.fits is not None:
        table = "silo_gaps" if stratum.fits == "gap" else "pattern_fits"
        return f"select child_id from {table} where {sql_in('pattern', [theme])}"
    return f"""
      select c.child_id from chronology c join events e on e.event_ref = c.event_ref
      where c.via_relation = '' and {sql_in("e.event", stratum.events)}
        and e.started_first_day <= date {literal(today)}
        and coalesce(e.ended_last_day, case when {sql_in("e.event", lasting_words())}
            then date {literal(today)} end, e.started_last_day)
          >= date {literal(today)} - interval {plan.recent.length} month"""


@dataclass(frozen=True)
class _Draw:
    """The frame as arrays: who is in each stratum, and which agencies each child shows, a bit for each."""

    plan: SamplingPlan
    pools: "dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]"
    shows: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    agencies: int

    @classmethod
    def of(cls, frame: pl.DataFrame, plan: SamplingPlan, agencies: Sequence[Agency]) -> "_Draw":
        strata = frame["stratum"].to_numpy()
        pools = {stratum.id: np.flatnonzero(strata == stratum.id) for stratum in plan.stratum}
        shows = np.zeros(frame.height, dtype=np.int64)
        for place, agency in enumerate(agencies):
            shows |= frame["agencies"].list.contains(agency).to_numpy().astype(np.int64) << place
        return cls(plan, pools, shows, len(agencies))

    def take(self, seed: int) -> list[int]:
        """Rows of the frame chosen with this seed, in the order of places."""
        priority = np.random.default_rng(seed).random(len(self.shows))
        left = np.ones(len(self.shows), dtype=np.bool_)
        chosen: list[int] = []
        for stratum in self._places():
            pool = self.pools[stratum]
            pool = pool[left[pool]]
            if not pool.size:
                pool = np.flatnonzero(left)
            if not pool.size:
                break
            helps = self._helps(chosen)[self.shows[pool]]
            best = pool[helps == helps.max()]
            chosen.append(int(best[np.argmin(priority[best])]))
            left[chosen[-1]] = False
        return chosen

    def _helps(self, chosen: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """For every set of agencies that a child may show, how many of them are still short."""
        bits = 1 << np.arange(self.agencies)
        shown = (self.shows[chosen][:, None] & bits > 0).sum(axis=0)
        short = bits[shown < self.plan.each_agency].sum()
        helps = ((np.arange(1 << self.agencies)[:, None] & short & bits) > 0).sum(axis=1)
        return np.asarray(helps, dtype=np.int64)

    def _places(self) -> list[str]:
        return [stratum.id for stratum in self.plan.stratum for _ in range(stratum.places)][
            : self.plan.places
        ]


def _with_reasons(picked: pl.DataFrame, plan: SamplingPlan) -> pl.DataFrame:
    titles = {stratum.id: stratum.title for stratum in plan.stratum}
    return picked.select(
        place=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
        child_id="child_id",
        stratum="stratum",
        reason=pl.col("stratum").replace_strict(titles, return_dtype=pl.String),
        chance="chance",
        agencies="agencies",
    )
