"""The letter as PDF: accessible, the same every time, and the same findings whatever the framework."""

import json
from pathlib import Path

import pytest

from conspectus.definitions import frameworks
from conspectus.inspection import InspectionFiles
from conspectus.judgment import Evidence, Rating, judge
from conspectus.letter import Judged, Letter, Paths, publish, verify
from conspectus.letter.pdf import letter_pdf
from conspectus.terms import Bearing, Stage
from tests.letter.conftest import Case


def test_it_says_of_itself_that_it_is_accessible(published: Paths) -> None:
    made = published.pdf.read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1" in made  # the compiler writes it only after its own checks passed
    assert b"StructTreeRoot" in made
    assert b"Joint inspection of Northshire" in made


def test_it_is_made_from_the_public_letter_alone_and_comes_out_the_same(published: Paths) -> None:
    assert letter_pdf(Letter.model_validate_json(published.letter.read_bytes())) == published.pdf.read_bytes()


def test_what_people_wrote_is_never_markup(published: Paths) -> None:
    plain = json.loads(published.letter.read_bytes())
    plain["inspection"]["area"] = '#panic() $x$ *bold* <label> @ref \\ // " 😀'
    assert letter_pdf(Letter.model_validate(plain)).startswith(b"%PDF-")


def test_a_changed_one_is_named(case: Case, tmp_path: Path) -> None:
    paths = case.publish(tmp_path)
    paths.pdf.write_bytes(paths.pdf.read_bytes() + b"\n")
    verdict = verify(paths.letter)
    assert verdict.exit_code == 1
    assert [one.check for one in verdict.findings if one.outcome == "does not hold"] == ["letter.pdf"]


@pytest.mark.parametrize("name", frameworks())
def test_every_shipped_framework_has_a_letter_that_holds(case: Case, name: str, tmp_path: Path) -> None:
    framework = frameworks()[name]
    weak = framework.cells()[1]
    evidence = [
        Evidence(id=f"E-{c}-{a}", kind="interview", agency=a, criteria=(c,), bearing=Bearing.FOR, seen="x")
        for c, a in framework.cells()
    ]
    ratings = [
        Rating(
            criterion=key.criterion,
            agency=key.agency,
            level=framework.scale_at(key)[0 if key == weak else -1],
            stage=Stage.CONSOLIDATED,
            inspector="lead",
            inspectorate=framework.leads[key.agency],
            rationale="because",
            evidence_ids=(f"E-{key.criterion}-{key.agency}",),
        )
        for key in framework.cells()
    ]
    inspected = case.files.inspection.model_copy(update={"agencies": framework.looks_at})
    files = InspectionFiles(
        folder=tmp_path,
        inspection=inspected,
        framework=framework,
        ratings=tuple(ratings),
        evidence=tuple(evidence),
    )
    judgment = judge(framework, ratings=ratings, evidence=evidence, agencies=framework.looks_at)
    paths = publish(files, Judged(judgment, framework=framework), casebook=None, out=tmp_path)
    assert verify(paths.letter).exit_code == 0
    letter = Letter.model_validate_json(paths.letter.read_bytes())
    told = {one.id for one in letter.statements}
    assert f"improve-{weak.criterion}-{weak.agency}" in told
    sections = {"areas": "area-", "agencies": "agency-", "inspectorates": "inspectorate-"}
    for kind, start in sections.items():
        assert any(one.startswith(start) for one in told) == (kind in framework.gives)
    html = paths.html.read_text(encoding="utf-8")
    assert ("Judgments side by side" in html) == ("inspectorates" in framework.gives)
