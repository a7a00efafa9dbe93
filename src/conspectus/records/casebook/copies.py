"""Copies of a casebook's rows sorted by child, so that one child is read without searching all events.

They hold nothing that the tables of the contract do not: they are no part of it, nor of its content hash.
"""

from conspectus.records.engine import Engine

# Sorted by child, a query for one child reads one piece of the file. `events` itself stays sorted by
# `event_ref`, by which citations are followed.
COPIES = {
    "child_events": """
        select c.child_id, c.via_relation, c.joint_ref, p.sex as via_sex,
          e.* exclude (event_id, person_id, refers_to, started_last, ended_last)
        from chronology c join events e on e.event_ref = c.event_ref
        left join children p on p.child_id = c.via_child_id
        order by c.child_id, e.started_first, c.joint_ref, c.via_relation, e.event_ref""",
    "child_obligations": """
        select o.* exclude (n, time_taken, as_of),
          coalesce(t.restricted, false) or coalesce(r.restricted, false) as restricted
        from obligations o
        left join events t on t.event_ref = o.trigger_ref
        left join events r on r.event_ref = o.response_ref
        order by o.child_id, o.due nulls last, o.clock_from, o.obligation_id""",
    "child_people": """
        select c.*, coalesce(r.restricted, false) as restricted, r.numbers
        from children c left join (
          select l.child_id, bool_or(p.restricted) as restricted,
            list(distinct {'number': p.nhs_number, 'agency': p.agency, 'day': cast(s.extracted as date)})
              filter (where p.nhs_number is not null) as numbers
          from links l join people p on p.sender = l.sender and p.person_id = l.person_id
          left join senders s on s.sender = p.sender group by l.child_id
        ) r on r.child_id = c.child_id
        order by c.child_id""",
}


def put_copies(book: Engine) -> None:
    """Make the copies within a casebook that holds every table of the contract."""
    for name, sql in COPIES.items():
        book.run(f'create or replace table "{name}" as {sql}')
