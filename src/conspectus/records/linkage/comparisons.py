"""How two records are compared, level by level; the levels are data (`linkage.toml`)."""

from collections.abc import Mapping, Sequence

from conspectus.records.engine import Engine
from conspectus.records.linkage.backends import with_functions
from conspectus.records.linkage.settings import Compared, settings


def conditions(compared: Compared) -> dict[str, str]:
    """The conditions of a comparison in the order of its levels, `unknown` before them."""
    return {level: settings().condition(compared, level) for level in compared.when}


def _exchanged() -> str:
    """The dearest condition, which two comparisons share: it is evaluated once for a pair."""
    return settings().phrase["exchanged"]


class Comparer:
    """Compares records of one table; gives tables of pairs with one column of level places a comparison."""

    def __init__(self, engine: Engine, *, records: str, agencies: Sequence[str]) -> None:
        self.engine = engine
        self.records = records
        self.agencies = list(agencies)
        with_functions(engine)
        self.columns = [*(compared.id for compared in settings().comparison), "same_sender"]

    def given(self, *, pairs: str, into: str) -> None:
        """Compare the pairs of a table (join_key_l, join_key_r): the levels that Splink gives, and nothing else.

        Splink would keep beside each pair's levels both records and a weight, which takes longer than comparing.
        """
        self.make(into)
        columns = [column for column in self.engine.columns(self.records) if column != "ref"]
        sides = ", ".join(f"{side}.{column} as {column}_{side}" for column in columns for side in "lr")
        levels = [self._place(conditions(compared)) for compared in settings().comparison]
        self.engine.run(f"""
        insert into {into}
        select least(uid_l, uid_r), greatest(uid_l, uid_r), {", ".join([*levels, self._place(self.senders())])}
        from (select *, {_exchanged()} as exchanged from (
          select {sides} from {pairs} p
          join {self.records} l on l.uid = p.join_key_l join {self.records} r on r.uid = p.join_key_r))""")

    def senders(self) -> dict[str, str]:
        """Level 0 is two senders; then one level for each agency whose sender holds both."""
        same = "sender_l = sender_r and agency_l = '{0}' and agency_r = '{0}'"
        return {
            "unknown": "sender_l is null or sender_r is null",
            "another sender": "sender_l <> sender_r",
            **{agency: same.format(agency) for agency in self.agencies},
        }

    @staticmethod
    def _place(conditions: Mapping[str, str]) -> str:
        """An expression for a pair's place among the levels: 0 the first, -1 where nothing is known."""
        known = [text.replace(_exchanged(), "exchanged") for text in conditions.values()]
        cases = " ".join(f"when {text} then {place}" for place, text in enumerate(known, start=-1))
        return f"case {cases} else {len(known) - 1} end"

    def make(self, into: str) -> None:
        """Make an empty table of pairs."""
        columns = ", ".join(f"{column} tinyint" for column in self.columns)
        self.engine.run(f"create or replace table {into} (l bigint, r bigint, {columns})")
