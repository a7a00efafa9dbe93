"""What is published lets nobody work out what is not: a solver tries, knowing how months are joined."""

import pytest

from conspectus.monitoring import published
from conspectus.monitoring.suppression import small
from tests.monitoring.disclosure_solver import Puzzle, drawn, drawn_gaps, spans, tried_gaps, tried_series
from tests.monitoring.monitoring_making import figures

FILES = 50  # a thousand in benchmarks/disclosure.py


@pytest.mark.parametrize("seed", range(FILES))
def test_every_hidden_count_keeps_two_possible_values(seed: int) -> None:
    series = drawn(seed)
    told = published(figures(*series))
    for place, months in enumerate(series):
        rows = [row for row, held in enumerate(told.points.series) if held == place]
        assert [(told.points.met[row], told.points.n[row]) for row in rows] == [
            (sum(one for one, _ in months[a : b + 1]), sum(map(sum, months[a : b + 1])))
            for a, b in spans(months)
        ]
        assert tried_series(months).found == []


def test_the_solver_finds_what_careless_joining_lets_out() -> None:
    """Were a small month told by its neighbour alone, it would be found: the test can fail."""
    puzzle = Puzzle(2)
    puzzle.known((0, 1), 10, 10)
    puzzle.known((0,), 7, 7)
    assert not puzzle.another(1, 3)


@pytest.mark.parametrize("seed", range(10))
def test_no_gaps_can_be_worked_out_either(seed: int) -> None:
    gaps = drawn_gaps(seed)
    told = published(figures(gaps=gaps))
    for opened, acted, left in zip(told.gaps.opened, told.gaps.acted_on, told.gaps.open, strict=True):
        assert not any(map(small, (opened, acted, left)))
    assert tried_gaps(gaps).found == []


def test_points_told_before_keep_their_boundaries() -> None:
    """The leftover of March went into February's point: when April comes, no difference of two files tells March."""
    first = figures([(8, 8), (7, 7), (2, 1)])
    before = published(first)
    assert before.points.to == ["2023-01", "2023-03"]
    later = published(figures([(8, 8), (7, 7), (2, 1), (9, 9), (1, 1)]), previous=before)
    assert later.points.from_ == ["2023-01", "2023-02", "2023-04"]
    assert later.points.to == ["2023-01", "2023-03", "2023-05"]
    waits = published(figures([(8, 8), (7, 7), (2, 1), (1, 1)]), previous=before)
    assert waits.points.to == ["2023-01", "2023-03"]  # April waits for more


def test_a_month_before_those_told_here_is_not_told_by_difference() -> None:
    before = published(figures([(2, 2), (7, 7), (8, 8)]))
    assert before.points.from_ == ["2023-01", "2023-03"]
    later = published(figures([(7, 7), (8, 8), (9, 9)], start=1), previous=before)
    assert later.points.from_ == ["2023-03", "2023-04"]  # February alone would tell January
