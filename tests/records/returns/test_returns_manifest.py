"""return.toml, and a folder of several senders."""

from datetime import date, datetime
from pathlib import Path

import pytest

from conspectus.errors import ReturnsError
from conspectus.records.returns import check
from tests.records.returns.returns_kit import adds_up, only, rules, sender, toml


def test_what_is_missing_and_wrong_is_told_all_at_once(tmp_path: Path) -> None:
    sender(
        tmp_path,
        manifest='agency = "polise"\nperiod = { from = 2026-04-01, to = 2025-04-01 }\nscope = "home"\n',
        name="bad",
    )
    report = check(sender(tmp_path)).report
    told = {issue.column: issue.value for issue in report.issues if issue.rule == "return-key"}
    assert set(told) == {"sender", "agency", "schema", "period", "scope"}
    assert told["sender"] == "it is missing"
    assert told["period"] == "it ends on 2025-04-01, before it starts on 2026-04-01"
    bad, good = report.senders
    assert (bad.sender, bad.usable, good.sender, good.usable) == ("bad", False, "my-police", True)
    assert (report.usable, report.exit_code, report.counts.events) == (True, 1, 1)


@pytest.mark.parametrize(
    ("manifest", "rule"), [("sender = [", "return-unreadable"), ("", "return-key"), (None, "return-missing")]
)
def test_one_broken_sender_does_not_stop_the_others(tmp_path: Path, manifest: str | None, rule: str) -> None:
    sender(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "events.csv").write_text("a,b\n1,2\n")
    if manifest is not None:
        (tmp_path / "other" / "return.toml").write_text(manifest)
    checked = check(tmp_path)
    assert rule in rules(checked)
    assert checked.events.height == 1


def test_a_folder_that_is_missing_or_holds_no_sender_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnsError, match="no such folder"):
        check(tmp_path / "nowhere")
    with pytest.raises(ReturnsError, match=r"no return\.toml"):
        check(tmp_path)


def test_where_no_sender_is_usable_the_exit_code_is_two(tmp_path: Path) -> None:
    report = check(sender(tmp_path, manifest="agency = 1\n")).report
    assert (report.usable, report.exit_code, report.counts.senders_usable) == (False, 2, 0)


def test_one_senders_own_folder_and_the_folder_above_returns(tmp_path: Path) -> None:
    sender(tmp_path / "returns")
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "people.csv").write_text("a\n1\n")
    assert check(tmp_path / "returns" / "police").events.height == 1
    assert check(tmp_path).report.counts.senders == 1


def test_two_folders_of_one_sender(tmp_path: Path) -> None:
    sender(tmp_path, name="a")
    checked = check(sender(tmp_path, name="b"))
    assert only(checked, "sender-twice").value == "my-police"
    assert checked.events.height == 1


def test_a_nation_that_is_none_costs_that_key_alone(tmp_path: Path) -> None:
    checked = check(sender(tmp_path, manifest=f'nation = "mercia"\n{toml()}'))
    assert only(checked, "nation-unknown").value == "mercia"
    assert checked.report.usable and checked.events.height == 1
    right = check(sender(tmp_path / "right", manifest=f'nation = "wales"\n{toml()}'))
    assert "nation-unknown" not in rules(right) and "return-key-unknown" not in rules(right)


def test_keys_words_and_codes_that_nobody_knows(tmp_path: Path) -> None:
    manifest = toml(covers=["notification", "telepathy"]).replace('scope = "residence"', 'colour = "blue"')
    manifest += '[codes.event]\nmisper = ["M"]\n[codes.mood]\nsad = ["S"]\n'
    manifest += '[columns.events]\nmood = "Mood"\n[columns.list_99]\na = "b"\n'
    checked = check(sender(tmp_path, manifest=manifest))
    told = [
        (issue.rule, issue.column or issue.value)
        for issue in checked.report.issues
        if issue.file == "return.toml"
    ]
    assert ("return-key-unknown", "colour") in told
    assert ("return-key-unknown", "codes.mood") in told
    assert ("return-key-unknown", "columns.events.mood") in told
    assert ("return-key-unknown", "columns.list_99") in told
    assert ("codes-unknown", "codes.event") in told
    assert only(checked, "covers-unknown").value == "telepathy"
    assert only(checked, "scope-missing").severity == "query"
    assert checked.coverage["event"].to_list() == ["notification"]


@pytest.mark.parametrize(
    ("written", "extracted", "until"),
    [
        ("2026-04-14T09:30:00Z", datetime(2026, 4, 14, 9, 30), datetime(2026, 3, 31, 23, 0)),
        ("2026-04-14T09:30:00", datetime(2026, 4, 14, 8, 30), datetime(2026, 3, 31, 23, 0)),
        ("2026-03-14", datetime(2026, 3, 15), datetime(2026, 3, 15)),
        ('"14/03/2026 09:30"', datetime(2026, 3, 14, 9, 30), datetime(2026, 3, 14, 9, 30)),
    ],
)
def test_extracted_is_an_instant_and_coverage_ends_at_the_earlier(
    tmp_path: Path, written: str, extracted: datetime, until: datetime
) -> None:
    checked = check(sender(tmp_path, manifest=toml().replace("2026-04-14T09:30:00Z", written)))
    [line] = checked.senders.rows(named=True)
    assert line["extracted"] == extracted
    assert set(checked.coverage["until"]) == {until}
    assert set(checked.coverage["from_day"]) == {date(2025, 4, 1)}


def test_without_extracted_the_periods_end_is_taken_and_asked_about(tmp_path: Path) -> None:
    manifest = "\n".join(line for line in toml().splitlines() if not line.startswith("extracted"))
    checked = check(sender(tmp_path, manifest=manifest))
    assert only(checked, "extracted-missing").value == "2026-03-31"
    assert checked.senders["extracted"][0] == datetime(2026, 3, 31, 23, 0)


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    heard: list[float] = []
    sender(tmp_path, name="a")
    check(sender(tmp_path, name="b", manifest=toml(sender="other")), tick=heard.append)
    assert heard == [0.5, 1.0]


def test_issues_come_in_order_and_their_numbers_say_so(tmp_path: Path) -> None:
    checked = check(
        sender(tmp_path, events="event_id,person_id,event,started,x\n,P9,arrest,soon,1\n", manifest=toml())
    )
    adds_up(checked)
    severities = [issue.severity for issue in checked.report.issues]
    assert severities == sorted(severities, key=["error", "query", "not_evaluated"].index)
