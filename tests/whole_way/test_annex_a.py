"""The council's return is the public Annex A sample, beside police and health files made for its children."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from conspectus.records.casebook import open_casebook
from tests.commands import conspectus

SAMPLE = Path(__file__).parents[2].parent / "shared" / "data" / "annex-a" / "annex-a-sample.xlsx"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason="the public Annex A sample is not beside the checkout"
)

FORENAMES = ["Aisha", "Ben", "Chloe", "Dawid", "Ella", "Farid", "Grace", "Hugo", "Isla", "Jakub"]
SURNAMES = [
    "Abbott",
    "Barker",
    "Cohen",
    "Dhillon",
    "Ellis",
    "Farrow",
    "Gibbs",
    "Hussain",
    "Ivers",
    "Jarvis",
    "Kaya",
]


def children() -> pl.DataFrame:
    """The sample's child ids with a sex and a date of birth, and made-up names."""
    book = fastexcel.read_excel(SAMPLE)
    parts = []
    for number in range(1, 9):
        sheet = book.load_sheet(f"List {number}", header_row=None, dtypes="string").to_polars()
        names = list(sheet.row(0))
        born = names.index("Date of Birth")
        parts.append(sheet[1:].select(person_id=sheet.columns[0], born=sheet.columns[born]))
    rows = pl.concat(parts).filter(pl.col("born").is_not_null()).unique("person_id").sort("person_id")
    place = pl.int_range(pl.len())
    return rows.select(
        "person_id",
        forename=place.map_elements(lambda n: FORENAMES[n % len(FORENAMES)], return_dtype=pl.String),
        surname=place.map_elements(lambda n: SURNAMES[n * 7 % len(SURNAMES)], return_dtype=pl.String),
        date_of_birth=pl.col("born").str.head(10),
        postcode=pl.format("ZZ{} {}AB", place % 20 + 1, place % 9 + 1),
    )


def manifest(sender: str, agency: str, schema: str, covers: list[str]) -> str:
    return f"""sender = "{sender}"
agency = "{agency}"
schema = "{schema}"
period = {{ from = 2020-09-16, to = 2021-03-15 }}
extracted = 2021-03-16T09:00:00Z
scope = "residence"
covers = {covers}
"""


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("annex") / "returns"
    known = children()
    for agency, word in (("police", "missing_episode"), ("health", "emergency_attendance")):
        sender = folder / f"top-{agency}"
        sender.mkdir(parents=True)
        (sender / "return.toml").write_text(manifest(f"top-{agency}", agency, "events-1", [word]))
        own = known.with_columns(person_id=pl.format("{}{}", pl.lit(agency[0].upper()), "person_id"))
        own.write_csv(sender / "people.csv")
        events = own.select(
            event_id=pl.format("E{}", "person_id"), person_id="person_id", event=pl.lit(word),
            started=pl.lit("2020-11-02T21:15"), source_ref=pl.format("R{}", "person_id"),
        )  # fmt: skip
        events.write_csv(sender / "events.csv")
    council = folder / "top-council"
    council.mkdir()
    (council / "annex-a.xlsx").write_bytes(SAMPLE.read_bytes())
    (council / "return.toml").write_text(
        manifest("top-council", "council", "annex-a", ["contact", "referral"])
    )
    yield folder


def build(returns: Path, tmp_path: Path) -> tuple[str, pl.DataFrame]:
    """The receipt as printed, and how many agencies each linked person of the council is known to."""
    book = tmp_path / "casebook.duckdb"
    text = conspectus("build", returns, "--out", book, "--nation", "england")
    with open_casebook(book) as casebook:
        people = casebook.frame(
            "select l.person_id, len(c.agencies) as agencies from links l join children c using (child_id) "
            "where l.sender = 'top-council'"
        )
        files = casebook.frame("select * from files")
    assert (files["rows_in"] == files["rows_used"] + files["rows_set_aside"]).all()
    return text, people


def test_without_names_the_council_s_children_stay_unlinked_and_the_receipt_says_so(
    returns: Path, tmp_path: Path
) -> None:
    text, people = build(returns, tmp_path)
    assert "without names" in text
    assert people.height > 0 and (people["agencies"] == 1).all()


def test_with_a_people_file_they_are_linked(returns: Path, tmp_path: Path) -> None:
    children().write_csv(returns / "top-council" / "people.csv")
    _, people = build(returns, tmp_path)
    named = people.join(children(), on="person_id", how="semi")
    assert named.height == children().height
    assert (named["agencies"] == 3).mean() >= 0.95, named["agencies"].value_counts()  # type: ignore[operator]
