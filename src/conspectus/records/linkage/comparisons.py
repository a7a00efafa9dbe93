"""How two records are compared, level by level, by Splink."""

from collections.abc import Mapping, Sequence

import splink.comparison_level_library as cll
from splink import Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_library import CustomComparison

from conspectus.records.engine import Engine, spoken
from conspectus.records.linkage.backends import forget, splink_on
from conspectus.records.linkage.blocking import RULES
from conspectus.records.linkage.settings import Compared, settings

# One of the two may be mistyped or cut short; the forms of the other must agree.
EXCHANGED = (  # as a CASE, of which an engine evaluates no more than it needs
    "(case when ("
    "(list_has_any(first_forms_l, last_forms_r) and (list_has_any(last_forms_l, first_forms_r)"
    " or jaro_winkler_similarity(last_l, first_r) >= 0.88))"
    " or (left(first_l, 1) = left(last_r, 1) and list_has_any(last_forms_l, first_forms_r)"
    " and jaro_winkler_similarity(first_l, last_r) >= 0.88)"
    ") and not list_has_any(first_forms_l, first_forms_r) then true else false end)"
)
ONE_UNKNOWN = "({0}_l is null or {0}_r is null)"
# Cheap conditions stand before the dear ones: one slip leaves the first or the last letter, and one half of a number.
ONE_SLIP = (
    "((left({0}_l, 1) = left({0}_r, 1) or right({0}_l, 1) = right({0}_r, 1))"
    " and abs(length({0}_l) - length({0}_r)) <= 1 and damerau_levenshtein({0}_l, {0}_r) <= 1)"
)
ALIKE = "(left({0}_l, 1) = left({0}_r, 1) and jaro_winkler_similarity({0}_l, {0}_r) >= {1})"

# The condition of each level but the last, by comparison; `null` says when nothing can be compared.
CONDITIONS: dict[str, dict[str, str]] = {
    "forename": {
        "null": ONE_UNKNOWN.format("first"),
        "same": "first_l = first_r",
        "variant": "list_has_any(first_forms_l, first_forms_r) or list_has_any(first_forms_l, also_r)"
        " or list_has_any(also_l, first_forms_r)",
        "exchanged": EXCHANGED,
        "close": f"{ALIKE.format('first', 0.9)} or {ONE_SLIP.format('first')}"
        " or (least(length(first_l), length(first_r)) >= 3"
        " and (starts_with(first_l, first_r) or starts_with(first_r, first_l)))"
        " or ((length(first_l) = 1 or length(first_r) = 1) and left(first_l, 1) = left(first_r, 1))",
    },
    "surname": {
        # Exchanged names are one fact, told by the forename.
        "null": f"{ONE_UNKNOWN.format('last')} or {EXCHANGED}",
        "same": "last_l = last_r",
        "part": "list_has_any(last_forms_l, last_forms_r) or list_has_any(last_forms_l, also_r)"
        " or list_has_any(also_l, last_forms_r)",
        "close": f"{ALIKE.format('last', 0.92)} or {ONE_SLIP.format('last')}",
    },
    "born": {
        "null": ONE_UNKNOWN.format("born_from"),
        "same": "born_l = born_r",
        "exchanged": "left(born_l, 4) = left(born_r, 4) and substr(born_l, 6, 2) = substr(born_r, 9, 2)"
        " and substr(born_l, 9, 2) = substr(born_r, 6, 2)",
        "expected": "(unborn_l or unborn_r) and born_from_l <= born_to_r and born_from_r <= born_to_l",
        "compatible": "(loose_l or loose_r) and born_from_l <= born_to_r and born_from_r <= born_to_l",
        "slip": "(left(born_l, 4) = left(born_r, 4) or right(born_l, 5) = right(born_r, 5))"
        " and damerau_levenshtein(born_l, born_r) <= 1"
        " or abs(date_diff('day', born_from_l, born_from_r)) <= 1",
        "near": f"abs(date_diff('year', born_from_l, born_from_r)) < {settings().people.generation}",
    },
    "sex": {"null": ONE_UNKNOWN.format("sex"), "same": "sex_l = sex_r"},
    "home": {
        "null": ONE_UNKNOWN.format("home"),
        "address": "home_l = home_r and street_l = street_r",
        "postcode": "home_l = home_r",
        "sector": "sector_l = sector_r",
    },
    "nhs": {
        "null": ONE_UNKNOWN.format("nhs"),
        "same": "nhs_l = nhs_r",
        "slip": "(left(nhs_l, 5) = left(nhs_r, 5) or right(nhs_l, 5) = right(nhs_r, 5))"
        " and damerau_levenshtein(nhs_l, nhs_r) <= 1",
    },
    "upn": {"null": ONE_UNKNOWN.format("upn"), "same": "upn_l = upn_r"},
}


def _conditions(compared: Compared) -> dict[str, str]:
    """The conditions of a comparison in the order of its levels, `null` before them."""
    own = CONDITIONS[compared.id]
    return {name: own[name] for name in ("null", *(level.id for level in compared.levels[:-1]))}


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
        from (select *, {EXCHANGED} as exchanged from (
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
            blocking_rules_to_generate_predictions=[CustomRule(rule.sql) for rule in RULES],
            retain_matching_columns=True,  # Splink keeps the levels only beside the columns they came from
        )

    def _comparison(self, compared: Compared) -> CustomComparison:
        return self._splinks(compared.id, _conditions(compared))

    def _splinks(self, name: str, conditions: Mapping[str, str]) -> CustomComparison:
        """Conditions as a comparison of Splink's, the last level being everything else."""
        said = {level: spoken(text, dialect=self.engine.dialect) for level, text in conditions.items()}
        null = cll.CustomLevel(said.pop("null")).configure(is_null_level=True)
        levels = [cll.CustomLevel(condition, level) for level, condition in said.items()]
        return CustomComparison(output_column_name=name, comparison_levels=[null, *levels, cll.ElseLevel()])

    def _senders(self) -> dict[str, str]:
        """Level 0 is two senders; then one level for each agency whose sender holds both."""
        same = "sender_l = sender_r and agency_l = '{0}' and agency_r = '{0}'"
        return {
            "null": "sender_l is null or sender_r is null",
            "another sender": "sender_l <> sender_r",
            **{agency: same.format(agency) for agency in self.agencies},
        }

    @staticmethod
    def _place(conditions: Mapping[str, str]) -> str:
        """An expression for a pair's place among the levels: 0 the first, -1 where nothing is known."""
        known = [text.replace(EXCHANGED, "exchanged") for text in conditions.values()]
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
