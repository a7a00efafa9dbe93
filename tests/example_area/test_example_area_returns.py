"""The returns as `conspectus check` sees them: every planted fault is found, and nothing else is wrong."""

from pathlib import Path

import polars as pl
import pytest

from conspectus.example_area.district import District
from conspectus.example_area.faults import FAULTS
from conspectus.example_area.settings import senders
from conspectus.records.returns import Checked, check

FOUND_AS = {
    "impossible_date": "date-unreadable",
    "unknown_person": "person-unknown",
    "unknown_word": "event-unknown",
    "no_date": "started-missing",
}


@pytest.fixture(scope="module")
def checked(made: Path) -> Checked:
    return check(made / "returns")


def test_only_the_planted_faults_are_errors_and_each_is_one(checked: Checked) -> None:
    # A row of an unknown word is dated before everything, and so before some children were born.
    errors = checked.issues.filter((pl.col("severity") == "error") & (pl.col("rule") != "event-before-birth"))
    planted = [sender.sender for sender in senders().values() if sender.format != "parquet"]
    expected = sorted((name, rule) for name in planted for rule in FOUND_AS.values())
    assert {*FOUND_AS, "same_event_twice"} == set(FAULTS)
    assert sorted(errors.select("sender", "rule").rows()) == expected
    repeated = (
        checked.issues.filter(pl.col("rule") == "row-repeated")
        .group_by("sender")
        .agg(pl.col("file").n_unique())
    )
    assert dict(repeated.rows()) == dict.fromkeys(planted, 2)  # a person and an event each


def test_rows_used_are_exactly_the_rows_of_the_truth(
    checked: Checked, made: Path, imagined: District
) -> None:
    rows = {row.ref for sent in imagined.sent.values() for row in sent}
    assert set(checked.events["event_ref"]) == rows and checked.events.height == len(rows)
    people = pl.read_csv(made / "truth" / "people.csv").select("sender", "person_id")
    assert sorted(checked.people.select("sender", "person_id").rows()) == sorted(people.rows())


def test_words_outcomes_and_days_come_back_as_they_were_meant(checked: Checked, imagined: District) -> None:
    meant = {row.ref: row for sent in imagined.sent.values() for row in sent}
    columns = ("event_ref", "event", "outcome", "counterparty", "refers_to", "restricted")
    days = ("started_first_day", "started_last_day", "ended_last_day", "started_precision")
    for (
        ref,
        event,
        outcome,
        party,
        refers,
        restricted,
        first,
        last,
        ended,
        precision,
    ) in checked.events.select(*columns, *days).rows():
        row = meant[ref]
        assert (event, outcome or "", party or "") == (row.event, row.outcome, row.counterparty)
        assert (refers or "") == (row.answers.event_id if row.answers else "")
        assert restricted == row.restricted and precision == row.start.precision
        assert (first, last) == (row.start.first.date(), row.start.last.date())
        assert ended == (row.end.last.date() if row.end else None)
