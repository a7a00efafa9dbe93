"""Files and folders become one library; what is there is read again; labels say how well it was read."""

import csv
import json
import re
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.library import adding
from conspectus.library.model import Report
from conspectus.library.store import LibraryFile
from tests.library.papers import LETTER, SINGLE, STANDARD, paper
from tests.library.published import LABELS, here, published_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "reports" / "older"
    inner.mkdir(parents=True)
    paper(inner.parent / "letter.pdf", LETTER)
    paper(inner.parent / "standard.PDF", STANDARD)
    paper(inner / "single.pdf", SINGLE)
    (inner / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    (inner / "notes.txt").write_text("no report")
    return inner.parent


def library(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["library", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_folders_are_read_whole_and_a_broken_file_is_named(folder: Path, tmp_path: Path) -> None:
    code, said = library("add", folder, "--out", tmp_path / "library.db")
    assert code == 0
    assert "broken.pdf: it is damaged" in said
    assert "4 reports added, 0 read again, 0 kept" in said
    with LibraryFile(tmp_path / "library.db") as held:
        reports = {report.file: report for report in held.reports()}
    assert reports.keys() == {"letter.pdf", "standard.PDF", "single.pdf", "broken.pdf"}
    assert reports["letter.pdf"].area_code == "E08000035"
    assert reports["letter.pdf"].sentences[0].text.startswith("This letter summarises")
    assert not reports["broken.pdf"].sentences


def test_adding_again_keeps_others_and_reads_the_same_bytes_once(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "library.db"
    library("add", folder / "older", "--out", out)
    copy = folder / "copy.pdf"
    copy.write_bytes((folder / "letter.pdf").read_bytes())
    _, said = library("add", copy, folder / "letter.pdf", folder / "older" / "single.pdf", "--out", out)
    assert "1 reports added, 0 read again, 2 kept" in said
    _, said = library("add", copy, folder / "older" / "single.pdf", "--whole", "--out", out)
    assert "0 reports added, 2 read again, 1 kept" in said


def test_what_this_program_read_before_is_not_read_again_and_the_library_is_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, whole = tmp_path / "library.db", tmp_path / "whole.db"
    library("add", folder, "--out", out)
    (folder / "single-again.pdf").write_bytes((folder / "older" / "single.pdf").read_bytes())
    (folder / "older" / "single.pdf").unlink()
    read = list[str]()

    def noted(path: Path) -> Report:
        read.append(path.name)
        return READ(path)

    monkeypatch.setattr(adding, "read_report", noted)
    _, said = library("add", folder, "--out", out)
    assert read == [] and "broken.pdf: it is damaged" in said
    monkeypatch.setattr("conspectus.library.adding.reader", lambda: "another program")
    library("add", folder, "--out", whole)
    library("add", folder, "--out", out)
    assert len(read) == 8
    monkeypatch.undo()
    library("add", folder, "--whole", "--out", out)
    whole.unlink()
    library("add", folder, "--out", whole)
    assert out.read_bytes() == whole.read_bytes()


READ = adding.read_report


def _note(steps: list[tuple[int, int]], part: int, whole: int) -> None:
    steps.append((part, whole))


def test_two_processes_read_what_one_does(folder: Path, tmp_path: Path) -> None:
    for number in range(adding.FEW):
        paper(folder / f"more-{number}.pdf", LETTER.replace("9 May", f"{number + 1} May"))
    read = []
    for processes in (1, 2):
        out = tmp_path / f"{processes}.db"
        steps: list[tuple[int, int]] = []
        adding.add([folder], out, processes=processes, progress=partial(_note, steps))
        whole = len(adding.pdf_files([folder]))
        assert steps == [(part, whole) for part in range(1, whole + 1)]
        with LibraryFile(out) as held:
            read.append(list(held.reports()))
    assert read[0] == read[1]


def test_a_library_is_listed_and_each_report_shown_with_its_findings(folder: Path, tmp_path: Path) -> None:
    library("add", folder, "--out", tmp_path / "library.db")
    _, listed = library("show", tmp_path / "library.db")
    assert "letter.pdf" in listed
    assert "4 reports, 1 with problems." in listed
    _, shown = library("show", tmp_path / "library.db", "letter")
    assert "Leeds (E08000035)" in shown
    assert "21 November 2022 to 25 November 2022" in shown
    assert re.search(r"\d+ \+ School nurses are skilled\. \[health\]", shown)
    _, broken = library("show", tmp_path / "library.db", "broken")
    assert "it is damaged or no PDF" in broken


def test_an_export_has_the_agreed_shape(folder: Path, tmp_path: Path) -> None:
    library("add", folder, "--out", tmp_path / "library.db")
    _, lines = library("export", tmp_path / "library.db", "--format", "jsonl")
    exported = {one["file"]: one for one in map(json.loads, lines.splitlines())}
    assert len(exported) == 4
    assert list(exported["letter.pdf"]) == [
        "file", "sha256", "kind", "area", "area_code", "inspected_from", "inspected_to", "published", "theme",
        "inspectorates", "grades", "strengths", "improvements", "priority_actions", "sentences", "problems",
    ]  # fmt: skip
    assert list(exported["letter.pdf"]["sentences"][0]) == [
        "n",
        "page",
        "section",
        "text",
        "agencies",
        "polarity",
    ]
    assert exported["letter.pdf"]["inspected_to"] == "2022-11-25"
    assert exported["broken.pdf"]["problems"]
    _, table = library("export", tmp_path / "library.db", "--format", "csv")
    rows = list(csv.DictReader(table.splitlines()))
    assert len(rows) == sum(len(one["sentences"]) or 1 for one in exported.values())
    row = next(row for row in rows if row["text"] == "Police officers listen to children.")
    assert (row["area"], row["inspectorates"], row["agencies"]) == ("Leeds", "ofsted; cqc; hmicfrs", "police")


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_reports_is_a_mistake_of_the_user(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    code = CliRunner().invoke(app, ["library", "add", str(tmp_path / name), "--out", str(tmp_path / "x.db")])
    assert type(code.exception).__name__ == "LibraryError"


def label(**more: object) -> dict[str, object]:
    sentences = [
        # A plainer reader's sentence: two of ours, across a bullet.
        {
            "n": 1,
            "text": "Police officers listen to children. \uf06e School nurses are skilled.",
            "agencies": ["police", "health"],
            "polarity": "strength",
        },
        {"n": 2, "text": "Set aside.", "agencies": [], "polarity": "neutral", "skip": True},
        {"n": 3, "text": "Nobody wrote these words anywhere at all.", "agencies": [], "polarity": "neutral"},
    ]
    return {
        "file": "letter.pdf",
        "kind": "jtai",
        "area": "Leeds",
        "improvements": 3,
        "sentences": sentences,
    } | more


def test_a_score_aligns_sentences_and_says_what_it_could_not(folder: Path, tmp_path: Path) -> None:
    library("add", folder, "--out", tmp_path / "library.db")
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps([label(), label(file="other.pdf")]), encoding="utf-8")
    code, said = library("score", tmp_path / "library.db", "--labels", labels, "--format", "json")
    assert code == 1
    scored = json.loads(said)
    assert scored["missing"] == ["other.pdf"]
    assert (scored["sentences"], scored["skipped"]) == (1, 1)
    assert scored["cross_validated"] is None
    assert scored["unaligned"] == ["letter.pdf, labelled sentence 3"]
    right = {field["field"]: field["right"] for field in scored["fields"]}
    assert (right["kind"], right["area"], right["improvements"]) == (1, 1, 1)  # counts are right within one
    assert right["theme"] == 0  # a label without one says that there is none
    _, table = library("score", tmp_path / "library.db", "--labels", labels)
    assert "all (micro F1)" in table
    assert "not in the library: other.pdf" in table


def test_labels_of_another_shape_are_named(tmp_path: Path, folder: Path) -> None:
    library("add", folder, "--out", tmp_path / "library.db")
    wrong = tmp_path / "labels.json"
    wrong.write_text('[{"kind": "jtai"}]')
    done = CliRunner().invoke(app, ["library", "score", str(tmp_path / "library.db"), "--labels", str(wrong)])
    assert "these are no labels" in str(done.exception)


@here
def test_published_reports_are_read_as_labelled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One field in twenty may be wrong, and counts within one in nine reports of ten."""
    made = published_library(tmp_path_factory)
    _, said = library("score", made, "--labels", LABELS, "--format", "json")
    scored = json.loads(said)
    fields = {field["field"]: field["right"] / field["of"] for field in scored["fields"]}
    assert 0.85 < scored["cross_validated"]["agencies_f1"] < scored["agencies_f1"]
    _, table = library("score", made, "--labels", LABELS)
    assert "unseen" in table and "trained on these very labels" in " ".join(table.split())
    exact = ("kind", "area", "inspected_from", "inspected_to", "grades", "inspectorates")
    assert sum(fields[name] for name in exact) / len(exact) >= 0.95
    assert all(fields[name] >= 0.9 for name in ("strengths", "improvements", "priority_actions"))
    assert len(scored["unaligned"]) <= 5
