"""How much each pair speaks for one person: log2 of match against sibling and stranger, in bits."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from conspectus.records.engine import Engine
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.three_classes import Classes, Patterns, learn, likelihood


@dataclass(frozen=True)
class Model:
    """What was learned of the classes, and how common names and days are."""

    classes: Classes
    columns: list[str]


def learned(engine: Engine, comparer: Comparer, *, blocked: str, random: str) -> Model:
    """Learn the classes from a table of blocked pairs and one of pairs at random."""
    columns = comparer.columns
    ((count,),) = engine.rows(f"select count(*) from {comparer.records}")
    chance = patterns(engine, random, columns)
    falls = np.zeros(len(comparer.agencies) + 2)
    np.add.at(falls, chance.places[:, columns.index("same_sender")], chance.counts)
    classes = learn(
        patterns(engine, blocked, columns),
        chance,
        columns=columns,
        total=count * (count - 1) // 2,
        senders=falls,
    )
    return Model(classes, columns)


def patterns(engine: Engine, table: str, columns: list[str]) -> Patterns:
    """Count the distinct patterns of a table of compared pairs."""
    named = ", ".join(columns)
    return Patterns.of(
        engine.frame(f"select {named}, count(*) as pairs from {table} group by {named} order by {named}"),
        columns,
    )


def common(engine: Engine, *, records: str) -> None:
    """Make `common`: for each record how much commoner than usual its names, day and home are among people.

    People, not records, are counted: a person held by seven senders is one, told apart by names and birth.
    """
    engine.run(f"""
    create or replace table persons as
    select distinct first_root, last_root, born, home, first, last from {records}""")
    engine.run(f"create or replace table common as select uid from {records}")
    for name, column, apart in (
        ("forename", "first", "last_root, born"),
        ("surname", "last", "home"),
        ("born", "born", "first_root, last_root"),
        ("home", "home", "last_root"),
    ):
        engine.run(f"""
        create or replace table common as
        with held as (
          select {column} as k, count(distinct ({apart})) as n from persons where {column} is not null group by 1
        ),
        usual as (select sum(n * n) / sum(n) as n from held) -- whole numbers, so that order changes nothing
        select c.*, coalesce(h.n / (select n from usual), 1.0)::double as {name}
        from common c join {records} p on p.uid = c.uid left join held h on h.k = p.{column}""")


def weigh(engine: Engine, model: Model, *, pairs: str, into: str) -> None:
    """Make table `into`: the compared pairs with `weight` in bits; above 0 two records are likelier one person."""
    columns = ", ".join(model.columns)
    frame = engine.frame(f"select distinct {columns} from {pairs} order by {columns}")
    places = frame.to_numpy().astype(np.int64).reshape(-1, len(model.columns))
    classes = model.classes
    parts = {letter: classes.pairs[letter] * likelihood(classes.shares[letter], places) for letter in "msr"}
    engine.put("pattern_weights", frame.with_columns(**{f"part_{k}": pl.Series(v) for k, v in parts.items()}))
    matching = " and ".join(f"p.{column} = w.{column}" for column in model.columns)
    engine.run(f"""
    create or replace table {into} as
    select p.*, log2(w.part_m / (w.part_r * {_commonness()} + w.part_s)) as weight
    from {pairs} p join pattern_weights w on {matching}
    join common c on c.uid = p.l""")


def _commonness() -> str:
    """Strangers agree on what is common more often than on what is rare; only full agreement says which value."""
    places = {compared.id: compared for compared in settings().comparison}
    full = {name: [0] for name in ("forename", "surname", "born")}
    full["home"] = [places["home"].place("address"), places["home"].place("postcode")]
    return " * ".join(
        f"case when p.{name} in ({', '.join(map(str, levels))}) then c.{name} else 1.0 end"
        for name, levels in full.items()
    )
