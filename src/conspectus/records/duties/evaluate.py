"""From duties and events to obligations, each with its status and the rows that show it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from conspectus.definitions import (
    AfterTrigger,
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    SharingDuty,
    holding,
)
from conspectus.records.duties.ages import put_births
from conspectus.records.duties.finish import finished
from conspectus.records.duties.known import Answers, Known, answers_of, known_of
from conspectus.records.duties.participation import participation_sql
from conspectus.records.duties.prepare import DutyTables, look_at, prepare
from conspectus.records.duties.recurrence import recurrence_sql
from conspectus.records.duties.response import AnyResponse, children_vague_sql, rests_on, sure_sql, vague_sql
from conspectus.records.duties.sharing import pair, sharing_sql
from conspectus.records.duties.store import keep_nothing_yet, show_obligations
from conspectus.records.duties.taken import changed, changed_rows, take
from conspectus.records.duties.waiting import let_wait, put_unusable
from conspectus.records.engine import Engine, laid_out
from conspectus.terms import Nation


def evaluate(
    engine: Engine,
    duties: Iterable[Duty],
    *,
    tables: DutyTables,
    as_of: datetime,
    nation: Nation,
    tick: Callable[[float], None] | None = None,
) -> int:
    """Make table `obligations` (as in the casebook) from what was sent; how many were taken over.

    `as_of` is a UTC instant.
    """
    chosen = holding(duties, nation)
    before = tables.earlier
    anew = None if before is None else changed(engine, chosen, tables=tables, before=before)
    whose = None if anew is None else anew.whose
    prepare(engine, tables=tables, as_of=as_of, nation=nation, duties=chosen, whose=whose)
    put_births(engine, births=tables.births, duties=chosen)
    keep_nothing_yet(engine, chosen)
    some_wait = put_unusable(engine, unusable=tables.unusable)
    show_obligations(engine)
    answers = answers_of(engine, chosen)
    if before is None or anew is None:
        keep_all(engine, chosen, answers=answers, tick=tick)
        if some_wait:
            let_wait(engine, chosen)
        return 0
    for rows, numbers in (("duty_rows", anew.everybody), (changed_rows(engine, anew), anew.some)):
        look_at(engine, rows=rows)
        keep_all(engine, chosen, answers=answers, rows=rows, among=numbers, tick=tick)
    if some_wait:
        let_wait(engine, chosen, among=anew.all)
    return take(engine, anew, tables=tables, earlier=before.obligations)


def keep_all(
    engine: Engine,
    duties: Sequence[Duty],
    *,
    answers: Answers,
    rows: str = "duty_rows",
    among: Collection[int] | None = None,
    tick: Callable[[float], None] | None = None,
) -> None:
    """Put every obligation that `duty_events`, the view of `rows`, shows into `duty_obligations`.

    Of duties those whose numbers are `among` them, or all.
    """
    if among is not None and not among:  # to look at every event would be for nothing
        if tick is not None:
            tick(1.0)
        return
    known = known_of(engine, answers, rows=rows)
    for number, duty in enumerate(duties):
        # Without triggers nobody can owe anything, and planning the queries costs as much as ever.
        if (among is None or number in among) and begun_by(duty) & known.there:
            _keep(engine, duty, number=number, known=known)
        if tick is not None:
            tick((number + 1) / len(duties))


def _keep(engine: Engine, duty: Duty, *, number: int, known: Known) -> None:
    if isinstance(duty, SharingDuty):
        pair(engine, duty)
    for query in _statements(engine, duty, number=number, known=known):
        engine.run(f"insert into duty_obligations by name {finished(duty, query, number=number)}")


def begun_by(duty: Duty) -> frozenset[str]:
    """The event words without which nothing is owed by a duty."""
    match duty:
        case ResponseDuty() | MeasuredDuty():
            return frozenset(duty.trigger.words)
        case RecurrenceDuty():
            return frozenset(duty.while_.words)
        case ParticipationDuty():
            return frozenset(duty.meeting.words)
        case SharingDuty():
            return frozenset(duty.sent.words)


def compiled(duty: Duty, *, dialect: str = "duckdb") -> str:
    """The duty's queries, laid out to be read, in the dialect of an engine ("duckdb" or "spark")."""
    return laid_out(written(duty), dialect=dialect)


def written(duty: Duty) -> str:
    """The duty's queries as they are put together, in our own dialect: quick to write, not pleasant to read.

    A response duty has two, for children all of whose dates are known and for the others, after the one that tells
    which those are.
    """
    queries = [finished(duty, query, number=0) for query in _queries(duty)]
    if isinstance(duty, AfterTrigger):
        queries.insert(0, f"create or replace table duty_vague as {children_vague_sql(duty)}")
    return ";\n\n".join(query.strip() for query in queries)


def _statements(engine: Engine, duty: Duty, *, number: int, known: Known) -> tuple[str, ...]:
    """The duty's queries for the events at hand: without the one for vague dates where there are none."""
    if not isinstance(duty, AnyResponse):
        return _queries(duty)
    answers = known.answers.get(number)
    if not known.vague.intersection(rests_on(duty)):
        return (sure_sql(duty, answers=answers, all_exact=True),)
    engine.run(f"create or replace table duty_vague as {children_vague_sql(duty)}")
    return sure_sql(duty, answers=answers), vague_sql(duty)


def _queries(duty: Duty) -> tuple[str, ...]:
    match duty:
        case ResponseDuty() | MeasuredDuty():
            return sure_sql(duty), vague_sql(duty)
        case RecurrenceDuty():
            return (recurrence_sql(duty),)
        case ParticipationDuty():
            return (participation_sql(duty),)
        case SharingDuty():
            return (sharing_sql(duty),)
