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
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.weights import Model, weigh


@dataclass(frozen=True)
class Groups:
    """`of[uid]` is the smallest record of its group; `inside` the weighed pairs that could make a group."""

    of: NDArray[np.int64]
    inside: pl.DataFrame


def group(
    engine: Engine,
    comparer: Comparer,
    model: Model,
    *,
    weighed: str,
    count: int,
    decided: Decided,
    related: str,
) -> Groups:
    """Group `count` records by the pairs of table `weighed`; `related` holds pairs said to be two people."""
    ties = pl.DataFrame(sorted(decided.group.items()), schema={"l": pl.Int64, "r": pl.Int64}, orient="row")
    edges = engine.frame(f"select l, r from {weighed} where weight > 0")
    together = components(count, pl.concat([edges, ties]))
    _put_components(engine, together)
    _compare_the_rest(engine, comparer, model, weighed=weighed)
    inside = _inside(engine, weighed=weighed, related=related)
    return Groups(_mended(together, inside, decided), inside)


def alone(count: int, decided: Decided) -> NDArray[np.int64]:
    """Groups where nothing could be compared: what people decided, and no more."""
    return np.array([decided.of(uid) for uid in range(count)], dtype=np.int64)


def _put_components(engine: Engine, together: NDArray[np.int64]) -> None:
    frame = pl.DataFrame({"uid": np.arange(len(together)), "component": together})
    engine.put("components", frame.with_columns(size=pl.len().over("component")).filter(pl.col("size") > 1))


def _compare_the_rest(engine: Engine, comparer: Comparer, model: Model, *, weighed: str) -> None:
    """Compare the pairs within components that no rule brought; they may speak against the group."""
    engine.run(f"""
    create or replace table rest as
    select a.uid as join_key_l, b.uid as join_key_r
    from components a join components b on b.component = a.component and a.uid < b.uid
    anti join {weighed} w on w.l = a.uid and w.r = b.uid
    where a.size <= {settings().clusters.compare_all_up_to}""")
    comparer.given(pairs="rest", into="rest_compared")
    weigh(engine, model, pairs="rest_compared", into="rest_weighed")
    engine.run(f"insert into {weighed} select * from rest_weighed")


def _inside(engine: Engine, *, weighed: str, related: str) -> pl.DataFrame:
    """Weighed pairs of one component; two of a sender's records that it calls related speak for two people."""
    limits = settings().clusters
    return engine.frame(f"""
    select w.* replace (
      case when x.l is null then greatest(w.weight, {limits.objection}) else least(w.weight, {limits.related}) end
        as weight
    ), a.component
    from {weighed} w
    join components a on a.uid = w.l join components b on b.uid = w.r and b.component = a.component
    left join {related} x on x.l = w.l and x.r = w.r
    order by w.l, w.r""")


def _mended(together: NDArray[np.int64], inside: pl.DataFrame, decided: Decided) -> NDArray[np.int64]:
    """Components as they are, those that hold a contradiction merged again."""
    groups = together.copy()
    apart = _apart_by_component(together, decided)
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


def _apart_by_component(together: NDArray[np.int64], decided: Decided) -> dict[int, set[Pair]]:
    found: dict[int, set[Pair]] = defaultdict(set)
    for one, other in decided.apart:
        if together[one] == together[other]:
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
