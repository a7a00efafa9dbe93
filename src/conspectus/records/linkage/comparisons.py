"""How two records are compared, level by level, by Splink; the levels are data (`linkage.toml`)."""

from collections.abc import Mapping, Sequence

import splink.comparison_level_library as cll
from splink import Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_library import CustomComparison

from conspectus.records.engine import Engine, spoken
from conspectus.records.linkage.backends import forget, splink_on
from conspectus.records.linkage.settings import Compared, settings


def _conditions(compared: Compared) -> dict[str, str]:
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
        self.columns = [*(compared.id for compared in settings().comparison), "same_sender"]
        self._api = splink_on(engine)
        self._linker = Linker(
            self._api.register(records), self._model(), log_level=None, validate_settings=False
        )

    def blocked(self, *, into: str) -> None:
        """Compare every pair that a blocking rule brings; comes before `given`, as Splink has it."""
        ((count,),) = self.engine.rows(f"select count(*) from {self.records}")
        self._make(into)
        chunks = max(1, count // 100_000)
        for chunk in range(1, chunks + 1):
            found = self._linker.inference.predict_chunk(
                left_chunk=(chunk, chunks), right_chunk=(1, 1), warning_mode="never"
            )
            self._keep(found.physical_name, into)
            forget(self.engine, found)

    def given(self, *, pairs: str, into: str) -> None:
        """Compare the pairs of a table (join_key_l, join_key_r): the levels that Splink gives, and nothing else.

        Splink would keep beside each pair's levels both records and a weight, which takes longer than comparing.
        """
        self._make(into)
        columns = [column for column in self.engine.columns(self.records) if column != "ref"]
        sides = ", ".join(f"{side}.{column} as {column}_{side}" for column in columns for side in "lr")
        levels = [self._place(_conditions(compared)) for compared in settings().comparison]
        self.engine.run(f"""
        insert into {into}
        select least(uid_l, uid_r), greatest(uid_l, uid_r), {", ".join([*levels, self._place(self._senders())])}
        from (select *, {_exchanged()} as exchanged from (
          select {sides} from {pairs} p
          join {self.records} l on l.uid = p.join_key_l join {self.records} r on r.uid = p.join_key_r))""")

    def _model(self) -> SettingsCreator:
        return SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="uid",
            comparisons=[
                *(self._comparison(compared) for compared in settings().comparison),
                self._splinks("same_sender", self._senders()),
            ],
            blocking_rules_to_generate_predictions=[CustomRule(rule.sql) for rule in settings().rule],
            retain_matching_columns=True,  # Splink keeps the levels only beside the columns they came from
        )

    def _comparison(self, compared: Compared) -> CustomComparison:
        return self._splinks(compared.id, _conditions(compared))

    def _splinks(self, name: str, conditions: Mapping[str, str]) -> CustomComparison:
        """Conditions as a comparison of Splink's, the last level being everything else."""
        said = {level: spoken(text, dialect=self.engine.dialect) for level, text in conditions.items()}
        null = cll.CustomLevel(said.pop("unknown")).configure(is_null_level=True)
        levels = [cll.CustomLevel(condition, level) for level, condition in said.items()]
        return CustomComparison(output_column_name=name, comparison_levels=[null, *levels, cll.ElseLevel()])

    def _senders(self) -> dict[str, str]:
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

    def _make(self, into: str) -> None:
        columns = ", ".join(f"{column} tinyint" for column in self.columns)
        self.engine.run(f"create or replace table {into} (l bigint, r bigint, {columns})")

    def _keep(self, found: str, into: str) -> None:
        """Splink numbers levels from the worst, 0; here they are places from the best, -1 where nothing is known."""
        tops = [len(compared.levels) - 1 for compared in settings().comparison] + [len(self.agencies) + 1]
        places = ", ".join(
            f"case when gamma_{column} = -1 then -1 else {top} - gamma_{column} end"
            for column, top in zip(self.columns, tops, strict=True)
        )
        self.engine.run(
            f"insert into {into} select least(uid_l, uid_r), greatest(uid_l, uid_r), {places} from {found}"
        )
