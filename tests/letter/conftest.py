"""One inspection, judged, published once."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conspectus.definitions import frameworks
from conspectus.inspection import InspectionFiles, read
from conspectus.judgment import Judgment, judge
from conspectus.letter import Paths, publish
from conspectus.records.casebook import Casebook, open_casebook
from tests.inspection.casebook_making import make_casebook
from tests.inspection.inspection_making import make


class Case(NamedTuple):
    """What a letter is published from."""

    files: InspectionFiles
    casebook: Casebook

    def judged(self, framework: str = "whole-system") -> Judgment:
        """The inspection's judgment by a shipped framework."""
        return judge(
            frameworks()[framework],
            ratings=self.files.ratings,
            evidence=self.files.evidence,
            agencies=self.files.inspection.agencies,
            departures=self.files.departures,
            dissents=self.files.dissents,
        )

    def publish(self, out: Path, *, casebook: Casebook | None = None) -> Paths:
        """Publish with the council-only judgment beside."""
        return publish(
            self.files,
            self.judged(),
            self.files.framework,
            casebook=casebook or self.casebook,
            out=out,
            beside=self.judged("ilacs"),
        )


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The made-up inspection and its casebook."""
    folder = tmp_path_factory.mktemp("letter")
    with open_casebook(make_casebook(folder / "casebook.duckdb")) as casebook:
        yield Case(read(make(folder / "inspection")), casebook)


@pytest.fixture(scope="session")
def published(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The letter, published; tests that change it copy it first."""
    return case.publish(tmp_path_factory.mktemp("out"))
