"""Evaluate again only the children whose events changed; everybody else's obligations stand.

Every duty looks at one child at a time, so what the others owe and are owed cannot have changed. On DuckDB alone:
rows of a table on Spark cannot be deleted.
"""

from collections.abc import Iterable, Sequence

from conspectus.definitions import Duty
from conspectus.errors import ConspectusError
from conspectus.records.duties.ages import put_births
from conspectus.records.duties.evaluate import keep_all
from conspectus.records.duties.numbering import COLUMNS, is_numbered
from conspectus.records.duties.prepare import look_at, reach_further
from conspectus.records.duties.waiting import TOLD, add_unusable, let_wait
from conspectus.records.engine import DuckDBEngine
from conspectus.terms import Nation


def refresh(
    engine: DuckDBEngine,
    duties: Iterable[Duty],
    *,
    changed: str,
    children: str,
    births: str | None = None,
    unusable: str | None = None,
    nation: Nation,
) -> None:
    """Bring `obligations`, as `evaluate` left it in `engine`, up to date with the events of some children.

    `children` names a table with the `child_id` of every child that changed, came or went, and `changed` one with
    all events that these children have now, in the columns that `evaluate` takes, as `births` is; `unusable` holds the
    rows of these children that cannot be used, and of nobody else. Where its events
    had numbers, both have them too. Duties, nation, coverage and as-of stay as they were: where one of them changes,
    everybody's obligations may, and `evaluate` is what is needed.
    """
    chosen = [duty for duty in duties if nation in duty.nations]
    _same_duties(engine, chosen)
    _set_the_first_rows_aside(engine)
    if not is_numbered(engine, changed):
        engine.run(NEW_CHILDREN.format(children=children))
    engine.run(
        THESE.format(
            children=children if is_numbered(engine, changed) else NUMBERED_CHILDREN.format(children=children)
        )
    )
    engine.run(FRESH.format(columns=COLUMNS, events=changed, numbers=_numbers(engine, changed)))
    engine.run(REPLACED)
    look_at(engine, rows="duty_fresh")
    reach_further(engine, rows="duty_fresh", nation=nation, duties=chosen)
    put_births(engine, births=births, duties=chosen)
    keep_all(engine, chosen)
    engine.run(NOBODY_WAITS)
    if unusable is not None:
        add_unusable(engine, unusable=unusable)
        engine.run(TOLD)
        let_wait(engine, chosen)
    look_at(engine, rows="duty_rows")


def _same_duties(engine: DuckDBEngine, duties: Sequence[Duty]) -> None:
    before = [name for (name,) in engine.rows("select duty from duty_list order by duty_no")]
    if before != [duty.id for duty in duties]:
        raise ConspectusError(
            "the duties are not those that the obligations were evaluated by",
            "refresh",
            "Give the same duties in the same order, or evaluate everybody again.",
        )


def _set_the_first_rows_aside(engine: DuckDBEngine) -> None:
    """Once: `duty_rows` becomes a view of the rows evaluated at first, `duty_base`, with what changed since."""
    if "duty_base" in engine.tables():
        return
    [(kind,)] = engine.rows("select table_type from information_schema.tables where table_name = 'duty_rows'")
    engine.run(f"alter {'view' if kind == 'VIEW' else 'table'} duty_rows rename to duty_base")
    engine.run("create table duty_superseded (child_no bigint)")
    engine.run("create table duty_changed as select * from duty_base where false")
    engine.run(STANDING)


def _numbers(engine: DuckDBEngine, changed: str) -> str:
    """How the changed rows get their numbers: they have them, or follow on the highest in the order of all."""
    if is_numbered(engine, changed):
        return f"select * from {changed}"
    return FOLLOWING.format(events=changed)


STANDING = """
create view duty_rows as
select * from duty_base b where not exists (select 1 from duty_superseded s where s.child_no = b.child_no)
union all select * from duty_changed
"""

NEW_CHILDREN = """
insert into duty_children
select child_id, (select coalesce(max(child_no), 0) from duty_children) + row_number() over (order by child_id)
from (select distinct child_id from {children}) n
where not exists (select 1 from duty_children c where c.child_id = n.child_id)
"""

NUMBERED_CHILDREN = (
    "(select c.child_no from duty_children c where c.child_id in (select child_id from {children}))"
)

THESE = "create or replace table duty_these as select distinct child_no from {children}"

FOLLOWING = """
  select e.*, c.child_no, (select max(event_no) from (
      select max(event_no) as event_no from duty_base union all select max(event_no) from duty_changed
    )) + row_number() over (order by e.event, e.child_id, e.started_first, e.event_ref) as event_no
  from {events} e join duty_children c on c.child_id = e.child_id"""

FRESH = """
create or replace table duty_fresh as
select e.child_no, e.event_no, {columns} from ({numbers}) e where e.child_no in (select child_no from duty_these)
"""

REPLACED = """
delete from duty_obligations where child_no in (select child_no from duty_these);
insert into duty_superseded select child_no from duty_these;
delete from duty_changed where child_no in (select child_no from duty_these);
insert into duty_changed select * from duty_fresh;
"""

# Whom nothing changed waits as before; rows of nobody known were counted when everybody was evaluated.
NOBODY_WAITS = """
delete from duty_unusable;
delete from duty_waiting where child_no in (select child_no from duty_these);
delete from duty_beside where child_no in (select child_no from duty_these);
"""
