"""Seven children, by stratum and seed, each agency's part shown at least twice where the frame allows."""

from collections.abc import Iterator
from datetime import date

import pytest

from conspectus.definitions import patterns, sampling_plan
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.patterns import find
from conspectus.records.sampling import choose
from conspectus.records.worked import put_area
from conspectus.terms import Agency, Nation

AS_OF = day_end(date(2026, 3, 31))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def area(engine: Engine, *, plans: int, missing: int, rare: int) -> None:
    """So many children on a plan and missing; of the missing, `rare` are known to the smaller agencies too."""
    lines = [f"2026-01-05 child_protection_plan child=plan-{n} agency=council" for n in range(plans)]
    lines += [f"2026-02-05T20:00 missing_episode child=gone-{n} agency=police" for n in range(missing)]
    lines += [
        f"2026-02-06 support_session child=gone-{n} agency={agency}"
        for n in range(rare)
        for agency in ("health", "education", "youth_justice", "probation", "voluntary")
    ]
    put_area(engine, lines)
    join(engine)
    find(engine, [patterns()["cse"]], as_of=AS_OF, nation=Nation.ENGLAND)


def chosen(engine: Engine, seed: int) -> list[tuple[str, str, float, list[str]]]:
    choose(engine, plan=sampling_plan(), theme="cse", as_of=AS_OF, seed=seed)
    return engine.rows("select child_id, stratum, chance, agencies from sample order by place")


def test_covers_every_agency_twice_where_the_frame_allows(engine: Engine) -> None:
    area(engine, plans=30, missing=30, rare=3)
    rows = chosen(engine, 7)
    assert len(rows) == 7 and len({row[0] for row in rows}) == 7
    shown = [agency for row in rows for agency in row[3]]
    assert all(shown.count(agency) >= 2 for agency in Agency), shown


def test_the_same_seed_chooses_the_same_children_and_another_others(engine: Engine) -> None:
    area(engine, plans=30, missing=30, rare=3)
    assert chosen(engine, 7) == chosen(engine, 7)
    assert [row[0] for row in chosen(engine, 7)] != [row[0] for row in chosen(engine, 8)]


def test_chances_add_up_to_the_places(engine: Engine) -> None:
    area(engine, plans=4, missing=3, rare=1)
    assert all(row[2] == 1.0 for row in chosen(engine, 1))  # seven in the frame: each is certain


def test_a_small_or_empty_frame_is_said_not_filled(engine: Engine) -> None:
    area(engine, plans=2, missing=0, rare=0)
    assert len(chosen(engine, 1)) == 2
    assert dict(engine.rows("select stratum, children from frame"))["on a plan"] == 2


def test_a_framework_that_looks_at_some_agencies_alone_asks_for_no_other(engine: Engine) -> None:
    area(engine, plans=30, missing=300, rare=2)
    few = []
    for seed in range(5):
        agencies = (Agency.COUNCIL, Agency.POLICE)
        choose(engine, plan=sampling_plan(), theme="cse", agencies=agencies, as_of=AS_OF, seed=seed)
        few.append(sum(len(seen) > 1 for (seen,) in engine.rows("select agencies from sample")))
        assert any(len(row[3]) > 1 for row in chosen(engine, seed))  # all agencies: the rare ones are sought
    assert sum(few) <= 1
