"""One inspection, judged, published once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conspectus.definitions import frameworks
from conspectus.inspection import InspectionFiles, read
from conspectus.judgment import Judgment, OnRecord, judge
from conspectus.letter import Judged, Paths, publish
from conspectus.records.casebook import Casebook, open_casebook
from tests.inspection.casebook_making import make_casebook
from tests.inspection.inspection_making import make
from tests.shared_making import made_once


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
            on_record=OnRecord(departures=self.files.departures, dissents=self.files.dissents),
        )

    def publish(self, out: Path, *, casebook: Casebook | None = None) -> Paths:
        """Publish with the council-only judgment beside."""
        return publish(
            self.files,
            Judged(self.judged(), framework=self.files.framework, beside=self.judged("ilacs")),
            casebook=casebook or self.casebook,
            out=out,
        )


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The made-up inspection and its casebook."""
    folder = made_once(tmp_path_factory, "letter-case", _make_case)
    with open_casebook(folder / "casebook.duckdb") as casebook:
        yield Case(read(folder / "inspection"), casebook)


def _make_case(folder: Path) -> None:
    make_casebook(folder / "casebook.duckdb")
    make(folder / "inspection")


@pytest.fixture(scope="session")
def published(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The letter, published once in a run; tests that change it copy it first."""

    def make(folder: Path) -> None:
        names = [path.name for path in case.publish(folder / "out")]
        (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")

    folder = made_once(tmp_path_factory, "letter-published", make)
    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    return Paths(*(folder / "out" / name for name in names))
