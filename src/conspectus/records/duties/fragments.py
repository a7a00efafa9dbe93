"""The pieces of SQL that the four kinds of duty share, in DuckDB's dialect."""

from conspectus.definitions import Selector, Span, Unit
from conspectus.records.engine import literal, sql_in

MICROSECONDS = {"hours": 3_600_000_000, "minutes": 60_000_000}


def axis_of(unit: Unit) -> str:
    """The axis on which a limit of this unit is counted."""
    return "us" if unit in MICROSECONDS else "day"


def events(selector: Selector, *, axis: str, lead: bool = False) -> str:
    """A query for the selected events: each a point or an interval [a, b] on the axis.

    Columns: child_id, ref, event_id, agency, counterparty, refers_to, a, b, timed, at_us, to_us, trigger_day.
    """
    edge = selector.at
    conditions = [sql_in("event", selector.words)]
    conditions += [sql_in(field, values) for field, values in selector.conditions.items()]
    if edge == "ended":
        # An end that was sent and cannot be read is no moment: such a row is sent, not usable (`waiting.py`).
        conditions.append("ended_us is not null and end_known")
    if lead:
        conditions.append("lead")
    return f"""
      select child_id, ref, event_id, agency, counterparty, refers_to, {edge}_{axis} as a,
        {edge}_{axis}_last as b, {edge}_timed as timed, {edge}_us as at_us,
        {edge}_us_last as to_us, started_day as trigger_day
      from duty_events where {" and ".join(conditions)}"""


def scope(words: tuple[str, ...], *, axis: str) -> str:
    """A query for what each agency can answer of these event words: agency, as_of, limit and from_day."""
    return f"""
      select agency, min(as_of) as as_of, min(as_of_{axis}) as as_of_at, min(from_day) as from_day
      from duty_as_of where {sql_in("event", words)} group by agency"""


def one_scope(words: tuple[str, ...], *, agency: str, axis: str) -> dict[str, str]:
    """What this one agency can answer of these event words, each an expression; from_day is null for nothing."""
    of = f"from duty_as_of where agency = {literal(agency)} and {sql_in('event', words)}"
    now = {"day": "as_of_day", "us": "epoch_us(as_of)"}[axis]
    return {
        "as_of": f"coalesce((select min(as_of) {of}), (select as_of from duty_clock))",
        "from_day": f"(select min(from_day) {of})",
        "as_of_at": f"coalesce((select min(as_of_{axis}) {of}), (select {now} from duty_clock))",
    }


def deadline(spans: tuple[Span, ...], *, at: str, index: str = "1") -> tuple[str, str]:
    """Joins and an expression for the end of the limit that starts at `at`; `index` (from 1) picks the span.

    An index past the last span takes the last.
    """
    cases = [_deadline_case(span, at=at) for span in spans]
    expression = cases[-1]
    for place, case in reversed(list(enumerate(cases[:-1], start=1))):
        expression = f"case when {index} = {place} then {case} else {expression} end"
    joins = f"left join calendar c on c.day = {at}" if not spans[0].by_the_clock else ""
    for unit, (table, letter) in COUNTED_DAYS.items():
        for length in dict.fromkeys(span.length for span in spans if span.unit == unit):
            one = f"{letter}{length}"
            column = unit.removesuffix("_days")
            joins += f" left join {table} {one} on {one}.{column} = c.{column} + {length}"
    return joins, expression


# Days of which not every one counts: the table that holds those that do, and what it is joined as. Beyond the terms
# that were sent no school day is known, so that such a limit is null there, and its status indeterminate.
COUNTED_DAYS = {"working_days": ("working_days", "w"), "school_days": ("school_days", "s")}


def _deadline_case(span: Span, *, at: str) -> str:
    match span.unit:
        case "working_days":
            return at if span.length == 0 else f"w{span.length}.day"
        case "school_days":
            return f"s{span.length}.day"
        case "calendar_days":
            return f"{at} + {span.length}"
        case "calendar_months":
            return f"date_diff('day', date '1970-01-01', cast(c.date + interval {span.length} month as date))"
        case "hours" | "minutes":
            return f"{at} + {span.length * MICROSECONDS[span.unit]}"
