"""Where a request's time goes: each moment belongs to one part, and the table adds up."""

import time
from collections.abc import Callable

import pytest
from tools.load import parts
from tools.load.told import said_parts


@pytest.fixture
def pass_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds of a processor pass."""
    now = [100.0]
    monkeypatch.setattr(time, "process_time", lambda: now[0])

    def passing(seconds: float) -> None:
        now[0] += seconds

    return passing


def test_time_belongs_to_the_part_that_was_entered_last(pass_by: Callable[[float], None]) -> None:
    clock = parts.Clock()
    asked = clock.timed("database", lambda: pass_by(1))

    def drawn() -> None:
        pass_by(2)
        asked()
        pass_by(4)

    clock.timed("templates", drawn)()
    pass_by(8)
    assert clock.taken() == {"database": 1, "templates": 6, "rest": 8}
    assert clock.taken() == {"rest": 0}


def test_what_the_log_asks_of_the_database_is_the_logs(pass_by: Callable[[float], None]) -> None:
    clock = parts.Clock()
    asked = clock.timed("database", lambda: pass_by(1))
    clock.timed("log", lambda: asked())()
    assert clock.taken() == {"log": 1, "rest": 0}


def test_a_part_that_fails_is_left_too(pass_by: Callable[[float], None]) -> None:
    clock = parts.Clock()

    def failing() -> None:
        pass_by(1)
        raise ValueError

    with pytest.raises(ValueError):
        clock.timed("casebook", failing)()
    pass_by(2)
    assert clock.taken() == {"casebook": 1, "rest": 2}


def test_each_kind_is_asked_for_in_turn_by_those_who_reach_it() -> None:
    pages = {"lead": {"home": ["/"], "log": ["/a", "/b"]}, "moderator": {"log": ["/c"]}}
    asked = list(parts.turns("log", {"lead": "l", "moderator": "m"}, pages, 4))
    assert asked == [("log", "/a", "l"), ("log", "/c", "m"), ("log", "/b", "l"), ("log", "/c", "m")]


def test_the_dearest_page_is_told_first_and_the_parts_add_up() -> None:
    cheap = {"database": 0.001, "casebook": 0.0, "templates": 0.002, "log": 0.0, "rest": 0.001, "waited": 0.0}
    dear = {name: value * 3 for name, value in cheap.items()}
    rows = "\n".join(said_parts({"home": cheap, "child": dear})).splitlines()[-3:]
    assert [row.split(" | ")[:3] for row in rows] == [
        ["| child", "12.0", "3.0"], ["| home", "4.0", "1.0"], ["| **all, on average**", "**8.0**", "**2.0**"],
    ]  # fmt: skip
