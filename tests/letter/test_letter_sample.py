"""Samples: counted for those who may, in words for the public, and an interval for random ones alone."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from conspectus.inspection import FaultyInspectionError, read, write
from conspectus.judgment import OnRecord, Sample, judge
from conspectus.letter import Judged, Letter, judgment_text, load_bundle, publish, verify
from conspectus.terms import Agency, Chosen
from tests.inspection.inspection_making import evidence, inspection, make, ratings
from tests.letter.conftest import Case

SAMPLES = [
    Sample(
        id="S1",
        what="Told the same day",
        agency=Agency.POLICE,
        met=6,
        seen=6,
        frame=212,
        chosen=Chosen.RANDOM,
    ),
    Sample(id="S2", what="Heard alone", agency=Agency.COUNCIL, met=4, seen=7, chosen=Chosen.PURPOSE),
    Sample(id="S3", what="Seen by a nurse", agency=Agency.HEALTH, met=37, seen=40, chosen=Chosen.RANDOM),
]
PUBLIC = [
    "Police: Told the same day: all 6. 6 of 6 is still compatible with failure in up to 46% of all (exact, 95%).",
    "Council: Heard alone: some of 7. They were not drawn at random, so nothing follows in numbers for the others.",
    "Health: Seen by a nurse: all but fewer than six of 40. They were drawn at random; the numbers are too small to "
    "publish what follows.",
]


@pytest.fixture
def sampled(tmp_path: Path) -> Path:
    """An inspection folder with samples."""
    folder = make(tmp_path / "inspection", casebook=None)
    write(
        folder,
        inspection=inspection(casebook=None),
        ratings=ratings(),
        evidence=evidence(),
        on_record=OnRecord(samples=SAMPLES),
    )
    return folder


def test_they_are_read_as_written(sampled: Path) -> None:
    assert list(read(sampled).samples) == SAMPLES


def test_public_words_give_no_small_number_and_hold(sampled: Path, tmp_path: Path) -> None:
    files = read(sampled)
    judgment = judge(
        files.framework,
        ratings=files.ratings,
        evidence=files.evidence,
        agencies=files.inspection.agencies,
        on_record=OnRecord(dissents=files.dissents, samples=files.samples),
    )
    paths = publish(files, Judged(judgment, framework=files.framework), casebook=None, out=tmp_path / "out")
    letter = Letter.model_validate_json(paths.letter.read_bytes())
    assert [one.text for one in letter.statements if one.id.startswith("sample-")] == PUBLIC
    assert letter.judgment.samples == ()
    assert verify(paths.letter).exit_code == 0
    assert [row.row["met"] for row in load_bundle(paths.bundle).held if row.of == "sample"] == [6, 4, 37]


def test_the_restricted_judgment_counts_exactly(case: Case) -> None:
    judgment = judge(
        case.files.framework,
        ratings=case.files.ratings,
        evidence=case.files.evidence,
        agencies=case.files.inspection.agencies,
        on_record=OnRecord(samples=SAMPLES),
    )
    assert [one.interval for one in judgment.samples] == [(0.5407, 1.0), None, (0.7961, 0.9843)]
    assert judgment.samples[1].says.startswith("Heard alone: 4 of 7 looked at. They were not drawn at random")
    out = io.StringIO()
    judgment_text(judgment, Console(file=out, width=200))
    assert "Told the same day: 6 of 6 looked at of 212 there were." in out.getvalue()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("S1,Told,police,7,6,,random", "met in 7 of only 6"),
        ("S1,Told,police,6,6,5,random", "6 looked at, of only 5"),
        ("S1,Told,police,6,6,,luck", "not a known word"),
    ],
)
def test_a_mistaken_row_is_told(sampled: Path, line: str, says: str) -> None:
    path = sampled / "sample.csv"
    path.write_text(f"id,what,agency,met,seen,frame,chosen\n{line}\n", encoding="utf-8")
    with pytest.raises(FaultyInspectionError) as error:
        read(sampled)
    assert says in str(error.value)
    assert "sample.csv row 2" in str(error.value)
