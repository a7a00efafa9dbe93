"""The duty language on its own, as an analyst runs it."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.cli.duties import _duties
from conspectus.definitions import SHIPPED, duties
from tests.commands import conspectus, within
from tests.definitions.test_definition_errors import GOOD

KEYS = [
    "duty", "agency", "obligations", "met", "late", "missed", "not_yet_due", "exempt", "indeterminate",
    "decided_not_to_share", "not_evaluated", "share_met", "bounds", "interval", "median_time", "unit",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "duties").mkdir()
    (tmp_path / "duties" / "ours.toml").write_text(GOOD, encoding="utf-8")
    rows = [
        ("1", "a", "2026-03-02T10:00"), ("1", "b", "2026-03-02T13:00"),  # at the limit: met
        ("2", "a", "2026-03-02T10:00"), ("2", "b", "2026-03-02T13:01"),  # late
        ("3", "a", "2026-03-02T10:00"), ("3", "b", "2026-03-02"),  # a day without a time: cannot be told
        ("4", "a", "2026-03-02T10:00"),  # missed
    ]  # fmt: skip
    table = pl.DataFrame(rows, schema=["child_id", "event", "started"], orient="row")
    table.write_csv(tmp_path / "events.csv")
    table.write_parquet(tmp_path / "events.parquet")
    return tmp_path


@pytest.mark.parametrize("events", ["events.csv", "events.parquet"])
def test_run_gives_the_promised_figures(folder: Path, events: str) -> None:
    text = conspectus(
        "duties", "run", "--duties", folder / "duties", "--events", folder / events, "--as-of", "2026-03-31",
        "--nation", "england", "--format", "json",
    )  # fmt: skip
    [row] = json.loads(text)
    assert list(row) == KEYS
    assert {key: row[key] for key in KEYS[2:8]} == {
        "obligations": 4, "met": 1, "late": 1, "missed": 1, "not_yet_due": 0, "exempt": 0,
    }  # fmt: skip
    assert (row["indeterminate"], row["agency"], row["unit"]) == (1, "police", "hours")
    assert row["share_met"] == pytest.approx(1 / 3)
    assert row["bounds"] == pytest.approx([1 / 4, 2 / 4])


def test_a_duty_that_nothing_triggered_is_told_with_zeros(folder: Path) -> None:
    (folder / "duties" / "ours.toml").write_text(GOOD.replace('"a"', '"z"'), encoding="utf-8")
    table = (folder / "events.csv").read_text(encoding="utf-8").replace(",a,", ",arrest,")
    (folder / "events.csv").write_text(table, encoding="utf-8")
    [row] = json.loads(
        conspectus(
            "duties",
            "run",
            "--duties",
            folder / "duties",
            "--events",
            folder / "events.csv",
            "--nation",
            "england",
            "--format",
            "json",
        )
    )
    assert (row["obligations"], row["share_met"], row["agency"]) == (0, None, "police")


def test_check_fails_where_an_example_does_not_hold(folder: Path) -> None:
    example = (
        '[[example]]\ntitle = "wrong"\ngiven = ["2026-03-02T10:00 a"]\nas_of = 2026-03-31\nthen = ["met"]\n'
    )
    (folder / "duties" / "ours.toml").write_text(GOOD + example, encoding="utf-8")
    assert "gives missed, not met" in conspectus("duties", "check", "--duties", folder / "duties", expect=1)


def test_run_says_that_a_duty_does_not_hold_in_the_nation_asked(folder: Path) -> None:
    words = [
        "duties",
        "run",
        "--duties",
        folder / "duties",
        "--events",
        folder / "events.csv",
        "--format",
        "json",
    ]
    asked = {nation: CliRunner().invoke(app, [*map(str, words), "--nation", nation]) for nation in NATIONS}
    assert "ours was not evaluated: it holds in england, not in wales" in " ".join(
        asked["wales"].stderr.split()
    )
    assert asked["england"].stderr == ""
    [row] = json.loads(asked["wales"].stdout)
    assert list(row) == KEYS and row["obligations"] == 0


NATIONS = ("england", "wales")


def test_check_notes_a_word_that_no_return_holds(folder: Path) -> None:
    slip = GOOD.replace('"a"', '"referal"').replace('"b"', '"referral_decision"')
    (folder / "duties" / "ours.toml").write_text(slip, encoding="utf-8")
    text = " ".join(conspectus("duties", "check", "--duties", folder / "duties").split())
    assert "Note: ours: no return holds the event word 'referal'" in text and "Did you mean referral?" in text
    assert "referral_decision" not in text


def test_check_notes_no_word_of_a_shipped_duty(tmp_path: Path) -> None:
    """Without their examples, which `tests/records/duties/test_duty_examples.py` executes one by one."""
    for file in (SHIPPED / "duties").glob("*.toml"):
        duty, _, _ = file.read_text(encoding="utf-8").partition("[[example]]")
        (tmp_path / file.name).write_text(duty, encoding="utf-8")
    said = conspectus("duties", "check", "--duties", tmp_path)
    assert said == f"{len(duties())} duties, 0 examples, 0 failing.\n"
    assert _duties(None) == duties(), "those that are checked where no file is named"


def test_a_table_without_a_column_says_which(folder: Path) -> None:
    (folder / "events.csv").write_text("child_id,event\n1,a\n", encoding="utf-8")
    words = ("duties", "run", "--duties", folder / "duties", "--events", folder / "events.csv")
    said = within(*words, "--nation", "england")
    assert said.code == 2 and "started" in said.err


def test_run_has_no_nation_of_its_own(folder: Path) -> None:
    said = within("duties", "run", "--duties", folder / "duties", "--events", folder / "events.csv")
    assert (said.code, said.out) == (2, "")
    assert "of which nation the area is" in said.err and "--nation" in said.err


def test_explain_prints_the_query(folder: Path) -> None:
    assert "ASOF" in conspectus("duties", "explain", "icpc-15-working-days", "--sql", "duckdb")
    assert "held on day 15" in conspectus("duties", "explain", "icpc-15-working-days")


def test_explain_prints_the_query_for_either_engine() -> None:
    printed = conspectus("duties", "explain", "icpc-15-working-days", "--sql", "spark")
    assert "ASOF" not in printed and "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW" in printed
    conspectus("duties", "explain", "icpc-15-working-days", "--sql", "oracle", expect=2)
