"""Models trained without a report, on that report: real published PDFs, where they are on this machine."""

import csv
import os
from pathlib import Path

import pytest
from tools import findings_figures
from tools import train_findings as training

from conspectus.library.words import Polarity, SpokenOf

FOLDER = Path(
    os.environ.get(
        "CONSPECTUS_PUBLISHED_REPORTS", Path(__file__).parents[4] / "shared/data/published-reports"
    )
)
LABELS = FOLDER / "labels.json"
here = pytest.mark.skipif(not LABELS.exists(), reason=f"the published reports are not at {FOLDER}")


@here
def test_models_agree_with_labels_of_reports_that_they_have_not_seen() -> None:
    reports = training.read_reports(FOLDER)
    examples = [*training.theirs(reports, LABELS), *training.ours(reports)]
    held = training.table(reports, examples)
    answers = training.crossed(reports, examples, held, folds=2)  # each training takes half a minute
    theirs = [one for one in answers if one.example.source == "labels.json"]
    assert len(theirs) >= 295
    assert findings_figures.f1(theirs) >= 0.83
    assert findings_figures.right(theirs) >= 0.86


def test_our_labels_hold_words_of_the_library_and_no_text() -> None:
    with training.OURS.open(encoding="utf-8", newline="") as rows:
        held = list(csv.DictReader(row for row in rows if not row.startswith("#")))
    assert len(held) == 4539
    for row in held:
        assert set(row) == {"report", "page", "sentence", "hash", "agencies", "polarity", "held_out"}
        assert set(row["agencies"].split()) <= set(SpokenOf)
        assert row["polarity"] in set(Polarity)
        assert row["held_out"] in {"no", "yes", "report"}


def test_two_readers_agree_as_far_as_the_card_says() -> None:
    read = training.readers()
    drawn, third = read[: training.DRAWN], read[training.DRAWN :]
    assert len({(one.example.file, one.example.hash) for one in drawn}) == 300
    assert findings_figures.f1(drawn) == pytest.approx(0.944, abs=0.0005)
    assert findings_figures.right(drawn) == pytest.approx(0.973, abs=0.0005)
    assert len({(one.example.file, one.example.hash) for one in third}) == 114
    assert findings_figures.f1(third) == pytest.approx(0.958, abs=0.0005)
    assert findings_figures.right(third) == pytest.approx(0.974, abs=0.0005)
