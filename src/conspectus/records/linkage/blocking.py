"""Which pairs of records are looked at: those that share something few others share, within a budget.

No rule is forename and surname alone, save where few bear both and a home is not known: in a large area the pairs of
one common name outgrow everything else.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from conspectus.errors import ConspectusError
from conspectus.records.engine import Engine
from conspectus.records.linkage.settings import settings


@dataclass(frozen=True)
class Rule:
    """Records agree on every one of `left` with `right`, column by column."""

    title: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The rule as a condition on the records l and r."""
        pairs = zip(self.left, self.right or self.left, strict=True)
        return " and ".join(f"l.{one} = r.{other}" for one, other in pairs)


RULES = (
    Rule("the same NHS number", ("nhs",)),
    Rule("the same UPN", ("upn",)),
    Rule("the same date of birth and start of surname", ("born", "last_start")),
    Rule("the same date of birth and start of forename", ("born", "first_start")),
    Rule("the same date of birth and postcode", ("born", "home")),
    Rule("the same date of birth, forename as surname", ("born", "first_start"), ("born", "last_start")),
    Rule("the same date of birth, surname as forename", ("born", "last_start"), ("born", "first_start")),
    Rule("the same postcode and address", ("home", "street")),
    Rule("the same postcode and forename", ("home", "first_root")),
    Rule("the same postcode and surname", ("home", "last_root")),
    Rule("the same names and year of birth", ("names", "born_year")),
    Rule("the same rare names, one without postcode", ("names_homeless",), ("names_rare",)),
    Rule("the same rare names, the other without postcode", ("names_rare",), ("names_homeless",)),
    Rule("the same names, one without date of birth", ("names_undated",), ("names",)),
    Rule("the same names, the other without date of birth", ("names",), ("names_undated",)),
)


def keep_within_budget(engine: Engine, *, records: str) -> None:
    """Refuse to compare more pairs than the budget allows; the error names the rule that brings most."""
    limits = settings().blocking
    ((count,),) = engine.rows(f"select count(*) from {records}")
    allowed = max(limits.always_allowed, limits.pairs_per_record * count)
    pairs = {rule: _pairs(engine, rule, records) for rule in RULES}
    if sum(pairs.values()) <= allowed:
        return
    worst = max(RULES, key=lambda rule: pairs[rule])
    raise ConspectusError(
        f"linking would compare {sum(pairs.values()):,} pairs of {count:,} records, more than {allowed:,}: "
        f"{pairs[worst]:,} of them for {worst.title} ({_most_common(engine, worst, records)})",
        "people",
        "Look whether a sender put one value for what it does not know, and leave it empty; "
        "or raise pairs_per_record in linkage.toml.",
    )


def _pairs(engine: Engine, rule: Rule, records: str) -> int:
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


def _most_common(engine: Engine, rule: Rule, records: str) -> str:
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
