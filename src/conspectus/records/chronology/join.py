"""Whose event is it, who else recorded the same, and which other people's events concern a child.

Several senders' rows of one happening (a strategy discussion in the council's, the police's and health's
record) are one: the same child, the same word, the same day, each sender's first with the others' first, its
second with their second. The lead is the row of the agency that `events.toml` names first.
"""

import polars as pl

from conspectus.definitions import events
from conspectus.records.chronology.touched import Before, put_touched
from conspectus.records.engine import Engine


def join(engine: Engine, *, before: Before | None = None) -> None:
    """Make `chronology` and `chronology_events` from `events`, `links`, `children` and `relationships`.

    `chronology_events` holds each linked person's own events with `child_id` and `lead`, ready for duties. Beside the
    tables of an earlier build, what it joined of those whom nothing has touched is taken over.
    """
    engine.put("word_keepers", _keepers())
    if before is None:
        engine.run(f"create or replace table own_events as {OWN.format(among='true')}")
    else:
        put_touched(engine, before)
        engine.run(f"create or replace table own_events as {TAKEN.format(chronology=before.chronology)}")
        engine.run(f"insert into own_events by name {OWN.format(among=AMONG_TOUCHED)}")
    engine.run(CHRONOLOGY)
    engine.run(EVENTS)


def _keepers() -> pl.DataFrame:
    """Which agency's record of a word leads: event, shared, agency, place."""
    rows = [
        (term.id, term.shared, agency.value, place)
        for term in events().values()
        for place, agency in enumerate(term.recorded_by)
    ]
    return pl.DataFrame(rows, schema=["event", "shared", "agency", "place"], orient="row")


OWN = """
with own as (
  select e.event_ref, e.sender, e.agency, e.event, e.started_first_day, l.child_id,
    coalesce(k.place, 99) as place,
    coalesce(w.shared, false) and e.started_first_day = e.started_last_day as joinable,
    row_number() over (
      partition by l.child_id, e.event, e.started_first_day, e.sender order by e.started_first, e.event_ref
    ) as turn
  from events e join links l on l.sender = e.sender and l.person_id = e.person_id
  left join word_keepers k on k.event = e.event and k.agency = e.agency
  left join (select distinct event, shared from word_keepers) w on w.event = e.event
  where {among}
)
select event_ref, child_id,
  case when joinable then first_value(event_ref) over same else event_ref end as joint_ref,
  case when joinable then list_sort(list_distinct(array_agg(agency) over same_all)) else [agency] end as recorded_by
from own window
  same as (partition by child_id, event, started_first_day, turn, joinable order by place, sender, event_ref),
  same_all as (partition by child_id, event, started_first_day, turn, joinable)
"""

AMONG_TOUCHED = "l.child_id in (select child_id from touched)"

TAKEN = """
select event_ref, child_id, joint_ref, recorded_by from {chronology}
where via_relation = '' and child_id not in (select child_id from touched)
"""

# A relationship by one sender joins the people whom that sender's ids are linked to. Associates and members of
# a household stand so to each other; only adults' events travel this way, and those of people a child runs with.
# On every day on which the event can have begun the relationship must have held: nobody is said to have known
# what may have happened before or after it.
CHRONOLOGY = """
create or replace table chronology as
with related as (
  select a.child_id as of_person, b.child_id as child_id, r.relation, r.from_day, r.to_day
  from relationships r
  join links a on a.sender = r.sender and a.person_id = r.person_id
  join links b on b.sender = r.sender and b.person_id = r.related_person_id
  union
  select b.child_id, a.child_id, r.relation, r.from_day, r.to_day
  from relationships r
  join links a on a.sender = r.sender and a.person_id = r.person_id
  join links b on b.sender = r.sender and b.person_id = r.related_person_id
  where r.relation in ('associate', 'household')
),
reaching as (
  select r.* from related r
  join children c on c.child_id = r.child_id and c.is_child
  join children p on p.child_id = r.of_person
  where r.of_person <> r.child_id and (not p.is_child or r.relation in ('associate', 'alleged_harm'))
)
select child_id, event_ref, '' as via_relation, '' as via_child_id, joint_ref, recorded_by from own_events
union all
select distinct r.child_id, o.event_ref, r.relation, r.of_person, o.joint_ref, o.recorded_by
from reaching r join own_events o on o.child_id = r.of_person join events e on e.event_ref = o.event_ref
where coalesce(e.started_first_day >= r.from_day, true) and coalesce(e.started_last_day <= r.to_day, true)
"""

EVENTS = """
create or replace view chronology_events as
select e.*, o.child_id, o.joint_ref, o.joint_ref = e.event_ref as lead
from events e join own_events o on o.event_ref = e.event_ref
"""
