"""The short ways of checking a large return against slow ones that look at every row."""

import random
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions.return_schema import FromColumn, unsaid
from conspectus.records.dates.parsing import read_carefully, read_dates
from conspectus.records.returns import dating
from conspectus.records.returns.fates import SPOILT
from conspectus.records.returns.found import NOTHING, PLACE, all_differ, at_places
from conspectus.records.returns.ids import FAILED, says_nothing
from conspectus.records.returns.words import coded, says_yes
from conspectus.records.sheets import reading
from conspectus.records.sheets.text import read_text

SEEDS = range(12)
WAYS = ("2024-05-{:02}", "{:02}/05/2024", "2024-05-{:02}T10:30:00Z", "{:02}/05/2024 00:00", "{} May 2024")
ODD = (
    None, "01/01/1900", "00/01/1900 00:00", "1/1/1900 10:15", "9999-12-31T00:00:00", "0", "00:00", "12/31/2024",
    "12/31/2024 11:00", "05/06/2024", "31/02/2024", "unknown", "2024", "about May 2024", "01/01/19001", "0x", "n/a",
)  # fmt: skip


def _texts(seed: int, *, rows: int = 1_500) -> pl.Series:
    rng = random.Random(seed)
    ways, share = rng.sample(WAYS, rng.choice([1, 2])), rng.choice([0.0, 0.01, 0.3])
    some = rng.sample(ODD, 3)
    texts = [
        rng.choice(some) if rng.random() < share else rng.choice(ways).format(rng.randint(1, 28))
        for _ in range(rows)
    ]
    return pl.Series("text", texts, dtype=pl.String)


def _rows(texts: pl.Series) -> pl.DataFrame:
    return texts.to_frame().select(
        file=pl.lit("events.csv"), sheet=pl.lit(""), row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        **{"sent:started": "text", "at_once:started": "text"}, **{"is_date:started": pl.lit(value=False)},
        **{SPOILT: pl.lit(None, pl.String)},
    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_dates_that_ask_for_no_care_are_as_the_careful_ways_leave_them(seed: int) -> None:
    rows = _rows(_texts(seed))
    short, told = dating._as_written(rows, "started")
    slow, careful = rows["at_once:started"].alias("text"), NOTHING
    for way in (dating._without_none, dating._day_first, dating._as_days):
        slow, more = way(slow, rows, "started")
        careful += more
    assert short.to_list() == slow.to_list()
    assert told.all_issues().equals(careful.all_issues())


@pytest.mark.parametrize("seed", SEEDS)
def test_distinct_dates_are_read_as_each_by_itself(seed: int) -> None:
    texts = _texts(seed)
    assert read_dates(texts).equals(read_carefully(texts))


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_at_places_are_those_that_a_join_finds(seed: int) -> None:
    rng = random.Random(seed)
    places = [(rng.choice("ab"), rng.choice(["", "x"]), rng.randint(1, 40)) for _ in range(300)]
    rows = pl.DataFrame(places, schema=list(PLACE), orient="row").with_row_index("at")
    few = pl.DataFrame(
        rng.sample(places, rng.choice([0, 1, 9])) or None, schema=rows.drop("at").schema, orient="row"
    )
    found = rows.filter(at_places(rows, few))["at"].to_list()
    assert found == rows.join(few, on=PLACE, how="semi").sort("at")["at"].to_list()


def test_texts_that_all_differ() -> None:
    assert all_differ(pl.Series(["a", "b", None]))
    assert not all_differ(pl.Series(["a", "b", "a"]))
    assert not all_differ(pl.Series(["a", None, None]))


@pytest.mark.parametrize(
    "words",
    [{"yes": ("1", "S")}, {"yes": ("1",), "no": ("0", "")}, {"yes": ("", "T")}, {"late": ("1",)}],
)
def test_a_column_says_yes_where_it_would_be_written_so(words: dict[str, tuple[str, ...]]) -> None:
    source = FromColumn(column="rne", words=words)
    for texts in (["1", "S", None, "0", "T: told", "zz", "a) 1", "-"], [None, None], []):
        rows = pl.DataFrame({"sent:rne": texts}, schema={"sent:rne": pl.String})
        slow = (coded(rows, source) == "yes").fill_null(value=False)
        assert says_yes(rows, source).to_list() == slow.to_list()


def test_words_for_nothing_stand_in_any_letters_and_alone() -> None:
    words = [*unsaid().ids, "#REF!", "#n/a", "P1", "nk1", "a-", "-1", "not  known", "x total", "", "?", "??"]
    texts = [*words, *(word.upper() for word in words), *(word.title() for word in words), None]
    rows = pl.DataFrame({"sent:person_id": texts}, schema={"sent:person_id": pl.String})
    sent = pl.col("sent:person_id")
    slow = sent.str.to_lowercase().is_in(list(unsaid().ids)) | sent.str.contains(FAILED)
    assert (
        rows.select(says_nothing("person_id")).to_series().to_list()
        == rows.select(slow).to_series().to_list()
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("odd", ["c", " c", "c ", "c\t", "\vc", "c\f", "c\rd", "\rc", "c\r", "a b"])
def test_cells_lose_what_is_blank_around_them(tmp_path: Path, odd: str, end: str) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(end.join(["a,b,c", f"1,{odd},2", f"3,4,{odd}", f"{odd},5,6", ""]).encode())
    sheet = next(read_text(path, file="events.csv", sha256=""))
    names = reading._with_spaces(sheet.cells, sheet.columns)
    if sheet.spaces_alone:
        assert reading._beside_spaces(sheet.cells, sheet.columns) == names
    tidy = reading._tidy(sheet)
    texts = [text for text in tidy.cells.drop("row").row(1) if text is not None]
    assert texts == [text.strip() for text in texts]
    assert sheet.spaces_alone == (not set(odd) & set("\t\v\f") and "\r" not in odd)
