"""How common what two records share is: strangers agree on what is common more often than on what is rare."""

from conspectus.records.engine import Engine
from conspectus.records.linkage.settings import Compared, settings


def common(engine: Engine, *, records: str) -> None:
    """Make `common`: for each record how much commoner than usual its values are, and its names together.

    People, not records, are counted: a person held by seven senders is one, told apart by what `borne_by` names; and
    of those, others than the one at hand. What nobody else bears counts as borne by half a person, never by none.
    """
    engine.run(f"""
    create or replace table persons as
    select distinct first_root, last_root, born, home, street, lives, first, last from {records}""")
    engine.run(f"create or replace table common as select uid from {records}")
    for compared in _valued():
        _add_value(engine, compared, records)
    _add_names(engine, records)


def rarity() -> str:
    """How much likelier than usual strangers are to share what a pair `p` shares, from the `common` row `c`, in SQL."""
    shared = [
        f"case when p.{compared.id} in ({_listed(compared.places('value'))}) then c.{compared.id} else 1.0 end"
        for compared in _valued()
    ]
    return " * ".join([*shared, f"case when {_both_names()} then c.names else 1.0 end"])


def _valued() -> list[Compared]:
    return [compared for compared in settings().comparison if compared.value]


def _listed(places: list[int]) -> str:
    return ", ".join(map(str, places))


def _both_names() -> str:
    named = [compared for compared in settings().comparison if compared.id in ("forename", "surname")]
    return " and ".join(f"p.{compared.id} in ({_listed(compared.places('value'))})" for compared in named)


def _add_value(engine: Engine, compared: Compared, records: str) -> None:
    apart = ", ".join(compared.borne_by)
    engine.run(f"""
    create or replace table common as
    with held as (
      select {compared.value} as k, greatest(count(distinct ({apart})), 1) as n,
        greatest(count(distinct ({apart})) - 1, 0.5) as others
      from persons where {compared.value} is not null group by 1
    ),
    usual as (select sum(n * others) / sum(n) as n from held) -- whole halves, so that order changes nothing
    select c.*, coalesce(h.others / (select n from usual), 1.0)::double as {compared.id}
    from common c join {records} p on p.uid = c.uid left join held h on h.k = p.{compared.value}""")


def _add_names(engine: Engine, records: str) -> None:
    """How much commoner a forename and surname are together than each by itself would have it.

    Counted by the years of birth of those who bear both, two fewer, which may be the two that are compared.
    """
    engine.run(f"""
    create or replace table common as
    with everybody as (select count(*) as n from persons where first is not null and last is not null),
    firsts as (select first, count(*) as n from persons where last is not null group by 1),
    lasts as (select last, count(*) as n from persons where first is not null group by 1),
    both_ as (
      select first, last, count(distinct left(born, 4)) as years
      from persons where first is not null and last is not null and born is not null group by 1, 2
    ),
    joint as (
      select b.first, b.last, greatest(1.0, (b.years - 2) * e.n / (f.n * l.n)) as n
      from both_ b cross join everybody e join firsts f on f.first = b.first join lasts l on l.last = b.last
      where b.years > 2
    )
    select c.*, coalesce(j.n, 1.0)::double as names
    from common c join {records} p on p.uid = c.uid
    left join joint j on j.first = p.first and j.last = p.last""")
