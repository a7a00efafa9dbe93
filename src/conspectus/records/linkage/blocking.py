"""Which pairs of records are looked at: those that share something few others share, within a budget.

The rules are data (`[[rule]]` in `linkage.toml`).
"""

import numpy as np
import polars as pl

from conspectus.errors import ConspectusError
from conspectus.records.engine import Engine
from conspectus.records.linkage.settings import BlockingRule, settings


def compared_whole(records: int) -> bool:
    """Whether so few records are compared every one with every other, and not by rules."""
    return records * (records - 1) // 2 <= settings().blocking.whole


def shown(records: pl.DataFrame) -> list[float] | None:
    """Of each rule, which part of those who could be brought by it are: all, save by rules marked `few`.

    None where all pairs are compared, rules or no rules.

    A record's other one is as likely to be of a common value as of a rare one, so that the part of one person's
    pairs that such a rule brings is the part of the records whose value is not left out.
    """
    if compared_whole(records.height):
        return None
    return [_part_left(records, rule) if rule.few else 1.0 for rule in settings().rule]


def _part_left(records: pl.DataFrame, rule: BlockingRule) -> float:
    known = records.height - records[rule.few or ""].null_count()
    return (records.height - records[rule.left[0]].null_count()) / max(known, 1)


def keep_within_budget(engine: Engine, *, records: str) -> None:
    """Refuse to compare more pairs than the budget allows; the error names the rule that brings most."""
    limits = settings().blocking
    ((count,),) = engine.rows(f"select count(*) from {records}")
    allowed = max(limits.always_allowed, limits.pairs_per_record * count)
    pairs = {rule.title: _pairs(engine, rule, records) for rule in settings().rule}
    if sum(pairs.values()) <= allowed:
        return
    worst = max(settings().rule, key=lambda rule: pairs[rule.title])
    raise ConspectusError(
        f"linking would compare {sum(pairs.values()):,} pairs of {count:,} records, more than {allowed:,}: "
        f"{pairs[worst.title]:,} of them for {worst.title} ({_most_common(engine, worst, records)})",
        "people",
        "Look whether a sender put one value for what it does not know, and leave it empty; "
        "or raise pairs_per_record in linkage.toml.",
    )


def _pairs(engine: Engine, rule: BlockingRule, records: str) -> int:
    """How many pairs a rule brings, counted without making them."""
    if rule.right:
        sql = f"""
        select coalesce(sum(a.n * b.n), 0)::bigint
        from ({_held(rule.left, records)}) a join ({_held(rule.right, records)}) b using ({_keys(rule.left)})"""
        return int(engine.rows(sql)[0][0]) // 2
    known = " and ".join(f"{column} is not null" for column in rule.left)
    keys = ", ".join(rule.left)
    sql = f"""
    select coalesce(sum(n * (n - 1) // 2), 0)::bigint
    from (select count(*) as n from {records} where {known} group by {keys})"""
    return int(engine.rows(sql)[0][0])


def _held(columns: tuple[str, ...], records: str) -> str:
    """How many records hold each key, its parts called k0, k1 …"""
    parts = ", ".join(f"{column} as k{place}" for place, column in enumerate(columns))
    return f"select {parts}, count(*) as n from {records} group by all"


def _keys(columns: tuple[str, ...]) -> str:
    return ", ".join(f"k{place}" for place in range(len(columns)))


def _most_common(engine: Engine, rule: BlockingRule, records: str) -> str:
    """How many records share the key that most share; the key itself may name a child and is not shown."""
    known = " and ".join(f"{column} is not null" for column in rule.left)
    sql = f"select max(n) from (select count(*) as n from {records} where {known} group by {', '.join(rule.left)})"
    return f"one value stands in {engine.rows(sql)[0][0]:,} records"


def random_pairs(engine: Engine, *, records: str, into: str) -> None:
    """Make table `into` (join_key_l, join_key_r) of pairs taken at random, the same ones each time.

    Records stand in an order that a hash shuffles, and each is paired with those that follow it.
    """
    uids = engine.frame(f"select uid from {records} order by md5(ref), uid")["uid"].to_numpy()
    reach = min(len(uids) - 1, -(-settings().learning.random_pairs // max(len(uids), 1)))
    left = np.tile(uids, reach)
    right = np.concatenate([np.roll(uids, -step) for step in range(1, reach + 1)] or [uids[:0]])
    pairs = pl.DataFrame({"join_key_l": np.minimum(left, right), "join_key_r": np.maximum(left, right)})
    engine.put(into, pairs.unique().sort("join_key_l", "join_key_r"))
