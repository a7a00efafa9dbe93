"""Pairs that an earlier build compared: taken over where both records are as they were, and kept for the next build.

What a pair shows depends on the columns of its two records and on nothing else: columns that hang on how many others
bear a value (`names_rare`, `born_few`) are columns as well. So does whether a rule brings it. What is learned from all
pairs, how common a value is and how much a pair weighs are worked out anew from all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from conspectus.records.engine import Engine, literal
from conspectus.records.linkage.blocking import random_pairs
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.settings import settings

# Tables of an engine that a build keeps for the next, and what that one calls them.
KEPT = ("kept_records", "kept_random", "kept_brought")
EARLIER = ("earlier_records", "earlier_random", "earlier_brought")

MOST = 0.25  # where more records changed than this to one unchanged, all are compared

# Both records stand in the order of before, as what they are ordered by is the same, so no pair turns round.
KNOWN = """
create or replace table {into} as
select a.uid as l, b.uid as r, p.levels from {earlier} p
join unchanged a on a.before = p.l join unchanged b on b.before = p.r"""


# Which pairs are taken at random depends on the records' names alone, their numbers on the order of these.
OTHERS = """
select 1 from {records} n full join earlier_records b on b.uid = n.uid and b.ref = n.ref
where n.uid is null or b.uid is null limit 1
"""
AS_BEFORE = "select cast(l as bigint) as join_key_l, cast(r as bigint) as join_key_r from earlier_random"


@dataclass(frozen=True)
class Taken:
    """How many compared pairs came from the build before, and how many there are."""

    pairs: int = 0
    of: int = 0


NOTHING_TAKEN = Taken()


class Known:
    """What was compared before, among the records that are compared now."""

    def __init__(self, casebook: Engine, comparer: Comparer) -> None:
        """Take from `casebook` the tables of EARLIER, where they are; `comparer` has the engine that compares.

        On a cluster nothing is taken over, nor kept.
        """
        self.casebook, self.comparer, self.engine = casebook, comparer, comparer.engine
        self.taken, self.there = NOTHING_TAKEN, False
        if not self.engine.dialect.distributed:
            self.engine.run(f"create or replace table prints as {_prints(comparer)}")
            self.there = set(EARLIER) <= set(casebook.tables()) and self._most_are_unchanged()

    def _most_are_unchanged(self) -> bool:
        """Tell the records that are as they were, by their number now and before; whether it is worth the looking."""
        for name in EARLIER:
            self.engine.put(name, self.casebook.frame(f"select * from {name}"))
        self.engine.run("""
        create or replace table unchanged as
        select n.uid, o.uid as before from prints n join earlier_records o on o.ref = n.ref and o.print = n.print""")
        self.engine.run(f"""
        create or replace table changed as
        select p.* from {self.comparer.records} p anti join unchanged u on u.uid = p.uid""")
        [(unchanged, changed)] = self.engine.rows(
            "select (select count(*) from unchanged), (select count(*) from changed)"
        )
        return bool(changed <= unchanged * MOST)

    def at_random(self, *, into: str) -> None:
        """Make table `into` of pairs at random: those of before, where they were taken from the same records."""
        if self.there and not self.engine.rows(OTHERS.format(records=self.comparer.records)):
            self.engine.run(f"create or replace view {into} as {AS_BEFORE}")
        else:
            random_pairs(self.engine, records=self.comparer.records, into=into)

    def given(self, *, pairs: str, into: str) -> None:
        """Compare the pairs of a table, as `Comparer.given` does, save those whose levels are known."""
        if not self.there:
            self.comparer.given(pairs=pairs, into=into)
            return
        self._put_known("earlier_random")
        self.engine.run(f"""
        create or replace table met as
        select x.join_key_l, x.join_key_r, k.levels
        from {pairs} x left join known k on k.l = x.join_key_l and k.r = x.join_key_r""")
        self.engine.run("create or replace view not_known as select * from met where levels is null")
        self.comparer.given(pairs="not_known", into=into)
        self._add(into, "(select join_key_l as l, join_key_r as r, levels from met where levels is not null)")

    def brought(self, *, into: str) -> None:
        """Make table `into`: pairs that blocking rules bring, compared; only where `there`."""
        self._put_known("earlier_brought")
        rules = " union ".join(_of_changed(rule.sql, self.comparer.records) for rule in settings().rule)
        self.engine.run(f"create or replace table brought_anew as {rules}")
        self.comparer.given(pairs="brought_anew", into=into)
        self._add(into, "known")

    def _put_known(self, earlier: str) -> None:
        self.engine.run(KNOWN.format(into="known", earlier=earlier))

    def _add(self, into: str, known: str) -> None:
        """Add known pairs to those that were compared."""
        levels = ", ".join(unpacked(self.comparer.columns))
        [(compared,)] = self.engine.rows(f"select count(*) from {into}")
        self.engine.run(f"insert into {into} select l, r, {levels} from {known}")
        [(of,)] = self.engine.rows(f"select count(*) from {into}")
        self.taken = Taken(self.taken.pairs + of - compared, self.taken.of + of)

    def keep(self, *, random: str, brought: str) -> None:
        """Make the tables of KEPT in the casebook's engine, from pairs at random and those that rules brought."""
        if self.engine.dialect.distributed:
            keep_nothing(self.casebook)
            return
        levels = packed(self.comparer.columns)
        self.casebook.put(KEPT[0], self.engine.frame("select uid, ref, print from prints"))
        for name, pairs in zip(KEPT[1:], (random, brought), strict=True):
            rows = f"select cast(l as integer) as l, cast(r as integer) as r, {levels} as levels from {pairs}"
            self.casebook.put(name, self.engine.frame(rows))


def packed(columns: Sequence[str]) -> str:
    """An expression for one number that holds all levels of a pair: one column is kept faster than a dozen."""
    bits = _bits(columns)
    return " | ".join(
        f"(cast({column} + 1 as bigint) << {bits * place})" for place, column in enumerate(columns)
    )


def unpacked(columns: Sequence[str]) -> list[str]:
    """The expressions for the levels in `levels`, which `packed` made."""
    bits = _bits(columns)
    return [
        f"cast(((levels >> {bits * place}) & {2**bits - 1}) - 1 as tinyint) as {column}"
        for place, column in enumerate(columns)
    ]


def _bits(columns: Sequence[str]) -> int:
    """How many bits of the number each level has."""
    return 63 // len(columns)


def _prints(comparer: Comparer) -> str:
    """A hash of each record with all that is compared of it; agencies number the levels of `same_sender`.

    It needs to tell a record from what it was, one other, so that 64 bits are enough.
    """
    # Of a list as text, as DuckDB gives an empty list the hash of none.
    told = ", ".join(
        f"cast({name} as varchar)" for name in comparer.engine.columns(comparer.records) if name != "uid"
    )
    agencies = literal(" ".join(comparer.agencies))
    return f"select uid, ref, hash({agencies}, {told}) as print from {comparer.records}"


def _of_changed(rule: str, records: str) -> str:
    """The pairs of a rule of which one record, at least, is not as it was."""
    return f"""
    select l.uid as join_key_l, r.uid as join_key_r from changed l join {records} r on {rule} where l.uid < r.uid
    union
    select l.uid, r.uid from {records} l join changed r on {rule} where l.uid < r.uid"""


def keep_nothing(casebook: Engine) -> None:
    """Make the tables of KEPT, empty: nothing was compared."""
    casebook.put(KEPT[0], pl.DataFrame(schema={"uid": pl.Int64, "ref": pl.String, "print": pl.UInt64}))
    for name in KEPT[1:]:
        casebook.put(name, pl.DataFrame(schema={"l": pl.Int32, "r": pl.Int32, "levels": pl.Int64}))
