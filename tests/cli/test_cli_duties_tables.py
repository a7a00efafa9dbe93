"""`conspectus duties run` on tables as systems export them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from conspectus.cli import app
from conspectus.definitions import SHIPPED
from conspectus.errors import ConspectusError

S, C = "strategy_discussion", "initial_conference"
BASE = {"child_id": [1, 1], "event": [S, C], "outcome": ["section_47", None]}


def _run(table: Path, *more: str, duty: str = "icpc-15-working-days") -> Result:
    path = SHIPPED / "duties" / f"{duty}.toml"
    words = ["duties", "run", "--duties", str(path), "--events", str(table), "--nation", "england", *more]
    return CliRunner().invoke(app, [*words, "--format", "json"])


def run(table: Path, *more: str, duty: str = "icpc-15-working-days") -> list[dict[str, Any]]:
    done = _run(table, *more, duty=duty)
    assert done.exit_code == 0, (done.output, done.exception)
    found: list[dict[str, Any]] = json.loads(done.stdout, parse_constant=lambda name: pytest.fail(name))
    return found


@pytest.mark.parametrize(
    ("started", "status"),
    [
        (pl.Series([date(2026, 3, 2), date(2026, 3, 23)]), "met"),
        (pl.Series([datetime(2026, 3, 2), datetime(2026, 3, 24)]), "late"),
        # 23:30 in UTC on the day of the change to summer time is half past midnight on the next day here.
        (pl.Series([datetime(2026, 3, 29, 23, 30, tzinfo=UTC), datetime(2026, 4, 22, 9, tzinfo=UTC)]), "met"),
        (pl.Series(["2026-03-02T10:00+00:00", "March 2026"]), "indeterminate"),
        (pl.Series(["02/03/2026 14:00", "?24 March 2026"]), "indeterminate"),
    ],
)
def test_dates_of_any_type(tmp_path: Path, started: pl.Series, status: str) -> None:
    table = pl.DataFrame(
        {**BASE, "started": started, "row": [9, 9], "lead": ["x", "y"], "born_first": [1, 2]}
    )
    table.write_parquet(tmp_path / "events.parquet")
    [row] = run(tmp_path / "events.parquet")
    assert (row["obligations"], row[status]) == (1, 1)


def test_an_empty_table_gives_zeros_and_valid_json(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("Child_ID,Event, Started \n", encoding="utf-8")
    [row] = run(tmp_path / "events.csv")
    assert (row["obligations"], row["share_met"], row["bounds"], row["interval"]) == (
        0,
        None,
        [None] * 2,
        [None] * 2,
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("child_id,event,started\n1,referral,2026-03-02\n,referral,2026-03-03\n", "row 3 has no child_id"),
        ("child_id,event,started\nN/A,referral,2026-03-02\n", "row 2 has no child_id: 'N/A' names nobody"),
        ("child_id,event,started\n1,referral,2026-03-02\n1,,2026-03-02\n", "row 3 has no event"),
        ("child_id;event;started\n1;a;2026-03-02\n", "it has no column child_id"),
        ("", "cannot be read"),
        ("child_id,event,started\n1,a,2026-03-02,x\n", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    path = SHIPPED / "duties" / "icpc-15-working-days.toml"
    words = ["duties", "run", "--duties", str(path), "--events", str(tmp_path / "events.csv")]
    done = CliRunner().invoke(app, [*words, "--nation", "england"])
    assert done.exit_code != 0 and says in str(done.exception)


CONFERENCE = "child_id,event,started,outcome,agency\nA,strategy_discussion,2025-06-02,section_47,council\n"
LATE = ("--as-of", "2026-03-31")


@pytest.mark.parametrize("unreadable", ["31/06/2025", "", "soon"])
def test_a_row_without_a_readable_date_is_told_and_leaves_the_duty_open(
    tmp_path: Path, unreadable: str
) -> None:
    table = tmp_path / "events.csv"
    table.write_text(f"{CONFERENCE}A,initial_conference,{unreadable},plan,council\n", encoding="utf-8")
    [row] = run(table, *LATE)
    assert (row["missed"], row["indeterminate"], row["bounds"]) == (0, 1, [0, 1])
    note = " ".join(_run(table, *LATE).stderr.split())
    written = repr(unreadable) if unreadable else "none"
    assert f"Note: events.csv: row 3 has no readable date in started ({written})" in note


def test_an_end_that_cannot_be_read_is_told_and_starts_no_clock(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    lines = ["child_id,event,started,ended", "1,missing_episode,2026-03-02,32/03/2026"]
    table.write_text("\n".join(lines), encoding="utf-8")
    [row] = run(table, *LATE, duty="return-interview-72-hours")
    assert (row["obligations"], row["missed"]) == (0, 0)
    assert "row 2 has no readable date in ended" in " ".join(_run(table, *LATE).stderr.split())


@pytest.mark.parametrize("child", ["101.0", "101"])
def test_ids_that_a_spreadsheet_made_numbers_of_are_one_child_s(tmp_path: Path, child: str) -> None:
    table = tmp_path / "events.csv"
    lines = [CONFERENCE.replace("\nA,", "\n101,"), f"{child},initial_conference,2025-06-20,plan,council\n"]
    table.write_text("".join(lines), encoding="utf-8")
    [row] = run(table, *LATE)
    assert (row["met"], row["missed"]) == (1, 0)
    assert ("101.0 is taken for 101" in _run(table, *LATE).stderr) == (child == "101.0")


def test_words_are_understood_by_their_titles_and_in_any_case(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    lines = [
        "child_id,event,started,outcome,agency", "A,Strategy discussion,2025-06-02,Section 47,Council",
        "A,INITIAL-CONFERENCE,2025-06-20,plan,council",
    ]  # fmt: skip
    table.write_text("\n".join(lines), encoding="utf-8")
    [row] = run(table, *LATE)
    assert (row["obligations"], row["met"]) == (1, 1)


def test_a_word_that_nobody_knows_is_refused_with_its_rows_and_the_nearest_one(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    lines = [
        "child_id,event,started", "A,Strategy meeting,2025-06-02", "A,ICPC,2025-06-20", "B,Strategy meeting,2025-06-02",
    ]  # fmt: skip
    table.write_text("\n".join(lines), encoding="utf-8")
    done = _run(table, *LATE)
    assert isinstance(done.exception, ConspectusError) and done.exception.exit_code == 2
    assert "'Strategy meeting' (rows 2, 4); 'ICPC' (row 3)" in str(done.exception)
    assert "'Strategy meeting', did you mean strategy_" in done.exception.todo
    assert "strategy_discussion" in done.exception.todo


def test_a_participation_duty_has_one_row_an_agency_and_no_time(tmp_path: Path) -> None:
    lines = [
        "child_id,event,started,agency,counterparty", "1,school_concern,2026-01-12,education,",
        "1,conference_invitation,2026-02-20,council,education", "1,conference_invitation,2026-02-20,council,council",
        "1,initial_conference,2026-03-02,council,", "1,conference_report,2026-02-27,education,",
    ]  # fmt: skip
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    rows = run(tmp_path / "events.csv", duty="conference-participation")
    assert [(row["agency"], row["met"], row["obligations"], row["median_time"]) for row in rows] == [
        ("council", 1, 1, None),
        ("education", 1, 1, None),
    ]


def test_ages_come_from_the_column_born(tmp_path: Path) -> None:
    lines = [
        "child_id,event,started,born", "1,looked_after,2024-01-08,2021-09-01",
        "1,initial_health_assessment,2024-02-01,",
        "2,looked_after,2024-01-08,2014-09-01", "2,initial_health_assessment,2024-02-01,",
    ]  # fmt: skip
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    [row] = run(tmp_path / "events.csv", "--as-of", "2024-10-31", duty="review-health-assessment")
    assert (row["missed"], row["not_yet_due"]) == (1, 1)


@pytest.mark.parametrize(("nation", "met"), [("england", 0), ("scotland", 1)])
def test_bank_holidays_are_the_nation_s(tmp_path: Path, nation: str, met: int) -> None:
    """St Andrew's Day, Monday 30 November 2026, is a holiday in Scotland alone."""
    duty = (SHIPPED / "duties" / "referral-decision.toml").read_text(encoding="utf-8")
    path = tmp_path / "referral-decision.toml"
    path.write_text(
        duty.replace("in_force", 'nations = ["england", "scotland"]\nin_force', 1), encoding="utf-8"
    )
    (tmp_path / "events.csv").write_text(
        "child_id,event,started\n1,referral,2026-11-27\n1,referral_decision,2026-12-01\n", encoding="utf-8"
    )
    words = [
        "duties",
        "run",
        "--duties",
        str(path),
        "--events",
        str(tmp_path / "events.csv"),
        "--format",
        "json",
    ]
    [row] = json.loads(CliRunner().invoke(app, [*words, "--nation", nation]).output)
    assert row["met"] == met
