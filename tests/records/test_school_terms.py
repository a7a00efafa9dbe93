"""School terms as somebody sends them, and the school days between."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from conspectus.errors import ReturnsError
from conspectus.records.dates.calendar import calendar_table, with_school_days
from conspectus.records.school_terms import terms_of
from conspectus.terms import Nation


def sent(tmp_path: Path, text: str, *, where: str = "returns/schools") -> list[Path]:
    for folder in ("returns/schools", "returns/council", "inspection"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / where / "terms.csv").write_text(text, encoding="utf-8")
    return [tmp_path / "returns/council", tmp_path / "returns/schools"]


@pytest.mark.parametrize("where", ["returns/schools", "inspection"])
def test_terms_stand_in_a_return_or_beside_the_inspection(tmp_path: Path, where: str) -> None:
    found = terms_of(sent(tmp_path, "From,To\n2026-01-05,13/02/2026\n2026-02-23,2026-03-27\n", where=where))
    assert found.rows() == [
        (date(2026, 1, 5), date(2026, 2, 13)),
        (date(2026, 2, 23), date(2026, 3, 27)),
    ]


def test_nobody_sent_any(tmp_path: Path) -> None:
    (tmp_path / "returns/schools").mkdir(parents=True)
    assert terms_of([tmp_path / "returns/schools"]).is_empty()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("begins,to\n2026-01-05,2026-02-13\n", "it has no column from"),
        ("from,to\n2026-01-05,soon\n", "row 2 does not say from when to when"),
        ("from,to\n2026-01-05,2026-02-13\n2026-03-27,2026-02-23\n", "row 3 does not say from when to when"),
    ],
)
def test_terms_that_cannot_be_read_are_refused_with_their_row(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ReturnsError, match=says) as refused:
        terms_of(sent(tmp_path, text))
    assert refused.value.where.endswith("terms.csv") and "from and to" in str(refused.value.todo)


def test_school_days_leave_out_holidays_weekends_and_what_nobody_knows() -> None:
    calendar = calendar_table(first=date(2026, 3, 25), last=date(2026, 5, 10), nation=Nation.ENGLAND)
    terms = pl.DataFrame(
        {"first": [date(2026, 3, 26), date(2026, 4, 30)], "last": [date(2026, 3, 27), date(2026, 5, 6)]}
    )
    days = with_school_days(calendar, terms=terms)
    at_school = days.filter("at_school")["date"].dt.strftime("%m-%d").to_list()
    assert at_school == ["03-26", "03-27", "04-30", "05-01", "05-05", "05-06"]  # 4 May is a bank holiday
    known = days.filter(pl.col("school").is_not_null())["date"]
    assert (known.min(), known.max()) == (date(2026, 3, 26), date(2026, 5, 6))
    none = with_school_days(calendar, terms=terms.clear())
    assert none["school"].null_count() == none.height and not none["at_school"].any()
