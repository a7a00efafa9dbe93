"""Weighed pairs and people's decisions, put together into groups of records."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.records.engine import Engine
from conspectus.records.linkage.clusters import Pair, components, mend
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.decisions import Decided
from conspectus.records.linkage.rails import judge, recurring_dates, untie_torn
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.weights import Model, weigh


@dataclass(frozen=True)
class Groups:
    """`of[uid]` is the smallest record of its group; `inside` the judged pairs that could make a group."""

    of: NDArray[np.int64]
    inside: pl.DataFrame


@dataclass(frozen=True)
class PairTables:
    """The tables that pairs are in: as `weighed`, those said to be two people (`related`), and judged (`into`)."""

    weighed: str
    related: str
    into: str


def group(
    engine: Engine,
    comparer: Comparer,
    model: Model,
    *,
    tables: PairTables,
    count: int,
    decided: Decided,
) -> Groups:
    """Group `count` records by weighed pairs, and keep the pairs as the guard rails judge them.

    Pairs within components that no rule brought are judged too.
    """
    related, into = tables.related, tables.into
    judge(
        engine,
        weighed=tables.weighed,
        records=comparer.records,
        related=related,
        enough=model.classes.enough,
        into="each",
    )
    untie_torn(engine, judged="each", records=comparer.records, into=into)
    ties = pl.DataFrame(sorted(decided.group.items()), schema={"l": pl.Int64, "r": pl.Int64}, orient="row")
    edges = engine.frame(f"select l, r from {into} where tie > {_margin(model)} and not apart")
    together = components(count, pl.concat([edges, ties]))
    _put_components(engine, together)
    _compare_the_rest(engine, comparer, model, judged=into, related=related)
    inside = _inside(engine, judged=into)
    apart = _apart(engine, comparer, inside)
    return Groups(_mended(together, inside, apart, decided), inside)


def _margin(model: Model) -> float:
    """How much must speak for a link, in bits: more where too few records came to learn from."""
    return 0.0 if model.classes.enough else settings().clusters.margin_of_few


def _apart(engine: Engine, comparer: Comparer, inside: pl.DataFrame) -> set[Pair]:
    """Pairs of records that the guard rails hold apart."""
    members = engine.frame(
        f"select c.component, c.uid, p.born, p.guessed from components c join {comparer.records} p on p.uid = c.uid"
    )
    judged = inside.filter("apart").select("l", "r").iter_rows()
    return {*((int(one), int(other)) for one, other in judged), *recurring_dates(members)}


def alone(count: int, decided: Decided) -> NDArray[np.int64]:
    """Groups where nothing could be compared: what people decided, and no more."""
    return np.array([decided.of(uid) for uid in range(count)], dtype=np.int64)


def _put_components(engine: Engine, together: NDArray[np.int64]) -> None:
    frame = pl.DataFrame({"uid": np.arange(len(together)), "component": together})
    engine.put("components", frame.with_columns(size=pl.len().over("component")).filter(pl.col("size") > 1))


def _compare_the_rest(engine: Engine, comparer: Comparer, model: Model, *, judged: str, related: str) -> None:
    """Compare the pairs within components that no rule brought; they may speak against the group."""
    engine.run(f"""
    create or replace table rest as
    select a.uid as join_key_l, b.uid as join_key_r
    from components a join components b on b.component = a.component and a.uid < b.uid
    anti join {judged} w on w.l = a.uid and w.r = b.uid
    where a.size <= {settings().clusters.compare_all_up_to}""")
    if not engine.rows("select 1 from rest limit 1"):
        return
    comparer.given(pairs="rest", into="rest_compared")
    weigh(engine, model, pairs="rest_compared", into="rest_weighed")
    judge(
        engine,
        weighed="rest_weighed",
        records=comparer.records,
        related=related,
        enough=model.classes.enough,
        into="rest_judged",
    )
    engine.run(f"insert into {judged} select * from rest_judged")


def _inside(engine: Engine, *, judged: str) -> pl.DataFrame:
    """Judged pairs of one component; `weight` is what ties them or parts them there."""
    limits = settings().clusters
    return engine.frame(f"""
    select w.* replace (
      case when w.apart then {limits.related} else greatest(w.tie, {limits.objection}) end as weight
    ), a.component
    from {judged} w
    join components a on a.uid = w.l join components b on b.uid = w.r and b.component = a.component
    order by w.l, w.r""")


def _mended(
    together: NDArray[np.int64], inside: pl.DataFrame, held: set[Pair], decided: Decided
) -> NDArray[np.int64]:
    """Components as they are, those that hold a contradiction merged again."""
    groups = together.copy()
    apart = _apart_by_component(together, held, decided)
    doubtful = {*inside.filter(pl.col("weight") < 0)["component"].unique().to_list(), *apart}
    weights = _weights_by_component(inside.filter(pl.col("component").is_in(sorted(doubtful))))
    members = _members(together, doubtful)
    limits = settings().clusters
    for component in sorted(doubtful):
        own = members[component]
        unscored = limits.unscored if len(own) > limits.compare_all_up_to else 0.0
        merged = mend(
            own, weights=weights[component], tied=decided.group, apart=apart[component], unscored=unscored
        )
        for uid, first in merged.items():
            groups[uid] = first
    return groups


def _apart_by_component(
    together: NDArray[np.int64], held: set[Pair], decided: Decided
) -> dict[int, set[Pair]]:
    """Groups that people hold apart, and those that the rails do, where people have not tied them."""
    found: dict[int, set[Pair]] = defaultdict(set)
    pairs = {(decided.of(one), decided.of(other)) for one, other in held}
    for one, other in sorted(pairs | decided.apart):
        if one != other and together[one] == together[other]:
            found[int(together[one])].add((one, other))
    return found


def _weights_by_component(inside: pl.DataFrame) -> dict[int, dict[Pair, float]]:
    found: dict[int, dict[Pair, float]] = defaultdict(dict)
    for component, left, right, weight in inside.select("component", "l", "r", "weight").iter_rows():
        found[component][left, right] = weight
    return found


def _members(together: NDArray[np.int64], wanted: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for uid in np.flatnonzero(np.isin(together, sorted(wanted))):
        found[int(together[uid])].append(int(uid))
    return found
