"""An area's history: found by agency over time, what was asked for and whether it is named again, its neighbours."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.errors import LibraryError
from conspectus.library import Polarity, Report, Sentence, SpokenOf
from conspectus.library.history import STILL, AreaHistory, Still, history, neighbours_in
from conspectus.library.store import LibraryFile, write
from conspectus.pictures import history_html
from tests.library.library_making import BAD, C, H, P, council_only, joint

TORBAY, BRISTOL, KENT = "E06000027", "E06000023", "E10000016"
LISTED, FOUND = "What needs to improve", "Findings"
Line = tuple[str, str, tuple[SpokenOf, ...], Polarity]

FIRST: tuple[Line, ...] = (
    (LISTED, "Timeliness of return home interviews after children go missing.", (C,), BAD),
    (LISTED, "Recording of supervision by hospital midwives.", (H,), BAD),
    (LISTED, "Attendance of police officers at strategy discussions.", (P,), BAD),
    (LISTED, "Housing of homeless teenagers.", (C,), BAD),
    (LISTED, "(This was a recommendation at the last inspection.)", (), Polarity.NEUTRAL),
    (FOUND, "Foster carers are praised.", (C,), Polarity.STRENGTH),
)
SECOND: tuple[Line, ...] = (
    (LISTED, "Return home interviews when children go missing are late.", (C,), BAD),
    (FOUND, "The supervision of hospital midwives is seldom recorded.", (H,), BAD),
    (FOUND, "Homeless teenagers get housing and are praised.", (C,), Polarity.STRENGTH),
)
THIRD: tuple[Line, ...] = (
    (LISTED, "Police officers and their attendance at strategy discussions.", (P,), BAD),
)


def made(name: str, lines: tuple[Line, ...], day: date, code: str = TORBAY, area: str = "Torbay") -> Report:
    sentences = [
        Sentence(n=n, page=n, section=section, text=text, agencies=agencies, polarity=polarity)
        for n, (section, text, agencies, polarity) in enumerate(lines, start=1)
    ]
    return joint(
        file=f"{name}.pdf", sha256=name.ljust(64, "0"), published=day, area=area, area_code=code,
        sentences=sentences,
    )  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    reports = [
        made("1", FIRST, date(2018, 1, 1)),
        made("2", SECOND, date(2020, 1, 1)),
        made("3", THIRD, date(2022, 1, 1)),
        made("4", THIRD, date(2021, 1, 1), BRISTOL, "Bristol"),
        made("5", THIRD, date(2021, 1, 1), KENT, "Kent"),
    ]
    write(reports, tmp_path / "library.db")
    return tmp_path / "library.db"


def told(library: Path, name: str = "Torbay") -> AreaHistory:
    with LibraryFile(library) as held:
        return history(held, name)


def test_what_was_asked_for_is_held_beside_later_reports(library: Path) -> None:
    first = told(library).reports[-1]
    found = [(one.text.split()[0], one.still, one.echo.file if one.echo else None) for one in first.asked]
    assert found == [
        ("Timeliness", Still.ASKED, "2.pdf"),
        ("Recording", Still.WANTING, "2.pdf"),
        ("Attendance", Still.LATER, "3.pdf"),
        ("Housing", Still.NOT_NAMED, None),  # what is praised now is asked for no more
    ]
    newest = told(library).reports[0]
    assert [one.still for one in newest.asked] == [Still.NO_LATER] and set(STILL) == set(Still)


def test_findings_are_told_by_agency_the_newest_first(library: Path) -> None:
    reports = told(library, TORBAY.lower()).reports
    assert [one.file for one in reports] == ["3.pdf", "2.pdf", "1.pdf"]
    counts = {one.agency: (one.strengths, one.weaknesses, one.mixed) for one in reports[-1].found}
    assert counts == {C: (1, 2, 0), H: (0, 1, 0), P: (0, 1, 0)}


def test_neighbours_are_of_the_same_region_and_type_or_those_given(library: Path, tmp_path: Path) -> None:
    shown = told(library)
    assert (shown.region, shown.type) == ("South West", "unitary authority")
    assert [group.name for group in shown.beside] == ["Bristol", "Torbay"]
    file = tmp_path / "neighbours.csv"
    file.write_text("area,neighbour\nTorbay,Kent\nBristol,Torbay\n", encoding="utf-8")
    assert neighbours_in(file, TORBAY) == [KENT]
    with LibraryFile(library) as held:
        given = history(held, "Torbay", [KENT])
    assert [group.name for group in given.beside] == ["Kent", "Torbay"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n", "no neighbours"),
        ("area,neighbour\nTorbay,Atlantis\n", "no authority Atlantis"),
        ("area,neighbour\nBristol,Kent\n", "no neighbour of E06000027"),
    ],
)
def test_a_file_of_neighbours_that_is_none_is_told(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "neighbours.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=says):
        neighbours_in(file, TORBAY)


def test_the_command_says_it_as_text_as_data_and_as_a_page(library: Path) -> None:
    run = CliRunner()
    text = run.invoke(app, ["library", "area", str(library), "Torbay"]).output
    assert "asked for: Timeliness of return home interviews" in text
    assert "the next report asks for something near it: “Return home interviews" in text
    data = json.loads(run.invoke(app, ["library", "area", str(library), "Torbay", "--format", "json"]).output)
    assert data["reports"][2]["asked"][1]["still"] == "wanting"
    page = history_html(told(library))
    assert "<h1>Torbay" in page and "The next report finds something near it wanting" in page
    nowhere = run.invoke(app, ["library", "area", str(library), "Nowhere"])
    assert isinstance(nowhere.exception, LibraryError) and "no report of this area" in str(nowhere.exception)


def test_an_area_that_no_list_knows_stands_alone(tmp_path: Path) -> None:
    write([joint(), council_only()], tmp_path / "library.db")
    shown = told(tmp_path / "library.db", "Northshire")
    assert shown.region is None and [group.name for group in shown.beside] == ["Northshire"]
