"""The area in each nation: its working days, its duties, and a casebook that agrees with the truth."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.example_area import Wanted, make
from conspectus.example_area.when import lying_in, plus_working
from conspectus.inspection import read
from conspectus.records import pipeline
from conspectus.records.casebook import open_casebook
from conspectus.records.dates import add_working_days
from conspectus.terms import Nation

CHILDREN, SEED = 150, 2
KEY = ("duty", "part", "agency", "trigger_ref", "n")


@pytest.mark.parametrize("nation", Nation)
def test_working_days_are_those_of_the_nation(nation: Nation) -> None:
    days = [date(2025, 1, 1) + timedelta(days=7 * n) for n in range(104)]
    with lying_in(nation):
        assert all(plus_working(day, 11) == add_working_days(day, 11, nation) for day in days)


def test_no_district_is_made_without_one() -> None:
    with pytest.raises(LookupError):
        plus_working(date(2026, 3, 2), 1)


@pytest.mark.parametrize(
    ("nation", "never"),
    [
        (Nation.WALES, {"fgm-report-1-month-wales"}),
        (Nation.SCOTLAND, {"planning-meeting-again-10-working-days-scotland"}),
    ],
)
def test_a_casebook_holds_the_duties_of_its_nation_and_agrees_with_the_truth(
    nation: Nation, never: set[str], tmp_path: Path
) -> None:
    make(tmp_path, Wanted(children=CHILDREN, seed=SEED, nation=nation))
    path, decisions = tmp_path / "casebook.duckdb", tmp_path / "truth" / "links.csv"
    receipt = pipeline.build(tmp_path / "returns", path, links=pipeline.KnownLinks(decisions))
    held = {duty.id for duty in duties().values() if nation in duty.nations}
    with open_casebook(path) as book:
        build = book.picture().build
        defined = book.frame("select id from definitions where kind = 'duty'")["id"]
        owed = book.frame(
            "select duty, part, agency, trigger_ref, coalesce(cast(n as varchar), '') as n, status from obligations"
        )
    truth = pl.read_csv(tmp_path / "truth" / "obligations.csv", infer_schema=False)
    true = truth.select(*KEY, "status").fill_null("")
    assert receipt.nation is build.nation is read(tmp_path / "inspection").inspection.nation is nation
    assert set(defined) == held
    assert held - set(owed["duty"]) == never, (
        "of what this area’s senders tell, every duty is owed by somebody"
    )
    assert sorted(owed.rows()) == sorted(true.rows())
