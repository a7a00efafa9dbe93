"""Find the first day on which a child's joint record shows a pattern, and whether anyone acted in time.

A day fits when, in the window that ends with it, enough signs are present, held by enough agencies, and no one
agency's own events show as many. Events count from the last day on which they can have started.
"""

from collections.abc import Iterable
from datetime import datetime

from conspectus.definitions import Pattern, Selector, Sign, Span
from conspectus.records.dates.calendar import EPOCH, calendar_table, local_day
from conspectus.records.engine import Engine, laid_out, literal, sql_in
from conspectus.records.unusable import fits, named
from conspectus.terms import Nation


def find(
    engine: Engine,
    patterns: Iterable[Pattern],
    *,
    as_of: datetime,
    nation: Nation,
    unusable: str | None = None,
) -> None:
    """Make `silo_gaps` and `pattern_fits` from `chronology` and `events`.

    `pattern_fits` has one row per child and pattern, acted on in time or not; `silo_gaps` only those that were
    not and whose time to act is past, each with the rows of `unusable` that may show that somebody did act in time.
    """
    chosen = tuple(patterns)
    _put_calendar(engine, nation=nation)
    engine.run(f"create or replace table pattern_fits ({COLUMNS})")
    for pattern in chosen:
        engine.run(f"insert into pattern_fits by name {_query(pattern)}")
    today = local_day(as_of).isoformat()
    engine.run(
        f"create or replace table silo_gaps as {GAPS.format(today=literal(today), waits=_waits(chosen, unusable))}"
    )


def compiled(pattern: Pattern, *, dialect: str = "duckdb") -> str:
    """The pattern's query, laid out to be read, in the dialect of an engine."""
    return laid_out(written(pattern), dialect=dialect)


def written(pattern: Pattern) -> str:
    """The pattern's query as it is put together, in our own dialect."""
    return _query(pattern).strip()


COLUMNS = """
  gap_id varchar, pattern varchar, child_id varchar, visible_on date, due date, acted_on date,
  holders varchar[], event_refs varchar[], signs varchar[]
"""

GAPS = """
select gap_id, pattern, child_id, visible_on, due, case when acted_on > due then acted_on end as acted_on,
  holders, event_refs, signs, coalesce(w.waits_on, cast([] as varchar[])) as waits_on
from pattern_fits f left join ({waits}) w on w.waiting = f.gap_id
where due < date {today} and (acted_on is null or acted_on > due)"""


NOTHING_WAITS = "select cast(null as varchar) as waiting, cast(null as varchar[]) as waits_on where false"


def _waits(patterns: Iterable[Pattern], unusable: str | None) -> str:
    """By gap, the rows that cannot be used and may show that somebody acted."""
    if unusable is None:
        return NOTHING_WAITS
    rows = " union all ".join(
        f"""
        select g.gap_id, {named("u")} as named from {unusable} u join pattern_fits g on g.child_id = u.child_id
        where g.pattern = {literal(pattern.id)} and {fits(pattern.acted, "u")}
          and (u.started_last is null or u.started_last >= {_window_start("g.visible_on", pattern.window)})
          and (u.started_first is null or cast(u.started_first as date) <= g.due)"""
        for pattern in patterns
    )
    return f"select gap_id as waiting, list_sort(array_agg(distinct named)) as waits_on from ({rows}) group by gap_id"


def _put_calendar(engine: Engine, *, nation: Nation) -> None:
    [(first, last)] = engine.rows("select min(started_first_day), max(started_last_day) from events")
    days = calendar_table(
        first=first or EPOCH, last=(last or EPOCH).replace(year=(last or EPOCH).year + 2), nation=nation
    )
    engine.put("pattern_days", days.select("date", "working", "open"))


def _query(pattern: Pattern) -> str:
    signs = " union all ".join(_sign(pattern, sign) for sign in pattern.sign)
    return f"""
    with signs as ({signs}),
    days as (select distinct child_id, day from signs),
    nearby as (
      select s.* exclude (day), s.day as on_day, d.day from days d join signs s on s.child_id = d.child_id
        and s.day <= d.day and s.day > {_window_start("d.day", pattern.window)}
    ),
    {_FITTING.format(signs=pattern.at_least_signs, agencies=pattern.at_least_agencies)}
    {_PARTS}
    acts as ({_acts(pattern.acted)})
    select {literal(pattern.id + ":")} || p.completed_by as gap_id, {literal(pattern.id)} as pattern, f.child_id,
      f.day as visible_on, {_due(pattern.act_within)} as due,
      (select min(a.day) from acts a where a.child_id = f.child_id and a.day >= p.began) as acted_on,
      f.holders, p.event_refs, f.signs
    from firsts f join parts p on p.child_id = f.child_id join pattern_days c on c.date = f.day
    """


# A sign is present on a day when enough happenings of it lie in the window that ends there; `alone` asks the same
# of each agency's own events.
_FITTING = """
    present as (
      select child_id, day, sign, array_agg(distinct agency) as agencies from nearby
      group by child_id, day, sign having count(distinct joint_ref) >= any_value(at_least)
    ),
    held as (
      select child_id, day, agency, sign from nearby
      group by child_id, day, agency, sign having count(distinct joint_ref) >= any_value(at_least)
    ),
    alone as (
      select child_id, day from held group by child_id, day, agency having count(*) >= {signs}
    ),
    fitting as (
      select p.child_id, p.day, list_sort(list_distinct(flatten(array_agg(p.agencies)))) as holders,
        list_sort(array_agg(p.sign)) as signs
      from present p where (p.child_id, p.day) not in (select (child_id, day) from alone)
      group by p.child_id, p.day having count(*) >= {signs} and array_length(holders) >= {agencies}
    ),
    firsts as (
      select * from fitting qualify row_number() over (partition by child_id order by day) = 1
    ),"""

_PARTS = """
    parts as (
      select child_id, array_agg(event_ref order by pos, event_ref) as event_refs, min(on_day) as began,
        arg_max(event_ref, (on_day, pos, event_ref)) as completed_by
      from (
        select distinct f.child_id, n.event_ref, n.pos, n.on_day
        from firsts f join nearby n on n.child_id = f.child_id and n.day = f.day and list_contains(f.signs, n.sign)
      )
      group by child_id
    ),"""


def _window_start(day: str, window: Span) -> str:
    unit = {"calendar_days": "day", "calendar_months": "month"}[window.unit]
    return f"cast({day} - interval {window.length} {unit} as date)"


def _due(span: Span) -> str:
    if span.unit == "working_days":
        return (
            f"(select min(w.date) from pattern_days w where w.open and w.working = c.working + {span.length})"
        )
    return f"cast(f.day + interval {span.length} {span.unit.removeprefix('calendar_').removesuffix('s')} as date)"


def _sign(pattern: Pattern, sign: Sign) -> str:
    return f"""
      select c.child_id, e.agency, {literal(sign.id)} as sign, {sign.at_least} as at_least, e.event_ref, c.joint_ref,
        e.started_last_day as day, e.started_first as pos
      from chronology c join events e on e.event_ref = c.event_ref
      join children k on k.child_id = c.child_id and k.is_child
      where c.via_relation = '{sign.through or ""}' and {_where(sign.events)}"""


def _acts(selector: Selector) -> str:
    return f"""
      select c.child_id, e.started_last_day as day
      from chronology c join events e on e.event_ref = c.event_ref
      where c.via_relation = '' and {_where(selector)}"""


def _where(selector: Selector) -> str:
    conditions = [sql_in("e.event", selector.words)]
    conditions += [sql_in(f"e.{field}", values) for field, values in selector.conditions.items()]
    return " and ".join(conditions)
