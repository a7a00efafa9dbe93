"""How obligations are kept: numbers in a narrow table, and a view of it with everything that people read.

Ids, sentences and what is one of a duty (its kind, its unit) would be most of the bytes and most of the time of an
evaluation; they follow from the rest, so `obligations` puts them in when it is read.
"""

from collections.abc import Sequence

import polars as pl

from conspectus.definitions import Duty
from conspectus.records.duties.finish import unit_of
from conspectus.records.engine import Engine
from conspectus.wording import statuses

KEPT = """
create or replace table duty_obligations (
  duty_no smallint, part varchar, agency varchar, counterparty varchar, child_no bigint, trigger_no bigint, n integer,
  clock_from timestamp, due timestamp, response_no bigint, status varchar, time_taken double, as_of timestamp
)
"""

EVALUATED = """
select d.duty || ':' || o.part || ':' || o.agency || ':' || t.event_ref || coalesce(':' || o.n, '')
    || case when o.part = 'invite' then ':' || o.counterparty else '' end as obligation_id,
  d.duty, d.kind, o.part, o.agency, o.counterparty, t.child_id, t.event_ref as trigger_ref, o.n,
  o.clock_from, o.due, r.event_ref as response_ref, o.status, coalesce(o.waits_for, s.reason) as reason,
  coalesce(o.waits_on, cast([] as varchar[])) as waits_on,
  o.time_taken, d.unit, o.as_of
from duty_told o
join duty_list d on d.duty_no = o.duty_no
join duty_reasons s on s.status = o.status
join duty_rows t on t.event_no = o.trigger_no
left join duty_rows r on r.event_no = o.response_no
"""


# What figures count: of each obligation no more than they need, and which triggers stand for several people's rows.
COUNTED = """
create or replace view duty_counted as
select duty_no, part, agency, status, time_taken, waits_on is not null as waits, trigger_no as counted_by from duty_told
"""

SHARED = """
create or replace view duty_shared as
select event_no as counted_by
from (select event_no, count(*) over (partition by split_part(event_ref, '/', 1), event_id) as many from duty_rows)
where many > 1
"""

# The same beside obligations that were taken over, whose triggers have no numbers.
COUNTED_WITH_KEPT = """
create or replace view duty_counted as
select o.duty_no, o.part, o.agency, o.status, o.time_taken, o.waits_on is not null as waits, t.event_ref as counted_by
from duty_told o join duty_rows t on t.event_no = o.trigger_no
union all
select d.duty_no, o.part, o.agency, o.status, o.time_taken, len(o.waits_on) > 0, o.trigger_ref
from {kept} o join duty_list d on d.duty = o.duty
"""

SHARED_OF_ALL = """
create or replace view duty_shared as
select e.event_ref as counted_by from {events} e join (
  select split_part(event_ref, '/', 1) as sender, event_id from {events} group by all having count(*) > 1
) m on m.sender = split_part(e.event_ref, '/', 1) and m.event_id = e.event_id
"""


def keep_nothing_yet(engine: Engine, duties: Sequence[Duty]) -> None:
    """Make `duty_obligations`, empty, and what is one of a duty and of a status."""
    listed = [(place, duty.id, duty.kind.value, unit_of(duty)) for place, duty in enumerate(duties)]
    schema = {"duty_no": pl.Int16, "duty": pl.String, "kind": pl.String, "unit": pl.String}
    engine.put("duty_list", pl.DataFrame(listed, schema=schema, orient="row"))
    reasons = [(status.value, word.sentence) for status, word in statuses().items()]
    engine.put("duty_reasons", pl.DataFrame(reasons, schema=["status", "reason"], orient="row"))
    engine.run(KEPT)


def show_obligations(engine: Engine) -> None:
    """Make `obligations`, the casebook's columns of what is kept and of what waits, and what is counted of them."""
    engine.run(f"create or replace view obligations as {EVALUATED}")
    engine.run(COUNTED)
    engine.run(SHARED)


def show_kept(engine: Engine, *, kept: str, events: str) -> None:
    """The same with the rows of table `kept`, which has the columns of `obligations` and was taken over."""
    engine.run(f"create or replace view obligations as {EVALUATED} union all by name select * from {kept}")
    engine.run(COUNTED_WITH_KEPT.format(kept=kept))
    engine.run(SHARED_OF_ALL.format(events=events))
