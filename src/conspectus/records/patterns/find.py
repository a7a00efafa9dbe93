"""Find the first day on which a child's joint record shows a pattern, and whether anyone acted in time.

A day fits when, in the window that ends with it, enough signs are present, held by enough agencies, and no one
agency's own events show as many. Events count from the last day on which they can have started.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlglot

from conspectus.definitions import Pattern, Selector, Sign, Span
from conspectus.records.dates.calendar import EPOCH, calendar_table, local_day
from conspectus.records.engine import Engine, among


def find(engine: Engine, patterns: Iterable[Pattern], *, as_of: datetime, nation: str = "england") -> None:
    """Make `silo_gaps` and `pattern_fits` from `chronology` and `events`.

    `pattern_fits` has one row per child and pattern, acted on in time or not; `silo_gaps` only those that were
    not and whose time to act is past.
    """
    _put_calendar(engine, nation=nation)
    engine.run(f"create or replace table pattern_fits ({COLUMNS})")
    for pattern in patterns:
        engine.run(f"insert into pattern_fits by name {_query(pattern)}")
    today = local_day(as_of).isoformat()
    engine.run(f"create or replace table silo_gaps as {GAPS.format(today=today)}")


def compiled(pattern: Pattern, *, dialect: str = "duckdb") -> str:
    """The pattern's query, laid out to be read, in the dialect of an engine."""
    return sqlglot.transpile(_query(pattern), read="duckdb", write=dialect, pretty=True)[0]


COLUMNS = """
  gap_id varchar, pattern varchar, child_id varchar, visible_on date, due date, acted_on date,
  holders varchar[], event_refs varchar[], signs varchar[]
"""

GAPS = """
select gap_id, pattern, child_id, visible_on, due, case when acted_on > due then acted_on end as acted_on,
  holders, event_refs, signs
from pattern_fits
where due < date '{today}' and (acted_on is null or acted_on > due)"""


def _put_calendar(engine: Engine, *, nation: str) -> None:
    [(first, last)] = engine.rows("select min(started_first_day), max(started_last_day) from events")
    days = calendar_table(
        first=first or EPOCH, last=(last or EPOCH).replace(year=(last or EPOCH).year + 2), nation=nation
    )
    engine.put("pattern_days", days.select("date", "working", "open"))


def _query(pattern: Pattern) -> str:
    signs = " union all ".join(_sign(pattern, sign) for sign in pattern.sign)
    due = _due(pattern.act_within)
    return f"""
    with signs as ({signs}),
    days as (select distinct child_id, day from signs),
    present as (
      select d.child_id, d.day, s.sign, array_agg(distinct s.agency) as agencies
      from days d join signs s on s.child_id = d.child_id
        and s.day <= d.day and s.day > {_window_start("d.day", pattern.window)}
      group by d.child_id, d.day, s.sign having count(distinct s.joint_ref) >= any_value(s.at_least)
    ),
    alone as (
      select child_id, day, max(signs) as signs from (
        select child_id, day, agency, count(*) as signs from (
          select d.child_id, d.day, s.sign, s.agency
          from days d join signs s on s.child_id = d.child_id
            and s.day <= d.day and s.day > {_window_start("d.day", pattern.window)}
          group by d.child_id, d.day, s.sign, s.agency having count(distinct s.joint_ref) >= any_value(s.at_least)
        ) group by child_id, day, agency
      ) group by child_id, day
    ),
    fitting as (
      select p.child_id, p.day, list_sort(list_distinct(flatten(array_agg(p.agencies)))) as holders,
        list_sort(array_agg(p.sign)) as signs
      from present p left join alone a on a.child_id = p.child_id and a.day = p.day
      group by p.child_id, p.day
      having count(*) >= {pattern.at_least_signs} and len(holders) >= {pattern.at_least_agencies}
        and coalesce(max(a.signs), 0) < {pattern.at_least_signs}
    ),
    firsts as (
      select * from fitting qualify row_number() over (partition by child_id order by day) = 1
    ),
    parts as (
      select child_id, array_agg(event_ref order by pos, event_ref) as event_refs, min(day) as began,
        arg_max(event_ref, (day, pos, event_ref)) as completed_by
      from (
        select distinct f.child_id, s.event_ref, s.pos, s.day
        from firsts f join signs s on s.child_id = f.child_id and s.sign in (select unnest(f.signs))
          and s.day <= f.day and s.day > {_window_start("f.day", pattern.window)}
      )
      group by child_id
    ),
    acts as ({_acts(pattern.acted)})
    select '{pattern.id}:' || any_value(p.completed_by) as gap_id, '{pattern.id}' as pattern, f.child_id,
      f.day as visible_on, {due} as due, min(a.day) as acted_on, f.holders,
      any_value(p.event_refs) as event_refs, f.signs
    from firsts f join parts p on p.child_id = f.child_id
    join pattern_days c on c.date = f.day
    left join acts a on a.child_id = f.child_id and a.day >= p.began
    group by f.child_id, f.day, f.holders, f.signs, c.working
    """


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
      select c.child_id, e.agency, '{sign.id}' as sign, {sign.at_least} as at_least, e.event_ref, c.joint_ref,
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
    conditions = [among("e.event", selector.words)]
    conditions += [among(f"e.{field}", values) for field, values in selector.conditions.items()]
    return " and ".join(conditions)
