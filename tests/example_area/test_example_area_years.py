"""An area over years, and many areas: their stories are in their returns, and each area differs as told."""

from datetime import date
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from conspectus import example_area
from conspectus.errors import ConspectusError
from conspectus.example_area.plan import Wanted, planned
from conspectus.example_area.programme import DIFFER, drawn
from conspectus.example_area.settings import earlier_years, lasting, period, rates, senders
from conspectus.example_area.stories import rate_stories
from conspectus.monitoring import read_changes
from conspectus.monitoring.counting import read_area
from conspectus.terms import Agency


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    example_area.make(folder, example_area.Wanted(children=500, seed=3, months=36))
    return folder


def _share(area: Path, duty: str, agency: str, *, since: date, until: date) -> float:
    owed = pl.read_csv(area / "truth" / "obligations.csv", try_parse_dates=True)
    held = owed.filter(
        pl.col("duty") == duty, pl.col("agency") == agency, pl.col("due_day").is_between(since, until),
        pl.col("status").is_in(["met", "late", "missed"]),
    )  # fmt: skip
    return float((held["status"] == "met").mean())  # type: ignore[arg-type]


def test_an_area_is_one_year_where_nothing_is_said() -> None:
    assert planned(Wanted(children=10, seed=1)).stories == ()
    assert (senders()[Agency.COUNCIL].from_, period()) == (
        date(2025, 4, 1),
        (date(2025, 4, 1), date(2026, 3, 31)),
    )
    assert list(earlier_years()) == []


def test_years_are_lived_one_after_another() -> None:
    with lasting(36):
        lived = [period() for _ in earlier_years()]
        assert senders()[Agency.COUNCIL].from_ == date(2023, 4, 1)
        assert lived == [(date(2023, 4, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2025, 3, 31))]
        assert period() == (date(2025, 4, 1), date(2026, 3, 31))
    assert senders()[Agency.COUNCIL].from_ == date(2025, 4, 1)


@pytest.mark.parametrize("months", [6, 30, 72])
def test_months_are_whole_years(months: int) -> None:
    with pytest.raises(ConspectusError, match="whole years"):
        planned(Wanted(children=10, seed=1, months=months))


def test_stories_are_in_the_returns(years: Path) -> None:
    told = {one.tale.id: one for one in rate_stories(36)}
    for name, worse_after in (("police-reorganisation", True), ("second-team", False)):
        one = told[name]
        before = _share(years, one.tale.duty, one.tale.agency, since=one.first, until=one.begins)
        after = _share(years, one.tale.duty, one.tale.agency, since=one.begins, until=one.last)
        assert (before - after > 0.12) is worse_after and abs(before - after) > 0.12, name
    drift = told["slow-drift"].tale
    first, last = (
        _share(years, drift.duty, drift.agency, since=date(year, 4, 1), until=date(year + 1, 3, 31))
        for year in (2023, 2025)
    )
    assert first - last > 0.1


def test_what_is_recorded_otherwise_looks_worse_though_practice_is_the_same(years: Path) -> None:
    one = next(story for story in rate_stories(36) if story.tale.kind == "recording")
    before = _share(years, one.tale.duty, one.tale.agency, since=one.first, until=one.begins)
    after = _share(years, one.tale.duty, one.tale.agency, since=one.begins, until=one.last)
    assert before > 0.8 and after < 0.6
    row = pl.read_csv(years / "truth" / "stories.csv").filter(story=one.tale.id).row(0, named=True)
    assert row["before"] == row["after"] == 0.9


def test_the_partnership_knows_of_its_change_and_its_action(years: Path) -> None:
    declared = read_changes(years / "truth" / "changes.toml")
    assert [one.duty for one in declared.change] == ["referral-decision"]
    assert [one.duty for one in declared.action] == ["assessment-45-working-days"]


def test_a_season_returns_every_year() -> None:
    season = next(one for one in rate_stories(36) if one.tale.kind == "season")
    usual = (0.88, 0.09, 0.03)
    for year, month in product((2023, 2024, 2025), (6, 7, 8, 9)):
        assert (season.shares(usual, date(year, month, 15)) == usual) is (month not in (7, 8))


def test_areas_differ_and_a_few_truly_stand_out(tmp_path: Path) -> None:
    example_area.make_areas(tmp_path, example_area.Wanted(children=20, seed=1), areas=2)
    told = pl.read_csv(tmp_path / "truth" / "areas.csv")
    names = told["area"].unique().sort().to_list()
    folders = sorted(one for one in tmp_path.iterdir() if one.name != "truth")
    assert [read_area(one / "area.toml").name for one in folders] == names
    assert all((one / "returns").is_dir() and read_area(one / "area.toml").region for one in folders)


def test_outliers_are_one_in_ten_each_way_and_the_rest_are_spread() -> None:
    areas = [drawn(place, children=1000, seed=1, usual=rates()) for place in range(40)]
    for number, (rate, duty, _) in enumerate(DIFFER):
        told = [one.truths[number] for one in areas]
        assert [one[1] for one in told] == [duty] * 40
        assert sum(one[4] == "below" for one in told) == sum(one[4] == "above" for one in told) == 4
        usual = rates()[rate]
        assert isinstance(usual, tuple)
        assert all(one[3] < usual[0] - 0.1 for one in told if one[4] == "below")
        rest = [one[3] for one in told if not one[4]]
        assert len(set(rest)) > len(rest) / 2 and max(rest) - min(rest) > 0.05
        assert all(sum(one.rates[rate]) == pytest.approx(sum(usual)) for one in areas)  # type: ignore[arg-type]
    assert len({one.name for one in areas}) == 40
