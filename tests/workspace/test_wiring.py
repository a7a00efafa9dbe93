"""The apps are wired together in one place, and wiring them again changes nothing."""

from typing import Any

import pytest

from conspectus.workspace.config.wiring import DOUBTS, NEEDS, wire
from conspectus.workspace.evidence import uses
from conspectus.workspace.inspections import building, links, moves, shown, todo
from conspectus.workspace.inspections.actions import people
from conspectus.workspace.inspections.stages import MOVES, Stage
from conspectus.workspace.ratings.views import cell


def state() -> list[object]:
    """What stands in every list."""
    lists: tuple[list[Any], ...] = (
        *(todo.EARLY, todo.LATER, building.DECISIONS, building.AFTER, building.TELLS),
        *(shown.KEPT_BACK, uses.FINDERS, cell.PANELS, people.LEAVING),
        *(links.ON_HOME, links.ON_CHILDREN, links.EVIDENCE_FORMS, uses.QUESTIONS_AT, uses.PUBLISHED_AT),
    )
    return [*(list(one) for one in lists), dict(moves.NEEDS), dict(moves.DOUBTS)]


def test_every_list_is_filled_and_wiring_again_changes_nothing() -> None:
    before = state()
    assert all(before)
    wire()
    assert state() == before


def test_only_moves_that_there_are_can_wait() -> None:
    try:
        with pytest.raises(ValueError, match="no move leads from set_up to closed"):
            moves.set_tables(needs=[(Stage.SET_UP, Stage.CLOSED, ())], doubts=[])
    finally:
        wire()
    assert {(was, becomes) for was, becomes, _ in (*NEEDS, *DOUBTS)} <= {
        (was, becomes) for was, to in MOVES.items() for becomes in to
    }
