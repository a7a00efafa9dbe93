"""An inspection folder comes back as written, and every mistake is told at once, with its place."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from conspectus.errors import InspectionError
from conspectus.inspection import FaultyInspectionError, citation_faults, read
from conspectus.records.casebook import open_casebook
from tests.inspection.casebook_making import make_casebook
from tests.inspection.inspection_making import evidence, inspection, make, ratings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A right folder."""
    return make(tmp_path / "inspection")


def faults(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """File, row, column and value of every fault."""
    with pytest.raises(FaultyInspectionError) as error:
        read(folder)
    assert all(fault.what and fault.todo for fault in error.value.faults)
    return [(fault.file, fault.row, fault.column, fault.value) for fault in error.value.faults]


def change(path: Path, how: Callable[[str], str]) -> None:
    """Rewrite a file."""
    path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_what_is_written_is_read_again(folder: Path) -> None:
    files = read(folder)
    assert files.inspection == inspection()
    assert list(files.ratings) == ratings()
    assert list(files.evidence) == evidence()
    assert files.dissents[0].target == "p1/police"
    assert files.casebook_path == folder.parent.resolve() / "casebook.duckdb"
    assert [seen.name for seen in files.files] == [
        "inspection.toml",
        "ratings.csv",
        "evidence.csv",
        "dissent.csv",
        "visit.txt",
    ]
    assert files.rating_rows["p1/council/consolidated/lead"] == 2


def test_a_spreadsheets_ways_are_read(folder: Path) -> None:
    """A byte order mark, capitals, spaces in words, blank lines and other separators of ids."""

    def as_a_spreadsheet(text: str) -> str:
        text = text.replace("requires_improvement", "Requires improvement").replace(
            "evidence_ids", "Evidence IDs"
        )
        header, rest = text.split("\n", 1)
        return f"\ufeff{header}\n,,,,,,,\n{rest}".replace("E-p1-council", "E-p1-council; E-p2-council")

    change(folder / "ratings.csv", as_a_spreadsheet)
    files = read(folder)
    assert files.ratings[0].evidence_ids == ("E-p1-council", "E-p2-council")
    assert files.rating_rows["p1/council/consolidated/lead"] == 3
    assert {rating.level for rating in files.ratings} >= {"requires_improvement"}


def test_every_mistake_is_told_at_once(folder: Path) -> None:
    (folder / "ratings.csv").write_text(
        "criterion,agency,level,stage,inspector,inspectorate,rationale,evidence_ids\n"
        "p9,council,good,consolidated,A,ofsted,why,E-p1-council\n"
        "p1,hospital,good,consolidated,A,cqc,why,\n"
        "p1,police,great,consolidated,A,hmicfrs,why,E-p1-police\n"
        "p1,health,good,consolidated,A,ofsted,why,E-p1-health\n"
        "p1,council,good,consolidated,A,ofsted,,E-p1-council\n"
        "p1,education,good,consolidated,A,ofsted,why,E-none\n"
        "h1,police,good,consolidated,A,hmicfrs,why,E-p1-police\n"
        "p2,council,good,finally,A,ofsted,why,E-p2-council\n"
        "p3,council,good,independent,A,ofsted,why,E-p3-council\n"
        "p3,council,good,independent,A,ofsted,why,E-p3-council\n"
        "h2,council,good,consolidated,A,ofsted,why,E-h2-council\n"
        "h2,council,good,consolidated,B,ofsted,why,E-h2-council\n"
        "l1,council,not applicable,independent,A,ofsted,,\n"
        "l2,council,,independent,A,ofsted,,\n"
        "l2,council,good,independent,A,ofsted,said, and done,E-l2-council\n",
        encoding="utf-8",
    )
    change(folder / "evidence.csv", lambda text: text.replace("note:visit.txt", "note:../gone.txt"))
    change(folder / "evidence.csv", lambda text: text.replace(",p2,", ",p8,", 1))
    change(folder / "dissent.csv", lambda text: text.replace("p1/police", "the police"))
    assert sorted(faults(folder), key=str) == sorted(
        [
            ("ratings.csv", 2, "criterion", "p9"),
            ("ratings.csv", 3, "agency", "hospital"),
            ("ratings.csv", 4, "level", "great"),
            ("ratings.csv", 5, "inspectorate", "ofsted"),
            ("ratings.csv", 6, "rationale", ""),
            ("ratings.csv", 7, "evidence_ids", "E-none"),
            ("ratings.csv", 8, "agency", "police"),
            ("ratings.csv", 9, "stage", "finally"),
            ("ratings.csv", 11, "id", "p3/council/independent/A"),
            ("ratings.csv", 13, "stage", "consolidated"),
            ("ratings.csv", 14, "rationale", ""),
            ("ratings.csv", 15, "level", ""),
            ("ratings.csv", 16, "", ""),
            ("evidence.csv", 19, "source", "note:../gone.txt"),
            ("evidence.csv", 7, "criteria", "p8"),
            ("dissent.csv", 2, "target", "the police"),
        ],
        key=str,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_tables_are_read_in_whatever_encoding_and_separator_a_spreadsheet_saves(
    folder: Path, encoding: str
) -> None:
    lines = list(csv.reader((folder / "ratings.csv").read_text(encoding="utf-8").splitlines()))
    lines[1][lines[0].index("rationale")] = "Café staff were told; nobody acted"
    with (folder / "ratings.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    assert read(folder).ratings[0].rationale == "Café staff were told; nobody acted"


def test_a_table_may_be_a_workbook(folder: Path) -> None:
    lines = list(csv.reader((folder / "ratings.csv").read_text(encoding="utf-8").splitlines()))
    before = read(folder)
    (folder / "ratings.csv").unlink()
    with xlsxwriter.Workbook(str(folder / "ratings.xlsx")) as book:
        sheet = book.add_worksheet("ratings")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    after = read(folder)
    assert after.ratings == before.ratings
    assert "ratings.xlsx" in [seen.name for seen in after.files]


def test_a_faulty_evidence_table_does_not_blame_the_ratings(folder: Path) -> None:
    change(folder / "evidence.csv", lambda text: text.replace(",against,", ",perhaps,", 1))
    assert faults(folder) == [("evidence.csv", 3, "bearing", "perhaps")]


@pytest.mark.parametrize(
    ("change_it", "fault"),
    [
        (lambda t: t.replace("theme =", "them ="), ("inspection.toml", None, "them", "theme")),
        (lambda t: t.replace("whole-system", "whole"), ("inspection.toml", None, "framework", "whole")),
        (lambda t: t.replace("2026-05-15", "2026-05-01"), ("inspection.toml", None, "dates", "")),
        (lambda t: t.replace("police", "polis"), ("inspection.toml", None, "agencies.1", "polis")),
        (lambda t: t.replace("[dates]", "[dates"), ("inspection.toml", None, "", "")),
    ],
)
def test_mistakes_of_the_toml_file(
    folder: Path, change_it: Callable[[str], str], fault: tuple[str, None, str, str]
) -> None:
    change(folder / "inspection.toml", change_it)
    found = faults(folder)
    assert any((one[0], one[2]) == (fault[0], fault[2]) for one in found)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("ratings.csv", None, "there is no such file"),
        ("ratings.csv", b"", "the file holds nothing at all"),
        ("ratings.csv", b"criterion;agency;level\n", "these columns are missing: stage"),
        ("ratings.csv", "criterion\nß".encode("latin-1"), "these columns are missing: agency"),
        ("evidence.csv", b"id,kind,agency,criteria,bearing,seen,sourse\n", "there is no such column"),
    ],
)
def test_a_table_that_cannot_be_read(folder: Path, name: str, content: bytes | None, says: str) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(FaultyInspectionError) as error:
        read(folder)
    assert says in str(error.value)
    assert f"{name}" in str(error.value)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InspectionError, match="there is no such folder"):
        read(tmp_path / "nowhere")


def test_a_framework_beside_the_inspection(folder: Path) -> None:
    shipped = Path(__file__).parents[2] / "src/conspectus/definitions/frameworks/whole-system.toml"
    text = shipped.read_text(encoding="utf-8").replace('id = "whole-system"', 'id = "mine"')
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    change(folder / "inspection.toml", lambda toml: toml.replace("whole-system", "mine.toml"))
    files = read(folder)
    assert files.framework.id == "mine"
    assert files.files[-1].name == "mine.toml"


def test_citations_are_asked_of_the_casebook(folder: Path, tmp_path: Path) -> None:
    with open_casebook(make_casebook(tmp_path / "whole.duckdb")) as casebook:
        assert citation_faults(read(folder), casebook) == []
    with open_casebook(make_casebook(tmp_path / "other.duckdb", with_gap=False)) as casebook:
        found = citation_faults(read(folder), casebook)
    assert [(fault.file, fault.row, fault.value) for fault in found] == [
        ("evidence.csv", 14, "silo_gaps:cse:police/e1/p1")
    ]
    assert "E-p3-police" in found[0].what
