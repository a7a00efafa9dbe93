"""Trends, what is owed and areas, by commands."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.monitoring import FiguresArea, write_figures
from conspectus.records.dates import add_working_days, is_working_day
from conspectus.terms import Nation
from conspectus.wording import edition_said, known_edition
from tests.commands import conspectus, within
from tests.monitoring.monitoring_making import figures, head

POINT = {"from", "to", "n", "met", "share", "lower", "upper", "provisional", "signals"}
SERIES = {"duty", "part", "agency", "unit", "chart", "centre", "sigma_z", "target", "assurance", "points"}
GOOD, BAD = [(15, 5), (16, 4), (14, 6)] * 8, [(15, 5), (16, 4), (14, 6)] * 6 + [(6, 14)] * 8


def test_a_casebook_and_its_restricted_figures_give_one_trend(casebook: Path, tmp_path: Path) -> None:
    conspectus("figures", casebook, "--out", tmp_path / "f.json", "--restricted")
    of_book, of_file = (
        json.loads(conspectus("trend", path, "--format", "json")) for path in (casebook, tmp_path / "f.json")
    )
    assert of_book == of_file
    assert set(of_book["series"][0]) >= SERIES and set(of_book["series"][0]["points"][0]) >= POINT


def test_one_duty_and_one_agency(casebook: Path) -> None:
    found = json.loads(
        conspectus(
            "trend", casebook, "--duty", "notify-child-at-risk", "--agency", "police", "--format", "json"
        )
    )
    assert {(one["duty"], one["agency"]) for one in found["series"]} == {("notify-child-at-risk", "police")}
    quarters = json.loads(conspectus("trend", casebook, "--by", "quarter", "--format", "json"))
    assert quarters["by"] == "quarter"
    assert "no obligation of" in within("trend", casebook, "--duty", "no-such-duty").err


def _two(tmp_path: Path) -> Path:
    heads = [head("got-worse"), head("stayed")]
    write_figures(figures(BAD, GOOD, heads=heads), tmp_path / "f.json")
    return tmp_path / "f.json"


def test_the_screen_tells_the_worst_first_and_since_when(tmp_path: Path) -> None:
    said = " ".join(conspectus("trend", _two(tmp_path)).split())
    assert said.index("got worse") < said.index("stayed")
    assert "Lower since July 2024" in said and "1 series gives concern" in said
    assert "No series shows an improvement." in said


def test_changes_beside_the_file_are_read_and_shown(tmp_path: Path) -> None:
    path = _two(tmp_path)
    (tmp_path / "changes.toml").write_text(
        '[[change]]\ndate = 2024-07-01\nwhat = "A new form"\n[[action]]\ndate = 2024-01-01\nwhat = "Training"\n',
        encoding="utf-8",
    )
    said = conspectus("trend", path)
    told = " ".join(said.split())
    assert "Declared change of 1 July 2024: A new form (every duty, every agency)" in told
    assert "Action of 1 January 2024: Training (every duty, every agency)" in told
    found = json.loads(conspectus("trend", path, "--format", "json"))
    assert [len(one["segments"]) for one in found["series"] if one["duty"] == "got-worse"] == [2]


def test_a_change_of_one_duty_is_told_with_it_and_not_with_another(tmp_path: Path) -> None:
    path = _two(tmp_path)
    (tmp_path / "changes.toml").write_text(
        '[[change]]\ndate = 2024-07-01\nwhat = "A new form"\nduty = "got-worse"\nagency = "council"\n',
        encoding="utf-8",
    )
    assert "A new form (got worse, Council)" in " ".join(conspectus("trend", path).split())
    assert "A new form (got worse, Council)" in conspectus("trend", path, "--format", "html")
    alone = json.loads(conspectus("trend", path, "--duty", "stayed", "--format", "json"))
    assert alone["changes"] == []


def test_revisions_are_shown(tmp_path: Path) -> None:
    write_figures(figures([(15, 5)] * 14, as_of=date(2024, 3, 1)), tmp_path / "old.json")
    write_figures(figures([*[(15, 5)] * 13, (9, 9)], as_of=date(2024, 6, 1)), tmp_path / "new.json")
    page = conspectus("trend", tmp_path / "old.json", tmp_path / "new.json", "--format", "html")
    assert "revised: 15 of 20 in the round as of 2024-03-01" in page


def test_two_areas_are_no_rounds_of_one(tmp_path: Path) -> None:
    for name in ("Leeds", "York"):
        write_figures(figures(GOOD, area=FiguresArea(name=name)), tmp_path / f"{name}.json")
    said = within("trend", tmp_path / "Leeds.json", tmp_path / "York.json")
    assert said.code == 2 and "Leeds and York" in said.err


# --- what is owed -----------------------------------------------------------------------------------


def test_what_is_owed_is_what_the_obligations_say(casebook: Path) -> None:
    found = json.loads(conspectus("due", casebook, "--format", "json"))
    as_of = date.fromisoformat(found["as_of"])
    assert found["within"] == 10 and found["items"]
    latest = add_working_days(as_of, 10, Nation.ENGLAND)
    while not is_working_day(latest := latest + timedelta(days=1), Nation.ENGLAND):
        pass
    for one in found["items"]:
        if one["kind"] == "not_yet_due" and one["due"]:
            assert as_of <= date.fromisoformat(one["due"]) < latest
            assert 0 <= one["days_left"] <= 10
        if one["kind"] == "missed":
            assert one["days_left"] <= 0 and one["part"] not in ("attend", "invite")
    wider = json.loads(conspectus("due", casebook, "--within", "250", "--format", "json"))
    assert len(wider["items"]) > len(found["items"])


def test_every_way_of_telling_says_alike_what_nobody_has_read(casebook: Path, tmp_path: Path) -> None:
    found = json.loads(conspectus("due", casebook, "--within", "250", "--format", "json"))
    on = date.fromisoformat(found["as_of"])
    named = [one for one in found["items"] if one["duty"] in duties()]
    assert {one["checked"] for one in named} > {""}
    assert all(one["checked"] == edition_said(duties()[one["duty"]], on) for one in named)
    drawn = json.loads(conspectus("trend", casebook, "--format", "json"))["series"]
    assert any(one["checked"] for one in drawn)
    assert all(one["checked"] == known_edition(one["duty"], on) for one in drawn)
    of_area = FiguresArea(name="Area 00", region="North", type="county")
    duty = next(one for one in drawn if one["checked"])["duty"]
    write_figures(figures([(15, 5)] * 12, heads=[head(duty)], area=of_area), tmp_path / "0.json")
    [funnel] = json.loads(conspectus("areas", tmp_path / "0.json", "--format", "json"))["funnels"]
    assert funnel["checked"].startswith(("carried over", "not yet checked"))
    assert f"The duty is {funnel['checked']}." in " ".join(conspectus("areas", tmp_path / "0.json").split())


def test_an_agency_sees_its_own(casebook: Path) -> None:
    found = json.loads(conspectus("due", casebook, "--agency", "police", "--format", "json"))
    assert {one["agency"] for one in found["items"]} == {"police"}


def test_restricted_entries_are_told_by_agency_and_date_alone(casebook: Path) -> None:
    found = json.loads(conspectus("due", casebook, "--within", "1000", "--format", "json"))
    for one in found["items"]:
        if one["restricted"]:
            assert one["obligation_id"] is None and (one["kind"] == "gap" or one["duty"] is None)


def test_what_is_owed_goes_into_files(casebook: Path, tmp_path: Path) -> None:
    items = len(json.loads(conspectus("due", casebook, "--format", "json"))["items"])
    printed = list(csv.DictReader(io.StringIO(conspectus("due", casebook, "--format", "csv"))))
    conspectus("due", casebook, "--format", "xlsx", "--out", tmp_path / "owed.xlsx")
    conspectus("due", casebook, "--format", "csv", "--out", tmp_path / "owed.csv")
    assert len(printed) == items == pl.read_excel(tmp_path / "owed.xlsx").height
    assert pl.read_csv(tmp_path / "owed.csv").height == items
    assert within("due", casebook, "--format", "xlsx").code == 2
    assert f"as of {date(2026, 3, 31).day} March 2026" in conspectus("due", casebook)


# --- areas ------------------------------------------------------------------------------------------


def _programme(folder: Path) -> list[Path]:
    """Twelve areas of which one lies far below; another's returns cover too little."""
    paths = []
    for place in range(12):
        share = 3 if place == 7 else 15
        area = FiguresArea(name=f"Area {place:02}", region="North" if place < 6 else "South", type="county")
        heads = [head(comparable=place != 3)]
        months = [(share + place % 2, 20 - share - place % 2)] * 12
        write_figures(figures(months, heads=heads, area=area), folder / f"{place}.json")
        paths.append(folder / f"{place}.json")
    return paths


def test_areas_stand_by_name_and_the_outlier_is_told(tmp_path: Path) -> None:
    found = json.loads(conspectus("areas", *_programme(tmp_path), "--format", "json"))
    [funnel] = found["funnels"]
    assert [one["area"] for one in funnel["areas"]] == [
        f"Area {place:02}" for place in range(12) if place != 3
    ]
    assert [one["area"] for one in funnel["areas"] if one["place"] == "below_998"] == ["Area 07"]
    assert [one["area"] for one in funnel["not_comparable"]] == ["Area 03"]


def test_a_regions_areas_are_held_against_all(tmp_path: Path) -> None:
    paths = _programme(tmp_path)
    whole = json.loads(conspectus("areas", *paths, "--format", "json"))["funnels"][0]
    south = json.loads(conspectus("areas", *paths, "--region", "south", "--format", "json"))["funnels"][0]
    assert south["theta"] == whole["theta"]
    assert [one["area"] for one in south["areas"]] == [f"Area {place:02}" for place in range(6, 12)]
    assert "Use one of North, South" in within("areas", *paths, "--region", "East").err


@pytest.mark.parametrize("format", ["text", "html"])
def test_no_view_of_areas_ranks(tmp_path: Path, format: str) -> None:
    said = conspectus("areas", *_programme(tmp_path), "--format", format)
    assert "Area 07" in said and "Not comparable" in said
    assert "never" in said and "rank" in said.replace("no league table", "never rank")
    names = [
        said.index(f"Area {place:02}", said.rindex("The areas") if format == "html" else 0)
        for place in (0, 1, 2)
    ]
    assert names == sorted(names)


def test_of_several_rounds_of_an_area_the_newest_counts(tmp_path: Path) -> None:
    area = FiguresArea(name="Leeds")
    write_figures(figures(BAD, area=area, as_of=date(2025, 1, 1)), tmp_path / "old.json")
    write_figures(figures(GOOD, area=area, as_of=date(2026, 1, 1)), tmp_path / "new.json")
    found = json.loads(conspectus("areas", tmp_path / "new.json", tmp_path / "old.json", "--format", "json"))
    assert [one["n"] for one in found["funnels"][0]["areas"]] == [480]
