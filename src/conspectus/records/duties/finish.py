"""From positions on an axis to what people read: instants, times taken, a sentence."""

from conspectus.definitions import Duty, ParticipationDuty, RecurrenceDuty, Unit
from conspectus.terms import Status

COLUMNS = """
  obligation_id varchar, duty varchar, kind varchar, part varchar, agency varchar, counterparty varchar,
  child_id varchar, trigger_ref varchar, n integer, clock_from timestamp, due timestamp,
  response_ref varchar, status varchar, reason varchar, time_taken double, unit varchar, as_of timestamp
"""

REASONS = {
    Status.MET: "Done within the limit.",
    Status.LATE: "Done, after the limit.",
    Status.MISSED: "Not done, and the limit is past.",
    Status.NOT_YET_DUE: "Not done yet; the limit is not past.",
    Status.EXEMPT: "No longer owed: something that lifts it came first.",
    Status.INDETERMINATE: "The dates as recorded allow more than one answer.",
    Status.NOT_EVALUATED: "No return of this agency covers what would show it.",
}


def unit_of(duty: Duty) -> Unit:
    """The unit in which a duty's time to respond is told."""
    match duty:
        case RecurrenceDuty():
            return duty.every[0].unit if len({span.unit for span in duty.every}) == 1 else "calendar_days"
        case ParticipationDuty():
            return "calendar_days"
        case _:
            return duty.within.unit


def finished(duty: Duty, found: str) -> str:
    """Wrap the duty's query `found` so that its rows are the casebook's obligations."""
    clock = unit_of(duty) in ("hours", "minutes")
    return f"""
    select '{duty.id}:' || o.part || ':' || o.agency || ':' || o.trigger_ref || coalesce(':' || o.n, '')
        || case when o.part = 'invite' then ':' || o.counterparty else '' end as obligation_id,
      '{duty.id}' as duty, '{duty.kind}' as kind, o.part, o.agency, o.counterparty, o.child_id,
      o.trigger_ref, cast(o.n as integer) as n,
      make_timestamp({"o.clock_at" if clock else "start.ends_us"}) as clock_from,
      make_timestamp({"o.due_at" if clock else "due.ends_us"}) as due,
      case when o.status in ('met', 'late', 'indeterminate') then o.response_ref end as response_ref,
      o.status, {_reason()} as reason, {_time_taken(unit_of(duty))} as time_taken,
      '{unit_of(duty)}' as unit, o.as_of
    from ({_with_end(found)}) o
    {"" if clock else _CALENDAR}
    where {_in_force(duty, clock=clock)}
    """


def _with_end(found: str) -> str:
    """Where the clock stopped: at the response, or at the as-of where there is none."""
    return f"""
      select *, case when status in ('met', 'late') then response_at
        when status in ('missed', 'not_yet_due') then as_of_at end as stopped_at
      from ({found})"""


_CALENDAR = """
    left join calendar start on start.day = o.clock_at - 1
    left join calendar due on due.day = o.due_at
    left join calendar began on began.day = o.clock_at
    left join calendar stopped on stopped.day = o.stopped_at"""


def _time_taken(unit: Unit) -> str:
    match unit:
        case "working_days":
            return "cast(stopped.working - began.working as double)"
        case "calendar_days":
            return "cast(o.stopped_at - o.clock_at as double)"
        case "calendar_months":
            return "(o.stopped_at - o.clock_at) / 30.436875"  # the mean month of 400 years
        case "hours":
            return "(o.stopped_at - o.clock_at) / 3.6e9"
        case "minutes":
            return "(o.stopped_at - o.clock_at) / 6e7"


def _in_force(duty: Duty, *, clock: bool) -> str:
    day = "o.clock_at // 86400000000" if clock else "o.clock_at"
    number = "date_diff('day', date '1970-01-01', date '{}')"
    ranges = [
        f"({day} >= {number.format(force.from_)}"
        + (f" and {day} <= {number.format(force.to)})" if force.to else ")")
        for force in duty.in_force
    ]
    return f"({' or '.join(ranges)})"


def _reason() -> str:
    cases = " ".join(f"when '{status}' then '{text}'" for status, text in REASONS.items())
    return f"case o.status {cases} end"
