"""An inspectorate that need not take part, and did not: what it leads for is not inspected, and the letter says so."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from conspectus.definitions import CellKey, frameworks
from conspectus.inspection import InspectionFiles, read, write
from conspectus.judgment import Evidence, Rating, judge
from conspectus.letter import Judged, Letter, publish
from conspectus.terms import Agency, Bearing, Stage
from tests.inspection.inspection_making import inspection

JTAI = frameworks()["jtai"]
LED_BY_HMIP = {Agency.YOUTH_JUSTICE, Agency.PROBATION}


def made(folder: Path, *, cells: Iterable[CellKey], leads: dict[str, str]) -> InspectionFiles:
    """An inspection of every agency, in which these cells were rated by whoever leads for them."""
    rated = list(cells)
    write(
        folder,
        inspection=inspection(framework="jtai", casebook=None, lead_inspectors=leads),
        ratings=[
            Rating(
                criterion=key.criterion, agency=key.agency, level="strength",
                stage=Stage.CONSOLIDATED, inspectorate=JTAI.leads[key.agency], inspector="lead",
                rationale="It was seen.", evidence_ids=(f"E{place}",),
            )
            for place, key in enumerate(rated)
        ],
        evidence=[
            Evidence(
                id=f"E{place}", kind="interview", agency=key.agency, criteria=(key.criterion,), bearing=Bearing.FOR,
                seen="It was told.", source="An interview",
            )
            for place, key in enumerate(rated)
        ],
    )  # fmt: skip
    return read(folder)


def published(files: InspectionFiles, out: Path) -> str:
    """The letter's statements, one after the other, and who has to sign."""
    judgment = judge(JTAI, ratings=files.ratings, evidence=files.evidence, agencies=files.inspection.agencies)
    paths = publish(files, Judged(judgment, framework=JTAI), casebook=None, out=out)
    letter = Letter.model_validate_json(paths.letter.read_bytes())
    return " ".join(one.text for one in letter.statements) + f" Signed by {', '.join(letter.signers)}."


@pytest.fixture
def without(tmp_path: Path) -> InspectionFiles:
    """Nobody of the inspectorate of probation takes part."""
    cells = [key for key in JTAI.cells() if key.agency not in LED_BY_HMIP]
    return made(tmp_path / "inspection", cells=cells, leads={"ofsted": "A. Lead"})


def test_what_it_leads_for_is_not_inspected(without: InspectionFiles) -> None:
    assert set(without.inspection.agencies) == set(Agency) - LED_BY_HMIP
    judgment = judge(
        JTAI, ratings=without.ratings, evidence=without.evidence, agencies=without.inspection.agencies
    )
    assert judgment.overall.state == "told"


def test_the_letter_says_so_and_asks_for_no_signature(without: InspectionFiles, tmp_path: Path) -> None:
    told = published(without, tmp_path / "letter")
    assert "Inspectorate of Probation took no part. What it leads for was not inspected" in told
    assert "Youth justice and Probation" in told
    assert told.endswith("Signed by ofsted, hmicfrs, cqc.")


def test_where_somebody_leads_for_it_everything_is_as_for_the_others(tmp_path: Path) -> None:
    cells = [key for key in JTAI.cells() if key.agency not in LED_BY_HMIP]
    files = made(tmp_path / "inspection", cells=cells, leads={"ofsted": "A. Lead", "hmip": "D. Fourth"})
    assert set(files.inspection.agencies) == set(Agency)
    told = published(files, tmp_path / "letter")
    assert "took no part" not in told and told.endswith("Signed by ofsted, hmicfrs, cqc, hmip.")


def test_a_rating_is_taking_part(tmp_path: Path) -> None:
    files = made(tmp_path / "inspection", cells=JTAI.cells(), leads={"ofsted": "A. Lead"})
    assert set(files.inspection.agencies) == set(Agency)
