"""An area whose council sends statutory returns alone: they are read, and the truth is still the truth."""

from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from conspectus import example_area
from conspectus.errors import ConspectusError
from conspectus.example_area.plan import planned
from conspectus.example_area.settings import told_by
from conspectus.records import casebook, pipeline
from conspectus.terms import Nation
from tests.commands import conspectus

KEY = ["duty", "part", "agency", "counterparty", "trigger_ref", "n"]


def owed_in(book: Path) -> set[tuple[str, ...]]:
    """Every obligation of a casebook with its status."""
    with casebook.open_casebook(book) as opened:
        rows = opened.rows(f"select {', '.join(KEY)}, status from obligations")
    return {tuple("" if value is None else str(value) for value in row.values()) for row in rows}


def truly_owed(folder: Path) -> set[tuple[str, ...]]:
    """Every obligation of the truth with its status."""
    truth = pl.read_csv(folder / "truth" / "obligations.csv", infer_schema=False)
    return set(truth.select(*KEY, "status").with_columns(pl.all().fill_null("")).iter_rows())


@pytest.mark.parametrize("returns", [("cin-census", "ssda903"), ("chad",)])
def test_what_the_returns_tell_is_read_as_it_truly_was(tmp_path: Path, returns: tuple[str, ...]) -> None:
    example_area.make(tmp_path, example_area.Wanted(80, 3, returns=returns))
    pipeline.build(tmp_path / "returns", tmp_path / "made.duckdb")
    truth = truly_owed(tmp_path)
    assert owed_in(tmp_path / "made.duckdb") == truth
    assert any(row[4].startswith("northshire-council/") for row in truth)


def test_lines_are_counted_on_from_the_districts_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conspectus.example_area.plan.DISTRICT", 40)
    wanted = example_area.Wanted(80, 3, returns=("cin-census", "ssda903"))
    example_area.make(tmp_path, wanted, processes=1)
    pipeline.build(tmp_path / "returns", tmp_path / "made.duckdb")
    with casebook.open_casebook(tmp_path / "made.duckdb") as opened:
        held = {row["event_ref"] for row in opened.rows("select event_ref from events")}
    cited = {row[4] for row in truly_owed(tmp_path) if row[4].startswith("northshire-council/")}
    assert cited <= held
    assert {ref.split("/")[2][:4] for ref in cited} == {"NC10", "NC11"}  # people of both districts


def test_a_council_sends_nothing_beside_its_returns_but_people_and_who_is_whose(tmp_path: Path) -> None:
    conspectus("example", tmp_path / "area", "--children", "60", "--as", "cin-census, ssda903")
    council = tmp_path / "area" / "returns" / "northshire-council"
    files = {"cin-census.xml", "header.csv", "episodes.csv", "reviews.csv"}
    assert {path.name for path in council.iterdir()} == files | {
        "people.csv",
        "relationships.csv",
        "return.toml",
    }
    census = etree.parse(council / "cin-census.xml")
    assert census.getroot().tag == "Message" and len(census.findall(".//CINdetails")) > 5


@pytest.mark.parametrize(
    ("returns", "nation", "said"),
    [
        (("p45",), None, "sends no return"),
        (("annex-a", "cin-census"), None, "tell again"),
        (("cin-census",), Nation.WALES, "those of England"),
    ],
)
def test_what_cannot_be_sent_is_refused(returns: tuple[str, ...], nation: Nation | None, said: str) -> None:
    with pytest.raises(ConspectusError, match=said):
        planned(example_area.Wanted(10, 1, nation=nation, returns=returns))


def test_every_return_that_can_be_asked_for_has_a_page() -> None:
    assert set(told_by()) == {"annex-a", "chad", "cin-census", "ssda903"}
