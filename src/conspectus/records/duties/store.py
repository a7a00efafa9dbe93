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

OBLIGATIONS = """
create or replace view obligations as
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


def keep_nothing_yet(engine: Engine, duties: Sequence[Duty]) -> None:
    """Make `duty_obligations`, empty, and what is one of a duty and of a status."""
    listed = [(place, duty.id, duty.kind.value, unit_of(duty)) for place, duty in enumerate(duties)]
    schema = {"duty_no": pl.Int16, "duty": pl.String, "kind": pl.String, "unit": pl.String}
    engine.put("duty_list", pl.DataFrame(listed, schema=schema, orient="row"))
    reasons = [(status.value, word.sentence) for status, word in statuses().items()]
    engine.put("duty_reasons", pl.DataFrame(reasons, schema=["status", "reason"], orient="row"))
    engine.run(KEPT)


def show_obligations(engine: Engine) -> None:
    """Make `obligations`, the casebook's columns of what is kept and of what waits."""
    engine.run(OBLIGATIONS)
