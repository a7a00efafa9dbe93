"""The obligations that a figure counts, read page by page; what rests on a restricted entry is not among them."""

from pathlib import Path

import duckdb
import pytest
from tests.records.casebook.small_casebook import make_casebook

from conspectus.records.casebook import Casebook, DutyFigure, open_casebook
from conspectus.terms import Status


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("owed") / "small.duckdb"
    make_casebook(found)
    return found


def keys(book: Casebook, figure: DutyFigure, status: str = "") -> list[str | None]:
    """Read two by two, as a page would fifty by fifty."""
    many = book.how_many_owed(figure, status=status)
    pages = [book.owed(figure, status=status, part=slice(at, at + 2)) for at in range(0, many, 2)]
    return [owed.obligation_id for page in pages for _, owed in page]


def test_every_obligation_is_on_one_page_whatever_is_restricted(path: Path) -> None:
    with open_casebook(path) as book:
        for figure in book.picture().duties:
            open_ones = [
                str(row["obligation_id"])
                for row in book.rows("select * from child_obligations where not restricted")
                if (row["duty"], row["part"], row["agency"]) == (figure.duty, figure.part, figure.agency)
            ]
            assert sorted(map(str, keys(book, figure))) == sorted(open_ones)
            told = [word for status in Status for word in keys(book, figure, status.value)]
            assert sorted(map(str, told)) == sorted(open_ones)


def test_one_that_rests_on_a_restricted_entry_is_left_out_and_counted_by_the_figure_all_the_same(
    path: Path,
) -> None:
    with open_casebook(path) as book:
        figure = next(one for one in book.picture().duties if one.obligations > 2)
        before = keys(book, figure)
    with duckdb.connect(str(path)) as file:
        file.execute(
            "update child_obligations set restricted = true where obligation_id = ?", [before[0]]
        ).fetchall()
    with open_casebook(path) as book:
        assert keys(book, figure) == before[1:]
        assert [one for one in book.picture().duties if one.obligations == figure.obligations]
