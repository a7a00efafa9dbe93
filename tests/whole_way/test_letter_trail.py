"""Each statement of the letter leads to a rating, evidence, a row of the casebook and a line of a sender's file."""

import csv
import json
from pathlib import Path

import fastexcel
import jsonschema
import polars as pl
import pytest

from conspectus.letter import load_bundle, trace
from conspectus.letter.bundle import Line
from conspectus.records.casebook import Casebook
from tests.commands import conspectus
from tests.whole_way.conftest import Area


def line_of(folder: Path, *, file: str, sheet: str, row: int) -> list[str]:
    """The cells of one line of a sender's file, counted as a person counts them."""
    path = folder / file
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))[row - 1]
    if path.suffix == ".parquet":
        return [str(cell) for cell in pl.read_parquet(path).row(row - 2)]
    table = fastexcel.read_excel(path).load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    return [str(cell) for cell in table.row(row - 1)]


def test_every_statement_leads_to_lines_of_senders_files(area: Area, ours: Casebook) -> None:
    bundle = load_bundle(area.letter / "letter-restricted.json")
    trails = [trace(bundle, statement.id) for statement in bundle.statements]
    unfounded = [
        trail.statement.id
        for trail in trails
        if not any(evidence.lines for rating in trail.ratings for evidence in rating.evidence)
    ]
    assert len(trails) >= 10
    assert not unfounded, unfounded


def test_ten_trails_hold_step_by_step(area: Area, ours: Casebook) -> None:
    bundle = load_bundle(area.letter / "letter-restricted.json")
    followed: set[str] = set()
    for statement in bundle.statements:
        for rating in trace(bundle, statement.id).ratings:
            for evidence in rating.evidence:
                if evidence.cited is None or len(followed) >= 10:
                    continue
                assert evidence.evidence.row["id"] in rating.rating.row["evidence_ids"]
                here = ours.cite(evidence.cited.source)
                assert here is not None and here.row_sha256 == evidence.cited.row_sha256
                follow(area, ours, evidence.lines[0])
                followed.add(statement.id)
                break
    assert len(followed) >= 10, followed


def follow(area: Area, ours: Casebook, line: Line) -> None:
    """The line is in the sender's file, and holds the event that the casebook says it does."""
    cells = line_of(area.folder / "returns" / line.sender, file=line.file, sheet=line.sheet, row=line.row)
    events = ours.rows(
        "select event_id, person_id from events where sender = ? and file = ? and sheet = ? and row = ?",
        [line.sender, line.file, line.sheet, line.row],
    )
    assert events
    for event in events:  # a line of a list may make several, which are named by the line itself
        named = event["event_id"].startswith(f"{line.sheet.removeprefix('List ')}-{line.row}-")
        assert event["person_id"] in cells and (named or event["event_id"] in cells)


def test_the_police_s_part_limits_the_whole_and_not_the_council_alone(area: Area, tmp_path: Path) -> None:
    joint = json.loads((area.letter / "judgment.json").read_text())
    assert joint["overall"]["level"] in ("requires_improvement", "inadequate")
    conspectus(
        "judge", area.folder / "inspection", "--out", tmp_path, "--casebook", area.linked_by_us,
        "--framework", "ilacs",
    )  # fmt: skip
    alone = json.loads((tmp_path / "judgment.json").read_text())
    assert alone["overall"]["level"] == "good"


def test_verify_says_what_does_not_hold(area: Area, tmp_path: Path) -> None:
    last = conspectus("verify", area.letter / "letter.json").splitlines()[-1]
    assert last.startswith("Whatever could be checked holds. Held: content, framework")
    open_ = last.partition("Not checked: ")[2]
    assert "signatures (the letter is unsigned)" in open_ and "casebook (it is not here)" in open_
    changed = tmp_path / "letter.json"
    changed.write_text((area.letter / "letter.json").read_text().replace("inadequate", "good", 1))
    assert "DOES NOT HOLD" in conspectus("verify", changed, expect=1)
    changed.write_text("not a letter")
    conspectus("verify", changed, expect=2)


@pytest.mark.parametrize("name", ["check", "show", "judgment", "letter"])
def test_published_json_agrees_with_its_schema(area: Area, name: str) -> None:
    schemas = Path(__file__).parents[2] / "src" / "conspectus" / "schemas"
    schema = json.loads((schemas / f"{name}.schema.json").read_text(encoding="utf-8"))
    if name == "check":
        text = conspectus("check", area.folder / "returns", "--format", "json", expect=1)
    elif name == "show":
        text = conspectus("show", area.linked_by_us, "--format", "json")
    else:
        text = (area.letter / f"{name}.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), schema)
