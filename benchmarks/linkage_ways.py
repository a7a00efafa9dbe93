"""The two ways of linking that `benchmarks.linkage` compares; each reads a folder of Parquet and writes into it.

The peer is Splink with its ready comparisons, trained as its documentation says, over the same records and the
same blocking rules. It is not asked to group, explain or keep anything: it weighs pairs, and is done.
"""

from pathlib import Path

import polars as pl
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

from conspectus.records.engine import DuckDBEngine
from conspectus.records.linkage import link
from conspectus.records.linkage.blocking import random_pairs, shown
from conspectus.records.linkage.by_splink import blocked
from conspectus.records.linkage.commonness import common
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.people import comparable
from conspectus.records.linkage.settings import settings
from conspectus.records.linkage.weights import learned


def ours(folder: str) -> None:
    """`link`, as a build does it: groups, reasons, questions and children."""
    with DuckDBEngine() as engine:
        for table in ("people", "relationships", "senders"):
            engine.put(table, pl.read_parquet(Path(folder) / f"{table}.parquet"))
        link(engine)
        engine.frame("select sender, person_id, child_id from links").write_parquet(
            Path(folder) / "ours.parquet"
        )


def ready(folder: str) -> None:
    """Weights of pairs (l, r, weight) by Splink's ready comparisons, and the records in order of `uid`."""
    table = comparable(pl.read_parquet(Path(folder) / "people.parquet")).filter("named")
    table = table.with_columns(postcode="home", nhs_number="nhs", forename="first", surname="last")
    with DuckDBEngine() as engine:
        engine.put("ready", table)
        api = DuckDBAPI(engine.connection)
        linker = Linker(api.register("ready"), ready_model(table), log_level=None)
        train(linker, table)
        found = linker.inference.predict(threshold_match_weight=-10, warning_mode="never").physical_name
        engine.frame(
            f"select uid_l as l, uid_r as r, match_weight as weight from {found} where match_weight > -6"
        ).write_parquet(Path(folder) / "ready.parquet")
    table.select("uid", "sender", "person_id").write_parquet(Path(folder) / "ready_order.parquet")


def ready_model(table: pl.DataFrame) -> SettingsCreator:
    """Splink's own comparison for each kind of column that the records fill."""
    comparisons = {
        "forename": cl.NameComparison("forename"),
        "surname": cl.NameComparison("surname"),
        "born": cl.DateOfBirthComparison("born", input_is_string=True),
        "postcode": cl.PostcodeComparison("postcode"),
        "street": cl.JaroWinklerAtThresholds("street"),
        "sex": cl.ExactMatch("sex"),
        "nhs_number": cl.ExactMatch("nhs_number"),
        "upn": cl.ExactMatch("upn"),
    }
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        comparisons=[made for column, made in comparisons.items() if filled(table, column)],
        blocking_rules_to_generate_predictions=[CustomRule(rule.sql) for rule in settings().rule],
    )


def train(linker: Linker, table: pl.DataFrame) -> None:
    """How likely a match is by three sure rules, strangers from random pairs, matches by EM over three blocks."""
    sure = (("nhs_number",), ("forename", "surname", "born"), ("upn",))
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*columns) for columns in sure if filled(table, *columns)], recall=0.65
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for columns in (("born", "sex"), ("forename", "surname"), ("postcode", "born")):
        if filled(table, *columns):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), estimate_without_term_frequencies=True
            )


def filled(table: pl.DataFrame, *columns: str) -> bool:
    """Whether anybody has sent something in each of these columns."""
    return all(table[column].null_count() < table.height for column in columns)


def estimated(people: pl.DataFrame) -> float:
    """How many pairs of records are one person's, as the model believes before it groups any."""
    records = comparable(people).filter("named")
    with DuckDBEngine() as engine:
        engine.put("records", records)
        comparer = Comparer(engine, records="records", agencies=sorted(records["agency"].unique()))
        blocked(comparer, into="blocked")
        random_pairs(engine, records="records", into="at_random")
        comparer.given(pairs="at_random", into="random")
        common(engine, records="records")
        model = learned(engine, comparer, blocked="blocked", random="random", shown=shown(records))
        return model.classes.pairs["m"]


WAYS = {"ours": ours, "ready": ready}
