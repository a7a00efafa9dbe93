"""What was sent and cannot be used, with the child whom it concerns.

Three things come together: rows that cannot be used, or not for every duty (`unusable_events`); events whose end was
sent and cannot be read; and files and sheets that were not understood (`uncovered`), which may hold anything of any
child whom their sender holds.
"""

from conspectus.records.engine import Engine

ROWS = """
create or replace table chronology_unusable as
select l.child_id, u.sender, u.agency, u.file, u.sheet, u.row, u.event, u.outcome, u.outcome_unclear, u.counterparty,
  u.counterparty_unclear, false as ended_unclear, u.started_first, u.started_last, u.whole_row,
  cast(null as varchar) as why, u.restricted
from unusable_events u left join links l on l.sender = u.sender and l.person_id = u.person_id
union all
select o.child_id, e.sender, e.agency, e.file, e.sheet, e.row, e.event, e.outcome, false, e.counterparty, false, true,
  e.started_first, cast(null as timestamp), false, cast(null as varchar), coalesce(e.restricted, false)
from events e join own_events o on o.event_ref = e.event_ref where e.ended_precision = 'unknown'
union all
select distinct l.child_id, u.sender, u.agency, u.file, u.sheet, cast(null as bigint), u.event, cast(null as varchar),
  true, cast(null as varchar), true, true, cast(null as timestamp), cast(null as timestamp), true, u.why, false
from uncovered u join links l on l.sender = u.sender
"""

SET_ASIDE = """
create or replace table set_aside as
select s.sender, s.file, s.sheet, s.row, s.rule, s.record, s.person_id, l.child_id, s.event
from set_aside s left join links l on l.sender = s.sender and l.person_id = s.person_id
"""


def place_unusable(engine: Engine) -> None:
    """Make `chronology_unusable`, and say in `set_aside` whose each row is; after `join`.

    The child is null where nobody knows the row's person: such a row counts at the figure.
    """
    engine.run(ROWS)
    engine.run(SET_ASIDE)
