"""From positions on an axis to what is kept of an obligation: instants and times taken."""

from conspectus.definitions import AfterTrigger, Duty, ParticipationDuty, RecurrenceDuty, SharingDuty, Unit
from conspectus.records.engine import literal


def unit_of(duty: Duty) -> Unit:
    """The unit in which a duty's time to respond is told."""
    match duty:
        case RecurrenceDuty():
            return duty.every[0].unit if len({span.unit for span in duty.every}) == 1 else "calendar_days"
        case ParticipationDuty():
            return "calendar_days"
        case AfterTrigger():
            return duty.unit
        case SharingDuty():
            return duty.within.unit


def finished(duty: Duty, found: str, *, number: int) -> str:
    """Wrap the duty's query `found` so that its rows can be kept; `number` stands for the duty."""
    clock = unit_of(duty) in ("hours", "minutes")
    return f"""
    select cast({number} as smallint) as duty_no, o.part, o.agency, o.counterparty, o.child_id as child_no,
      o.trigger_ref as trigger_no, cast(o.n as integer) as n,
      make_timestamp({"o.clock_at" if clock else "began.begins_us"}) as clock_from,
      make_timestamp({"o.due_at" if clock else "due.ends_us"}) as due,
      case when o.status in ('met', 'late', 'indeterminate') then o.response_ref end as response_no,
      o.status, {_time_taken(unit_of(duty))} as time_taken, o.as_of
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
    left join calendar began on began.day = o.clock_at
    left join calendar due on due.day = o.due_at
    left join calendar stopped on stopped.day = o.stopped_at"""


def _time_taken(unit: Unit) -> str:
    match unit:
        case "working_days":
            return "cast(stopped.working - began.working as double)"
        case "school_days":
            return "cast(stopped.school - began.school as double)"
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
    number = "date_diff('day', date '1970-01-01', {})"
    ranges = [
        f"({day} >= {number.format(literal(begins))}"
        + (f" and {day} <= {number.format(literal(ends))})" if ends else ")")
        for begins, ends in duty.spells
    ]
    return f"({' or '.join(ranges) or 'false'})"
