"""Splink brings together the pairs of a large area that blocking rules name, and compares them."""

from collections.abc import Mapping

import splink.comparison_level_library as cll
from splink import Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_library import CustomComparison
from splink.internals.splink_dataframe import SplinkDataFrame

from conspectus.records.engine import Engine
from conspectus.records.linkage.comparisons import Comparer, conditions
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.splink_engine import release, splink_on


def blocked(comparer: Comparer, *, into: str) -> None:
    """Make table `into`: every pair that a blocking rule brings, compared."""
    engine = comparer.engine
    linker = Linker(
        splink_on(engine).register(comparer.records),
        _model(comparer),
        log_level=None,
        validate_settings=False,
    )
    ((count,),) = engine.rows(f"select count(*) from {comparer.records}")
    comparer.make(into)
    chunks = max(1, count // 100_000)
    for chunk in range(1, chunks + 1):
        found = linker.inference.predict_chunk(
            left_chunk=(chunk, chunks), right_chunk=(1, 1), warning_mode="never"
        )
        _keep(comparer, found.physical_name, into)
        _forget(engine, found)


def _model(comparer: Comparer) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        comparisons=[
            *(_splinks(comparer, known.id, conditions(known)) for known in settings().comparison),
            _splinks(comparer, "same_sender", comparer.senders()),
        ],
        blocking_rules_to_generate_predictions=[CustomRule(rule.sql) for rule in settings().rule],
        retain_matching_columns=True,  # Splink keeps the levels only beside the columns they came from
    )


def _splinks(comparer: Comparer, name: str, levels: Mapping[str, str]) -> CustomComparison:
    """Conditions as a comparison of Splink's, the last level being everything else."""
    said = {level: comparer.engine.dialect.translate(text) for level, text in levels.items()}
    null = cll.CustomLevel(said.pop("unknown")).configure(is_null_level=True)
    known = [cll.CustomLevel(condition, level) for level, condition in said.items()]
    return CustomComparison(output_column_name=name, comparison_levels=[null, *known, cll.ElseLevel()])


def _keep(comparer: Comparer, found: str, into: str) -> None:
    """Splink numbers levels from the worst, 0; here they are places from the best, -1 where nothing is known."""
    tops = [len(compared.levels) - 1 for compared in settings().comparison] + [len(comparer.agencies) + 1]
    places = ", ".join(
        f"case when gamma_{column} = -1 then -1 else {top} - gamma_{column} end"
        for column, top in zip(comparer.columns, tops, strict=True)
    )
    comparer.engine.run(
        f"insert into {into} select least(uid_l, uid_r), greatest(uid_l, uid_r), {places} from {found}"
    )


def _forget(engine: Engine, found: SplinkDataFrame) -> None:
    """Let go of a table that Splink made."""
    release(engine, found.physical_name)
    found.drop_table_from_database_and_remove_from_cache()
