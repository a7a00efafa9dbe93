"""What people meet: the template, the report on the terminal and as JSON."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from conspectus.definitions import events as event_terms
from conspectus.errors import ReturnsError
from conspectus.pictures.returns_page import returns_html
from conspectus.records.returns import Report, check, render_report, verdict, write_template
from conspectus.terms import Agency
from tests.records.returns.returns_kit import EVENT_HEADER, PEOPLE, event, rules, sender, workbook


def shown(report: Report) -> str:
    """What the terminal shows at 80 columns."""
    console = Console(file=StringIO(), width=80)
    render_report(report, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("agency", list(Agency))
def test_an_untouched_template_raises_queries_and_no_errors(tmp_path: Path, agency: Agency) -> None:
    paths = write_template(agency, tmp_path / "mine")
    assert [path.name for path in paths] == [
        "READ ME FIRST.md",
        "return.toml",
        "people.csv",
        "events.csv",
        "relationships.csv",
    ]
    checked = check(tmp_path)
    assert set(rules(checked)) == {"template-values", "headers-only", "covers-missing"}
    assert checked.coverage.is_empty()
    assert (checked.report.exit_code, checked.report.senders[0].agency) == (0, agency)
    assert "No errors." in shown(checked.report)


@pytest.mark.parametrize("agency", list(Agency))
def test_the_templates_explanation_names_every_column_event_and_outcome(
    tmp_path: Path, agency: Agency
) -> None:
    readme, *_ = write_template(agency, tmp_path / "mine")
    text = readme.read_text(encoding="utf-8")
    for term in event_terms().values():
        assert f"`{term.id}`" in text
        if agency in term.recorded_by:
            assert all(outcome in text for outcome in term.outcomes)
    assert 'conspectus check "mine"' in text
    assert "{{" not in text


def test_a_filled_template_is_clean(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write_template("police", folder)
    toml = (folder / "return.toml").read_text().replace("2001-", "2025-").replace("2002-01-14", "2026-01-14")
    (folder / "return.toml").write_text(toml)
    with (folder / "people.csv").open("a") as file:
        file.write("P1,Ann,Example,,2011-06-03,,f,,,,,,,,\n")
    with (folder / "events.csv").open("a") as file:
        file.write("E1,P1,notification,22/05/2025 14:30,,,council,,L1,\n")
    checked = check(tmp_path)
    assert set(rules(checked)) == {"covers-missing", "headers-only"}
    assert checked.events.height == 1


def test_a_template_never_overwrites_and_knows_its_agencies(tmp_path: Path) -> None:
    write_template("police", tmp_path)
    with pytest.raises(ReturnsError, match="there is a return already"):
        write_template("police", tmp_path)
    with pytest.raises(ReturnsError, match="'fire' is no agency"):
        write_template("fire", tmp_path / "x")


def test_the_json_has_the_keys_that_are_published(tmp_path: Path) -> None:
    report = check(sender(tmp_path, events=EVENT_HEADER + event(person_id="P9"))).report
    data = json.loads(report.model_dump_json())
    assert set(data) == {"usable", "exit_code", "counts", "senders", "issues"}
    [one] = data["senders"]
    assert (one["schema"], one["period"]) == ("events-1", {"from": "2025-04-01", "to": "2026-03-31"})
    assert {"sender", "agency", "files", "covers", "extracted"} <= set(one)
    assert {
        "rows_in",
        "rows_used",
        "rows_set_aside",
        "cells_blanked",
        "file",
        "sheet",
        "holds",
        "sha256",
    } == set(one["files"][0])
    assert list(data["issues"][0]) == [
        "issue", "sender", "file", "sheet", "row", "column", "value", "rule", "severity", "message", "todo",
    ]  # fmt: skip
    assert Report.model_validate(data) == report


def test_the_terminal_groups_counts_and_stays_within_80_columns(tmp_path: Path) -> None:
    lines = [event(f"E{number}", started="31/02/2025") for number in range(40)]
    text = shown(
        check(
            sender(tmp_path, events=EVENT_HEADER + "".join(lines) + event("[red]x", outcome="[bold]"))
        ).report
    )
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "A date that cannot be read · 40 rows" in text
    assert "row 2, started: 31/02/2025" in text
    assert "… and 37 more" in text
    assert "40 errors to mend; 40 of 43 rows set aside" in text
    assert "[bold]" in text
    in_events = text[text.index("events.csv") :]
    assert in_events.index("✗ error") < in_events.index("? query")


def test_the_terminal_says_when_nothing_is_wrong_or_nothing_usable(tmp_path: Path) -> None:
    unusable = check(sender(tmp_path, manifest="agency = 1\n")).report
    assert "Not usable" in shown(unusable)
    assert "not read" in shown(unusable)


def test_files_are_counted_as_files_and_sheets_as_sheets(tmp_path: Path) -> None:
    folder = sender(tmp_path, people=None, events=None)
    people = [line.split(",") for line in PEOPLE.splitlines()]
    events = [line.split(",") for line in (EVENT_HEADER + event()).splitlines()]
    workbook(folder / "police" / "all.xlsx", {"people": people, "events": events})
    report = check(folder).report
    assert (report.counts.files, report.counts.sheets) == (1, 2)
    line = next(line for line in shown(report).splitlines() if line.startswith("my-police"))
    assert line.split()[2:5] == ["1", "2", "3"]
    assert '>1</td><td class="number">2</td>' in returns_html(report)


def test_what_follows_is_said_where_several_rows_have_the_same_fault(tmp_path: Path) -> None:
    lines = [event(f"E{number}", outcome=f"odd {number}") for number in range(3)]
    text = " ".join(shown(check(sender(tmp_path, events=EVENT_HEADER + "".join(lines))).report).split())
    assert "An outcome that is not listed · 3 rows" in text
    assert "duties that ask for an outcome cannot tell whether they were met by it" in text


def test_no_errors_and_rows_passed_over_are_both_said(tmp_path: Path) -> None:
    report = check(sender(tmp_path, events=EVENT_HEADER + event() + event())).report
    assert report.exit_code == 0 and "1 of 4 rows set aside" in verdict(report)
    assert "every row is used" not in verdict(report)
