"""Every number agrees with the truth, where the truth is known."""

from collections.abc import Callable

import polars as pl

from conspectus.records.casebook import Casebook
from tests.whole_way.conftest import Area

KEY = ["duty", "part", "agency", "counterparty", "trigger_ref", "n"]


def obligations(book: Casebook) -> pl.DataFrame:
    """The casebook's obligations as the truth writes them."""
    columns = [*KEY, "status"]
    return book.frame(f"select {', '.join(columns)} from obligations").with_columns(
        pl.col("counterparty").fill_null(""), pl.col("n").cast(pl.String).fill_null("")
    )


def true_obligations(area: Area) -> pl.DataFrame:
    return (
        area.truth("obligations")
        .select([*KEY, "status"])
        .with_columns(pl.col("n", "counterparty").fill_null(""))
    )


def members(book: Casebook) -> pl.DataFrame:
    return book.frame("select sender, person_id, child_id from links")


def test_with_true_links_the_people_are_exactly_the_true_people(area: Area, truly: Casebook) -> None:
    both = members(truly).join(area.truth("people"), on=["sender", "person_id"], how="full", coalesce=True)
    assert both.null_count().sum_horizontal().item() == 0
    assert (
        both.select("child", "child_id").unique().height
        == both["child"].n_unique()
        == both["child_id"].n_unique()
    )


def test_with_true_links_every_obligation_is_the_true_one(area: Area, truly: Casebook) -> None:
    got, true = obligations(truly), true_obligations(area)
    both = got.join(true, on=KEY, how="full", suffix="_true", coalesce=True)
    wrong = both.filter(~pl.col("status").eq_missing(pl.col("status_true")))
    assert true.height > 1_000
    assert wrong.is_empty(), wrong.sort(KEY).head(20).to_dicts()


def test_with_true_links_every_silo_gap_is_the_true_one(area: Area, truly: Casebook) -> None:
    true = area.truth("silo_gaps").filter(pl.col("gap") == "yes")
    got = truly.frame(
        "select gap_id, cast(visible_on as varchar) as visible_on, cast(acted_on as varchar) as acted_on from silo_gaps"
    )
    expected = true.select(
        gap_id=pl.format("{}:{}", "pattern", "event_ref"), visible_on="visible_on", acted_on="acted_on"
    )
    assert sorted(got.fill_null("").rows()) == sorted(expected.fill_null("").rows())
    assert got.height >= 1


def pairs(people: pl.DataFrame, child: str) -> set[tuple[str, ...]]:
    """Every pair of records said to be one person."""
    keyed = people.select(child=child, record=pl.format("{}/{}", "sender", "person_id"))
    joined = keyed.join(keyed, on="child").filter(pl.col("record") < pl.col("record_right"))
    return set(joined.select("record", "record_right").rows())


def test_links_without_the_truth_are_nearly_the_true_ones(
    area: Area, ours: Casebook, record_property: Callable[[str, object], None]
) -> None:
    got, true = pairs(members(ours), "child_id"), pairs(area.truth("people"), "child")
    precision, recall = len(got & true) / len(got), len(got & true) / len(true)
    record_property(
        "figure", f"links: precision {precision:.4f}, recall {recall:.4f} over {len(true):,} true pairs"
    )
    assert precision > 0.97 and recall > 0.95


def test_obligations_without_the_truth_are_nearly_the_true_ones(
    area: Area, ours: Casebook, record_property: Callable[[str, object], None]
) -> None:
    got, true = set(obligations(ours).rows()), set(true_obligations(area).rows())
    precision, recall = len(got & true) / len(got), len(got & true) / len(true)
    record_property(
        "figure",
        f"obligations: precision {precision:.4f}, recall {recall:.4f} over {len(true):,} true obligations",
    )
    assert precision > 0.95 and recall > 0.95


def test_the_receipt_adds_up(ours: Casebook) -> None:
    files = ours.frame("select * from files")
    assert (files["rows_in"] == files["rows_used"] + files["rows_set_aside"]).all()
    aside = ours.frame("select sender, file, sheet, count(*) as n from set_aside group by all")
    joined = files.join(aside, on=["sender", "file", "sheet"], how="left").with_columns(
        pl.col("n").fill_null(0)
    )
    assert (joined["rows_set_aside"] == joined["n"]).all()
    assert files["rows_set_aside"].sum() > 0


def test_seven_children_show_every_agency(ours: Casebook) -> None:
    sample = ours.frame("select * from sample")
    shown = sample["agencies"].explode().value_counts()
    assert sample.height == 7
    assert shown.height == 7 and (shown["count"] >= 2).all(), shown
