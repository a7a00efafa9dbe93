"""From duties and events to obligations, each with its status and the rows that show it."""

from collections.abc import Callable, Iterable
from datetime import datetime

import sqlglot

from conspectus.definitions import Duty, ParticipationDuty, RecurrenceDuty, ResponseDuty, SharingDuty
from conspectus.records.duties.ages import put_births
from conspectus.records.duties.finish import COLUMNS, finished
from conspectus.records.duties.participation import participation_sql
from conspectus.records.duties.prepare import prepare
from conspectus.records.duties.recurrence import recurrence_sql
from conspectus.records.duties.response import anybody_vague_sql, response_sql
from conspectus.records.duties.sharing import pair, sharing_sql
from conspectus.records.engine import Engine


def evaluate(
    engine: Engine,
    duties: Iterable[Duty],
    *,
    events: str,
    coverage: str,
    as_of: datetime,
    nation: str = "england",
    births: str | None = None,
    tick: Callable[[float], None] | None = None,
) -> None:
    """Make table `obligations` (as in the casebook) from the tables named `events` and `coverage`.

    `events` has the casebook's columns of events, with `child_id` and `lead` (this row stands for all that
    recorded the same); `coverage` has agency, event, from_day and until; `births`, where limits depend on age, has
    child_id, born_first and born_last. `as_of` is a UTC instant.
    """
    chosen = [duty for duty in duties if nation in duty.nations]
    prepare(engine, events=events, coverage=coverage, as_of=as_of, nation=nation, duties=chosen)
    put_births(engine, births=births)
    engine.run(f"create or replace table obligations ({COLUMNS})")
    for done, duty in enumerate(chosen, start=1):
        if isinstance(duty, SharingDuty):
            pair(engine, duty)
        engine.run(f"insert into obligations by name {finished(duty, _lightest(engine, duty))}")
        if tick is not None:
            tick(done / len(chosen))


def compiled(duty: Duty, *, dialect: str = "duckdb") -> str:
    """The duty's query, laid out to be read, in the dialect of an engine ("duckdb" or "spark")."""
    return sqlglot.transpile(finished(duty, _query(duty)), read="duckdb", write=dialect, pretty=True)[0]


def _lightest(engine: Engine, duty: Duty) -> str:
    """The duty's query for the events at hand: without the steps for vague dates where there are none."""
    if isinstance(duty, ResponseDuty):
        [(vague,)] = engine.rows(anybody_vague_sql(duty))
        return response_sql(duty, all_sure=not vague)
    return _query(duty)


def _query(duty: Duty) -> str:
    match duty:
        case ResponseDuty():
            return response_sql(duty)
        case RecurrenceDuty():
            return recurrence_sql(duty)
        case ParticipationDuty():
            return participation_sql(duty)
        case SharingDuty():
            return sharing_sql(duty)
