"""How much each pair speaks for one person: log2 of match against sibling and stranger, in bits."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from conspectus.records.engine import Engine
from conspectus.records.linkage.classes import Classes, Patterns, learn, likelihood
from conspectus.records.linkage.commonness import rarity
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.settings import settings


@dataclass(frozen=True)
class Model:
    """What was learned of the classes."""

    classes: Classes
    columns: list[str]


def learned(
    engine: Engine, comparer: Comparer, *, blocked: str, random: str, shown: list[float] | None
) -> Model:
    """Learn the classes from a table of blocked pairs and one at random; `shown` is the part each rule brings."""
    columns = comparer.columns
    ((count,),) = engine.rows(f"select count(*) from {comparer.records}")
    chance = patterns(engine, random, columns)
    falls = np.zeros(len(comparer.agencies) + 2)
    np.add.at(falls, chance.places[:, columns.index("same_sender")], chance.counts)
    classes = learn(
        patterns(engine, blocked, columns), chance, columns=columns, records=count, senders=falls, shown=shown
    )
    return Model(classes, columns)


def patterns(engine: Engine, table: str, columns: list[str]) -> Patterns:
    """Count the distinct patterns of a table of compared pairs, by how rare what they share is."""
    named, listed = ", ".join(f"p.{column}" for column in columns), ", ".join(columns)
    step = settings().learning.rarity_step
    return Patterns.of(
        engine.frame(f"""
        with told as (
          select {named}, round(log2({rarity()}) / {step}) * {step} as rarity
          from {table} p join common c on c.uid = p.l
        )
        select {listed}, rarity, count(*) as pairs from told group by {listed}, rarity order by {listed}, rarity"""),
        columns,
    )


def weigh(engine: Engine, model: Model, *, pairs: str, into: str) -> None:
    """Make table `into`: the compared pairs with `weight` in bits; above 0 two records are likelier one person.

    A weight is rounded to a millionth of a bit: engines differ in the last places of a logarithm.
    """
    columns = ", ".join(model.columns)
    frame = engine.frame(f"select distinct {columns} from {pairs} order by {columns}")
    places = frame.to_numpy().astype(np.int64).reshape(-1, len(model.columns))
    classes = model.classes
    parts = {letter: classes.pairs[letter] * likelihood(classes.shares[letter], places) for letter in "msnr"}
    engine.put("pattern_weights", frame.with_columns(**{f"part_{k}": pl.Series(v) for k, v in parts.items()}))
    matching = " and ".join(f"p.{column} = w.{column}" for column in model.columns)
    engine.run(f"""
    create or replace table {into} as
    select p.*, round(log2(w.part_m / (w.part_r * {rarity()} + w.part_s + w.part_n)), 6) as weight
    from {pairs} p join pattern_weights w on {matching}
    join common c on c.uid = p.l""")
    _assert_numbers(engine, into)


def _assert_numbers(engine: Engine, table: str) -> None:
    """A weight that is no number would pass every bound: DuckDB holds NaN to be greater than all."""
    ((holes,),) = engine.rows(
        f"select count(*) from {table} where weight is null or not (weight between -1e6 and 1e6)"
    )
    assert holes == 0, f"{holes} pairs without a weight"
