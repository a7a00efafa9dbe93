"""Linkage against Splink's ready comparisons on one made-up area: `python benchmarks/linkage.py [RECORDS] [SEED]`.

The peer is given the truth to choose its threshold; Conspectus is given nothing. Both block by the same rules.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

from conspectus.records.engine import DuckDBEngine
from conspectus.records.linkage import link
from conspectus.records.linkage.blocking import RULES
from conspectus.records.linkage.clusters import components
from conspectus.records.linkage.people import comparable

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.records.linkage.linkage_made_up import Measured, make, measured, senders

Truth = dict[tuple[str, str], str]


def main(records: int, seed: int) -> None:
    people, relationships, truth = make(records, seed)
    say(f"{people.height:,} records of {len(set(truth.values())):,} people, seven senders, seed {seed}")
    began = time.perf_counter()
    weights, order = ready(people)
    best, threshold = max(
        ((measured(truth, found), at) for at, found in at_thresholds(weights, order)),
        key=lambda pair: pair[0].f1,
    )
    say(
        f"Splink's ready comparisons, best threshold ({threshold} bits): {best}, {time.perf_counter() - began:.1f} s"
    )
    ours, seconds = conspectus(people, relationships, truth)
    say(f"Conspectus, three classes, no threshold chosen: {ours}, {seconds:.1f} s")
    say(f"mistakes left: {(1 - ours.f1) / (1 - best.f1):.2f} of the peer's")


def conspectus(people: pl.DataFrame, relationships: pl.DataFrame, truth: Truth) -> tuple[Measured, float]:
    """Precision, recall and seconds of `link`."""
    with DuckDBEngine() as engine:
        engine.put("people", people)
        engine.put("relationships", relationships)
        engine.put("senders", senders(people))
        began = time.perf_counter()
        link(engine)
        seconds = time.perf_counter() - began
        found = {
            (sender, ref): child
            for sender, ref, child in engine.rows("select sender, person_id, child_id from links")
        }
    return measured(truth, found), seconds


def ready(people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Weights of pairs (l, r, weight) by Splink's ready comparisons, and the records in order of `uid`."""
    table = comparable(people).with_columns(
        postcode=pl.col("home"), nhs_number=pl.col("nhs"), forename=pl.col("first"), surname=pl.col("last")
    )
    with DuckDBEngine() as engine:
        engine.put("ready", table)
        api = DuckDBAPI(engine.connection)
        linker = Linker(api.register("ready"), ready_model(), log_level=None)
        train(linker)
        found = linker.inference.predict(threshold_match_weight=-10, warning_mode="never").physical_name
        weights = engine.frame(f"select uid_l as l, uid_r as r, match_weight as weight from {found}")
    return weights, table.select("uid", "sender", "person_id")


def ready_model() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        comparisons=[
            cl.NameComparison("forename"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nhs_number"),
            cl.ExactMatch("upn"),
        ],
        blocking_rules_to_generate_predictions=[CustomRule(rule.sql) for rule in RULES],
    )


def train(linker: Linker) -> None:
    linker.training.estimate_probability_two_random_records_match(
        [block_on("nhs_number"), block_on("forename", "surname", "born"), block_on("upn")], recall=0.65
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for columns in (("born", "sex"), ("forename", "surname"), ("postcode", "born")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns), estimate_without_term_frequencies=True
        )


def at_thresholds(weights: pl.DataFrame, order: pl.DataFrame) -> Iterator[tuple[float, Truth]]:
    """Groups at each threshold, as connected components."""
    refs = list(order.sort("uid").select("sender", "person_id").iter_rows())
    for threshold in np.arange(-6.0, 24.5, 1.0):
        groups = components(len(refs), weights.filter(pl.col("weight") > threshold))
        yield float(threshold), {ref: str(group) for ref, group in zip(refs, groups, strict=True)}


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
