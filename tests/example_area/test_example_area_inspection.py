"""The made-up inspection: readable, whole, and the police's part limits it while the council alone is good."""

import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import Framework, frameworks
from conspectus.example_area.district import District
from conspectus.inspection import InspectionFiles, read
from conspectus.judgment import Judgment, judge
from conspectus.terms import Bearing, Stage


@pytest.fixture(scope="module")
def files(made: Path) -> InspectionFiles:
    return read(made / "inspection")


def judgment(files: InspectionFiles, framework: Framework) -> Judgment:
    return judge(
        framework, ratings=files.ratings, evidence=files.evidence, agencies=files.inspection.agencies
    )


def level(given: Judgment, target: str) -> str | None:
    return next(result.level for result in given.results if result.target == target)


def test_the_police_limit_the_whole_and_the_council_alone_is_good(files: InspectionFiles) -> None:
    whole = judgment(files, frameworks()["whole-system"])
    assert level(whole, "overall") == "requires_improvement"
    assert level(whole, "agency:police") == "inadequate" and level(whole, "agency:council") == "good"
    decided = next(result.decided_by for result in whole.results if result.target == "overall")
    assert "weakest-partner" in decided
    assert level(judgment(files, frameworks()["ilacs"]), "overall") == "good"


def test_every_cell_is_examined_and_most_are_rated_twice(files: InspectionFiles) -> None:
    whole = judgment(files, frameworks()["whole-system"])
    assert all(cell.state == "examined" for cell in whole.coverage.cells)
    independent = Counter(rating.cell for rating in files.ratings if rating.stage is Stage.INDEPENDENT)
    twice = [cell for cell, raters in independent.items() if raters == 2]
    assert len(twice) >= len(frameworks()["whole-system"].cells()) / 2
    assert 0 < whole.agreement.raw < 1  # type: ignore[operator]


def test_there_is_a_dissent_and_evidence_both_ways(files: InspectionFiles) -> None:
    assert len(files.dissents) == 1
    assert {item.bearing for item in files.evidence} == {Bearing.FOR, Bearing.AGAINST}
    assert {"interview", "document", "duty_figure", "silo_gap"} <= {item.kind for item in files.evidence}
    assert files.casebook_path is not None and files.casebook_path.name == "casebook.duckdb"


def test_citations_name_rows_of_the_truth(made: Path, files: InspectionFiles, imagined: District) -> None:
    owed = pl.read_csv(made / "truth" / "obligations.csv", infer_schema=False)
    figures = {":".join(key) for key in owed.select("duty", "part", "agency").unique().rows()}
    single = {":".join(key) for key in owed.select("duty", "part", "agency", "trigger_ref").rows()}
    rows = {row.ref for sent in imagined.sent.values() for row in sent}
    gaps = {f"{fit.pattern}:{fit.event_ref}" for _, fit in imagined.truth.fits if fit.gap}
    known = {"duty_figures": figures, "obligations": single, "events": rows, "silo_gaps": gaps}
    cited = [item.citation.split(":", 1) for item in files.evidence if item.citation]
    assert {table for table, _ in cited} == set(known)
    for table, name in cited:
        assert name in known[table], (table, name)


def test_counts_in_evidence_are_those_of_the_truth(made: Path, files: InspectionFiles) -> None:
    owed = pl.read_csv(made / "truth" / "obligations.csv", infer_schema=False)
    told = next(item for item in files.evidence if item.id == "E01")
    statuses = Counter(owed.filter(pl.col("duty") == "notify-child-at-risk")["status"])
    known = statuses["met"] + statuses["late"] + statuses["missed"]
    assert [int(n) for n in re.findall(r"\d+", told.seen)] == [
        24,
        statuses["met"],
        known,
        statuses["late"],
        statuses["missed"],
    ]
