"""An inspection's own files are read as returns are: any encoding, any separator, or a workbook."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from conspectus.inspection import read
from tests.inspection.inspection_making import evidence, make, ratings
from tests.records.returns.wild.making import workbook

TABLES = ("ratings", "evidence", "dissent", "departures", "sample")
DEPARTURES = "target,level,by,rationale,evidence_ids\noverall,good,A. Lead,“Reasons” enough,E-p1-council\n"
SAMPLE = (
    "id,agency,what,met,seen,frame,chosen\nS1,council,strategy discussions within “a day”,4,7,40,random\n"
)


def _rewritten(encoding: str, separator: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(rows)
        path.write_bytes(text.getvalue().encode(encoding))

    return rewrite


def _as_workbook(path: Path) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    path.with_suffix(".xlsx").write_bytes(workbook({path.stem: rows}))
    path.unlink()


WAYS: dict[str, Callable[[Path], None]] = {
    "Windows-1252": _rewritten("cp1252", ","),
    "UTF-16": _rewritten("utf-16", ","),
    "semicolons": _rewritten("utf-8-sig", ";"),
    "Excel's Unicode text": _rewritten("utf-16", "\t"),
    "a workbook": _as_workbook,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("name", TABLES)
def test_the_same_is_read(tmp_path: Path, way: Callable[[Path], None], name: str) -> None:
    folder = make(tmp_path / "inspection")
    (folder / "departures.csv").write_text(DEPARTURES, encoding="utf-8")
    (folder / "sample.csv").write_text(SAMPLE, encoding="utf-8")
    before = read(folder)
    assert len(before.departures) == len(before.samples) == len(before.dissents) == 1
    way(folder / f"{name}.csv")
    after = read(folder)
    assert (list(after.ratings), list(after.evidence)) == (ratings(), evidence())
    assert (after.departures, after.dissents, after.samples) == (
        before.departures,
        before.dissents,
        before.samples,
    )
