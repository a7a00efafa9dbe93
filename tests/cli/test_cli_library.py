"""`library search` as people type it: text and JSON, each filter, and what it says when nothing fits."""

import json
from pathlib import Path

import docx
import fastexcel
import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.errors import LibraryError
from conspectus.library.search import can_compare
from conspectus.library.store import write
from tests.library.library_making import council_only, joint, unreadable


@pytest.fixture
def library(tmp_path: Path) -> str:
    write([joint(), unreadable(), council_only(kind="ilacs_standard")], tmp_path / "library.db")
    return str(tmp_path / "library.db")


def run(library: str, *words: str) -> str:
    done = CliRunner().invoke(app, ["library", "search", library, *words])
    assert done.exit_code == 0, done.output
    return done.output


def found(library: str, *words: str) -> set[str]:
    """The first two words of each sentence found."""
    told = json.loads(run(library, *words, "--format", "json"))
    assert told["found"] == len(told["hits"])
    return {" ".join(hit["text"].split()[:2]) for hit in told["hits"]}


def test_text_says_the_sentence_whose_it_is_and_where_it_stands(library: str) -> None:
    told = run(library, "schools missing")
    assert "+ Police officers share what they know about missing children with schools at once." in told
    assert (
        "  police, education · Northshire · Joint targeted area inspection · 14 March 2024 · page 2 · "
        "2024-03-14-jtai-northshire.pdf#page=2 #2"
    ) in told
    assert "1 of 1 sentences." in told


def test_json_has_all_that_is_known_and_the_words_marked(library: str) -> None:
    told = json.loads(run(library, "schools missing", "--format", "json"))
    assert told["found"] == 1
    [hit] = told["hits"]
    assert hit["snippet"].count("«missing»") == hit["snippet"].count("«schools»") == 1
    assert hit | {
        "file": joint().file, "sha256": joint().sha256, "kind": "jtai", "area": "Northshire",
        "area_code": "E06999999", "published": "2024-03-14", "theme": "serious youth violence", "n": 2, "page": 2,
        "section": "Findings > strength", "agencies": ["police", "education"], "polarity": "strength",
        "likeness": None,
    } == hit  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (["police", "--agency", "council"], {"Strategy meetings"}),
        (["police", "--polarity", "strength"], {"Police officers"}),
        (["visit", "--polarity", "weakness"], {"Social workers"}),  # mixed
        (["late", "--kind", "ilacs_standard"], {"Too many"}),
        (["late", "--theme", "youth violence"], {"Social workers"}),
        (["late", "--area", "northshire"], {"Too many", "Social workers"}),
        (["late", "--since", "2023"], {"Social workers"}),
        (["", "--agency", "health"], {"Health visitors"}),
        (["", "--topic", "missing"], {"Police officers"}),
        (["late", "--agency", "council", "--polarity", "weakness", "--kind", "ilacs_standard"], {"Too many"}),
    ],
)
def test_each_filter_narrows(library: str, words: list[str], sentences: set[str]) -> None:
    assert found(library, *words) == sentences


def test_the_limit_shows_fewer_and_counts_all(library: str) -> None:
    assert "1 of 2 sentences." in run(library, "late", "--limit", "1")


def test_nothing_found_says_what_to_try(library: str) -> None:
    assert "No sentence holds any of this." in run(library, "nowhere")


def test_a_wider_search_says_how_wide_it_is(library: str) -> None:
    told = run(library, "police officers health visitors")
    assert (
        told.startswith("No sentence, or hardly any, holds every word.") and "Police officers share" in told
    )
    asked = json.loads(run(library, "assessments pressures", "--format", "json"))
    assert asked["step"] == "any" and asked["found"] == 2
    assert {hit["pdf"] for hit in asked["hits"]} == {
        f"{joint().file}#page=6",
        f"{council_only().file}#page=3",
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["late", "--kind", "jtia"], "no such kind of report"),
        (["late", "--area", "Atlantis"], "no report of this area"),
        (["-late"], "no word to look for"),
    ],
)
def test_what_cannot_be_asked_is_said(library: str, words: list[str], says: str) -> None:
    done = CliRunner().invoke(
        app, ["library", "search", library, *([] if words[0] != "-late" else ["--"]), *words]
    )
    assert done.exit_code != 0
    assert isinstance(done.exception, LibraryError) and says in str(done.exception)


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_practice_like_this(library: str) -> None:
    told = run(library, "Constables tell teachers of runaways.", "--like", "--polarity", "strength")
    assert told.startswith("+ Police officers") and "nearest in meaning of" in told


def told(*words: str) -> str:
    done = CliRunner().invoke(app, ["library", *words])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_a_kept_search_tells_what_reports_that_were_added_since_say(library: str, tmp_path: Path) -> None:
    kept, later = str(tmp_path / "kept.json"), tmp_path / "later.db"
    write([joint(), unreadable()], later)
    shown = told("search", str(later), "social workers", "--words-only", "--save", kept)
    assert "No report was added since." in told("news", str(later), kept)

    write([joint(), unreadable(), council_only(kind="ilacs_standard")], later)
    [new] = json.loads(told("news", str(later), kept, "--format", "json"))
    assert new["reports_added"] == 1 and new["query"] == "social workers"
    assert new["found"] == len(new["hits"]) > 0
    assert {hit["sha256"] for hit in new["hits"]} == {council_only(kind="ilacs_standard").sha256}
    assert all(hit["text"] not in shown for hit in new["hits"])
    assert "In 1 report added since." in told("news", str(later), kept, "--seen")
    assert "No report was added since." in told("news", str(later), kept)


def test_a_kept_search_has_its_filters_and_says_where_nothing_is_new(library: str, tmp_path: Path) -> None:
    kept, first = str(tmp_path / "kept.json"), tmp_path / "first.db"
    write([joint()], first)
    told("search", str(first), "", "--kind", "jtai", "--save", kept)
    assert "2 reports added since, and nothing in them." in told("news", library, kept)
    Path(kept).write_text(Path(kept).read_text("utf-8").replace('"query"', '"asked"'), "utf-8")
    done = CliRunner().invoke(app, ["library", "news", library, kept])
    assert isinstance(done.exception, LibraryError) and "it holds no search" in str(done.exception)


def test_what_was_found_is_handed_out_as_a_workbook_and_as_a_document(library: str, tmp_path: Path) -> None:
    book, page = tmp_path / "found.xlsx", tmp_path / "found.docx"
    for file in (book, page):
        told("search", library, "visitors", "--words-only", "--out", str(file))
    [row] = fastexcel.read_excel(book).load_sheet("Found").to_polars().to_dicts()
    assert row["Sentence"].startswith("Health visitors see every child") and row["Area"] == "Northshire"
    assert row["What is made of it"] == "strength" and row["Page"] == 3
    said = [one.text for one in docx.Document(str(page)).paragraphs]
    assert "Northshire" in said and any(one.startswith("Health visitors see every child") for one in said)
    assert any("page 3" in one for one in said)
    done = CliRunner().invoke(
        app, ["library", "search", library, "visitors", "--out", str(tmp_path / "found.pdf")]
    )
    assert isinstance(done.exception, LibraryError) and ".xlsx, .docx, .svg or .png" in str(done.exception)
