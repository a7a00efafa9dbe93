"""Points: provisional ones, those joined, segments, rounds, quarters."""

from datetime import date
from pathlib import Path

import pytest

from conspectus.errors import ConspectusError
from conspectus.monitoring import Changes, read_changes, trend
from conspectus.monitoring.assurance import Assurance, assurance
from conspectus.monitoring.changes import Change
from conspectus.monitoring.charts import Chart
from conspectus.monitoring.points import Counts, by_quarter, newest_word, segments
from conspectus.monitoring.signals import News, Signal
from conspectus.monitoring.trend_model import Series, Trend
from tests.monitoring.monitoring_making import figures, head

STEADY = [(14, 6), (16, 4), (15, 5), (13, 7), (17, 3), (15, 5)] * 4


def _counts(place: int, n: int = 10, met: int = 5, *, months: int = 1) -> Counts:
    last = place + months - 1
    return Counts(
        first=date(2023 + place // 12, place % 12 + 1, 1),
        last=date(2023 + last // 12, last % 12 + 1, 28),
        n=n,
        met=met,
    )


def _share(found: Trend) -> Series:
    return next(one for one in found.series if one.measure == "share")


@pytest.mark.parametrize(
    ("asked", "waiting", "provisional"),
    [(100, 5, False), (100, 6, True), (20, 1, False), (0, 0, False), (1, 1, True)],
)
def test_a_point_is_provisional_while_less_than_95_percent_is_decided(
    asked: int, waiting: int, provisional: bool
) -> None:
    point = Counts(date(2023, 1, 1), date(2023, 1, 31), n=1, met=1, asked=asked, waiting=waiting)
    assert point.provisional is provisional


def test_a_change_starts_a_segment_with_the_point_of_its_day() -> None:
    points = [_counts(place) for place in range(6)]
    parts = segments(points, [date(2023, 3, 1), date(2023, 5, 20)])
    assert [[one.first.month for one in part] for part in parts] == [[1, 2], [3, 4], [5, 6]]
    assert segments(points, [date(2022, 1, 1), date(2024, 1, 1)]) == [points]


def test_points_are_never_joined_across_a_change() -> None:
    few = [(3, 1), (2, 0), (3, 1), (1, 0), (9, 1)]
    declared = Changes(change=(Change(date=date(2023, 4, 1), what="A new form"),))
    series = _share(trend([figures(few)], changes=declared))
    assert [(one.from_.month, one.to.month, one.n, one.provisional) for one in series.points] == [
        (1, 2, 6, False), (3, 3, 4, True), (4, 5, 11, False)
    ]  # fmt: skip
    assert [part.from_.month for part in series.segments] == [1, 4]


def test_a_change_for_another_duty_or_agency_leaves_a_series_whole() -> None:
    declared = Changes(change=(Change(date=date(2023, 3, 1), what="x", duty="other"),))
    assert len(_share(trend([figures(STEADY)], changes=declared)).segments) == 1


def test_the_newest_word_on_a_month_counts_and_the_earlier_stays_to_be_seen() -> None:
    earlier = (date(2023, 7, 1), [_counts(0), _counts(1), _counts(2, n=8, met=4)])
    later = (date(2023, 8, 1), [_counts(2, n=12, met=9), _counts(3)])
    found = newest_word([later, earlier])
    assert [(one.first.month, one.n) for one in found] == [(1, 10), (2, 10), (3, 12), (4, 10)]
    assert [(one.as_of, one.n, one.met) for one in found[2].revisions] == [(date(2023, 7, 1), 8, 4)]
    assert newest_word([earlier, later]) == found


def test_rounds_that_say_the_same_are_no_revision() -> None:
    assert (
        newest_word([(date(2023, 7, 1), [_counts(0)]), (date(2023, 8, 1), [_counts(0)])])[0].revisions == ()
    )


def test_quarters_are_of_the_calendar() -> None:
    found = by_quarter([_counts(place) for place in range(1, 8)])
    assert [(one.first.month, one.last.month, one.n) for one in found] == [(2, 3, 20), (4, 6, 30), (7, 8, 20)]


def test_a_baseline_is_frozen_after_24_points() -> None:
    worse = [(5, 15)] * 8
    series = _share(trend([figures([*STEADY, *worse])]))
    assert series.chart is Chart.P_PRIME and series.centre == pytest.approx(0.75)
    assert {one.news for one in series.points[24:]} == {News.CONCERN}
    assert {signal.signal for signal in series.points[-1].signals} >= {Signal.OUTSIDE, Signal.SHIFT}
    assert (series.state, series.run[0].from_) == ("concern", date(2025, 1, 1))


def test_under_twelve_points_there_is_a_median_and_no_signal() -> None:
    series = _share(trend([figures([(9, 1)] * 10 + [(0, 10)])]))
    assert (series.chart, series.centre, series.sigma_z) == (Chart.RUN, 0.9, None)
    assert all(one.lower is None and not one.signals for one in series.points)


def test_provisional_points_stand_outside_the_rules() -> None:
    series = _share(trend([figures([*STEADY, (0, 20)], waiting=9)]))
    assert series.points[-1].provisional and not series.points[-1].signals
    assert series.points[-1].lower is not None
    assert series.centre == pytest.approx(0.75)


def test_times_count_days_and_lower_is_better() -> None:
    quick = [10.0, 11.0] * 12 + [4.0] * 7
    found = trend([figures([(10, 2)] * 31, times=quick)])
    series = next(one for one in found.series if one.measure == "time")
    assert (series.chart, series.better, series.unit, series.centre) == (
        Chart.XMR,
        "down",
        "working_days",
        10.5,
    )
    assert series.state == "improvement"


def test_gaps_have_a_count_chart_and_a_rate_chart_where_months_were_joined() -> None:
    by_month = trend([figures(gaps=[(8, 7)] * 14)]).series
    assert [(one.chart, one.unit, one.centre) for one in by_month] == [(Chart.C, "gaps", 8.0)]
    joined = trend(
        [figures(gaps=[(8, 7)] * 14).model_copy(update={"children": 900}), figures(gaps=[(8, 7)] * 15)]
    )
    assert [one.chart for one in joined.series] == [Chart.U]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (0.95, Assurance.ALWAYS_FAILED), (0.9, Assurance.HIT_OR_MISS), (0.5, Assurance.ALWAYS_MET),
        (0.51, Assurance.HIT_OR_MISS), (None, Assurance.NO_TARGET),
    ],
)  # fmt: skip
def test_assurance_is_by_the_limits(target: float | None, says: Assurance) -> None:
    assert assurance(target, 0.5, 0.9) is says
    assert assurance(target, None, None) is (Assurance.NO_TARGET if target is None else Assurance.NO_LIMITS)


def test_assurance_is_by_the_latest_decided_point_and_unclipped_limits() -> None:
    many = [(99, 1), (98, 2)] * 7
    held = figures(many, heads=[head(target=1.0)])
    series = _share(trend([held]))
    upper = series.points[-1].upper
    assert upper is not None and upper > 1.0  # clipped, a target of all would lie at the limit
    assert series.assurance is Assurance.HIT_OR_MISS


def test_a_file_of_changes_is_told_what_is_wrong_with_it() -> None:
    with pytest.raises(ConspectusError):
        read_changes(Path("no-such-file.toml"))
