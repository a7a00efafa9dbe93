"""Covers is safe by default, and a covered word of which no row came is asked about."""

import json
import tomllib
from pathlib import Path

from conspectus.definitions import SHIPPED
from conspectus.records.casebook import VERSION, schema
from conspectus.records.returns import write_template
from conspectus.terms import Agency
from tests.commands import conspectus
from tests.records.returns.wild.finding import ICPC, found
from tests.records.returns.wild.making import COVERS, EVENTS, HEADER, council


def test_the_template_covers_nothing_until_its_sender_says_so(tmp_path: Path) -> None:
    write_template(Agency.COUNCIL, tmp_path / "council")
    text = (tmp_path / "council" / "return.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text).get("covers", []) == []
    commented = [
        line for line in text.splitlines() if line.lstrip().startswith("#") and '"plan_visit"' in line
    ]
    assert len(commented) == 1, "the words stand there, to be taken out of their comments"


def test_words_that_the_files_hold_are_covered_where_covers_is_not_said(area: Path) -> None:
    without = EVENTS.replace("A4,K2,initial_conference,2025-09-29,,plan,,N4\n", "")
    told = found(council(area, events=without, covers=None)).adds_up()
    assert {row["event"] for row in told.rows("coverage")} == {"strategy_discussion", "initial_conference"}
    assert told.statuses(ICPC) == {"K1": ["met"], "K2": ["missed"]}


def test_a_covered_word_of_which_no_row_came_is_a_query_and_stands_beside_the_duty(area: Path) -> None:
    alone = HEADER + "A1,K1,strategy_discussion,2025-09-01,,section_47,,N1\n"
    told = found(council(area, events=alone)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["missed"]}
    issue = told.issue(rule="covered-but-none", names="initial_conference")
    assert (issue.severity, told.report.exit_code) == ("query", 0)
    picture = conspectus("show", area.parent / "returns.duckdb")
    assert "none at all" in " ".join(picture.split())


def test_the_casebook_has_the_columns_of_what_waits() -> None:
    assert VERSION == 5
    columns = {name: {column.name for column in table.columns} for name, table in schema().items()}
    assert {"person_id", "child_id", "event"} <= columns["set_aside"]
    assert "waits_on" in columns["obligations"] and "waiting" in columns["duty_figures"]
    assert "cells_blanked" in columns["files"]
    assert columns.get("homes") == {
        "sender", "person_id", "postcode", "address", "from_day", "to_day", "file", "sheet", "row",
    }  # fmt: skip


def test_every_check_says_what_becomes_of_what_it_finds() -> None:
    checks = tomllib.loads((SHIPPED / "return_checks.toml").read_text(encoding="utf-8"))["check"]
    fates = {check["fate"] for check in checks if "fate" in check}
    assert fates == {"blank_cell", "row_not_usable", "pass_over"}
    errors = [
        check for check in checks if check["about"] in ("people", "events") and check["severity"] == "error"
    ]
    assert all("fate" in check for check in errors)


def test_what_waits_is_shown_with_the_figures(area: Path) -> None:
    found(council(area, events=EVENTS.replace("2025-09-18", "31/11/2025"), covers=COVERS))
    shown = json.loads(conspectus("show", area.parent / "returns.duckdb", "--format", "json"))
    [figure] = [duty for duty in shown["duties"] if duty["duty"] == ICPC]
    assert (figure["indeterminate"], figure.get("waiting")) == (1, 1)
