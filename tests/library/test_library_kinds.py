"""Which kind a report is of, and what follows: whom it judges, where it stands, what is said of an unknown one."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conspectus.cli import app
from conspectus.definitions import published_areas, report_kinds
from conspectus.library import Place, SpokenOf
from conspectus.library.adding import read_report
from conspectus.library.coverage import cover
from conspectus.library.facts.kinds import kind_of
from conspectus.library.findings import find
from conspectus.library.model import Passage
from conspectus.library.store import LibraryFile
from tests.library.papers import LETTER, paper
from tests.library.test_library_coverage import report

TITLES = {
    "Norfolk Constabulary National child protection inspection 3 June 2021": "police_child_protection",
    "National child protection post-inspection review: Kent Police": "police_child_protection",
    "Review of health services for Children Looked After and Safeguarding in Bury": "cqc_review",
    "An inspection of youth offending services in Luton HM Inspectorate of Probation": "youth_justice",
    "Short Quality Screening (SQS) of youth offending work in Barnet": "youth_justice",
    "Full Joint Inspection of Youth Offending Work in Croydon": "youth_justice",
    "Joint inspection of child protection arrangements (JICPA) Cardiff": "wales_joint",
    "Joint inspectorate review of child protection arrangements: Newport": "wales_joint",
    "Report of a joint inspection of services for children and young people at risk of harm in Fife": "scotland_joint",
    "Serious case review: Child A Overview report": "practice_review",
    "Local child safeguarding practice review, Child Quinn": "practice_review",
    "Inspection of Greenfield Primary School Inspection dates: 4 and 5 May 2023": "school",
    "School report Hilltop Academy": "school",
    "SC012345 Full inspection of a children's home": "home",
    "Report of the joint area review of services in Northshire": "joint_area_review",
}


@pytest.mark.parametrize(("title", "kind"), TITLES.items())
def test_a_title_says_the_kind(title: str, kind: str) -> None:
    found = kind_of(title, (None, None))
    assert found is not None and found.kind.id == kind


def test_words_of_a_title_further_down_a_page_make_no_kind() -> None:
    far = "A letter about many things. " * 30 + "A serious case review was published, and a school report."
    assert kind_of(far, (None, None)) is None


def test_no_kind_but_those_on_the_council_alone_stand_on_its_side() -> None:
    sides = {kind: cover([report("a", kind, "council")]).reports[0].joint for kind in report_kinds()}
    alone = {kind for kind, joint in sides.items() if joint is False}
    assert alone == {
        "focused_visit", "monitoring_visit", "single_inspection", "ilacs_short", "ilacs_standard",
        "safeguarding_lac", "wales_council",
    }  # fmt: skip
    assert {kind for kind, joint in sides.items() if joint} == {
        "jtai", "jtai_follow_up", "integrated", "scotland_joint", "wales_joint",
    }  # fmt: skip


def test_a_report_on_one_agency_speaks_of_it_where_it_names_nobody() -> None:
    said = [Passage(1, "Findings", n, Place.SENTENCE, "Practice is good and timely.") for n in (1, 2)]
    for kind, agency in (("police_child_protection", SpokenOf.POLICE), ("cqc_review", SpokenOf.HEALTH)):
        assert [one.agencies for one in find(said, kind)] == [(agency,)] * 2
    named = Passage(1, "Findings", 3, Place.SENTENCE, "Social workers visit children often, which is good.")
    [one] = find([named], "police_child_protection")
    assert SpokenOf.COUNCIL in one.agencies


UNKNOWN = """
#text(20pt)[A story of the sea]

The captain is good at listening to the crew. The boats are not safe and repairs are late. The harbour is strong.
The rest of this page is about the wind and about the weather, which changed every day of that long and lovely spring.
"""


def test_a_kind_that_is_not_known_is_a_named_problem_and_left_out_of_coverage(tmp_path: Path) -> None:
    read = read_report(paper(tmp_path / "sea.pdf", UNKNOWN))
    assert read.kind is None and read.sentences
    [problem] = read.problems
    assert problem.startswith("kind-not-read: ")
    covered = cover([read, report("a", "jtai", "police")])
    assert [one.file for one in covered.reports] == ["a"] and covered.left_out == 1
    done = CliRunner().invoke(app, ["library", "add", str(tmp_path), "--out", str(tmp_path / "x.db")])
    assert done.exit_code == 0 and "kind-not-read" in done.output and "1 reports added" in done.output


def test_a_page_of_the_web_under_a_pdfs_name_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    paper(folder / "letter.pdf", LETTER)
    (folder / "page.pdf").write_text("<!DOCTYPE html><html><body>Sign in</body></html>", encoding="utf-8")
    done = CliRunner().invoke(app, ["library", "add", str(folder), "--out", str(tmp_path / "x.db")])
    assert done.exit_code == 0
    assert "page.pdf: it is a page of the web" in done.output and "1 reports added" in done.output
    with LibraryFile(tmp_path / "x.db") as held:
        assert [one.file for one in held.reports()] == ["letter.pdf"]


def test_days_and_code_are_those_of_the_report() -> None:
    barnsley = next(area for area in published_areas() if area.name == "Barnsley")
    assert barnsley.code_on(date(2016, 5, 1)) == "E08000016"
    assert barnsley.code_on(date(2025, 4, 1)) == barnsley.code_on(None) == "E08000038"
