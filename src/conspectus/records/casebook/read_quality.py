"""Read out of a casebook how far each sender's records can carry a figure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.picture import MonthEvents, Quality
from conspectus.terms import Severity

Row = dict[str, Any]

PEOPLE = """
with company as (select child_id, count(distinct sender) as senders from links group by child_id)
select l.sender, count(*) as people, count(*) filter (c.senders > 1) as joined,
  count(*) - count(distinct l.child_id) as own_duplicates
from links l join company c on c.child_id = l.child_id group by l.sender
"""

QUESTIONS = """
select sender, count(*) as questions
from (select unnest(list_distinct([sender_a, sender_b])) as sender from questions) group by sender
"""

EVENTS = """
select sender, count(*) as events, count(*) filter (started_precision not in ('time', 'day')) as unsure_dates,
  count(*) filter (restricted) as restricted
from events group by sender
"""

ISSUES = "select sender, severity, count(*) as issues from issues group by sender, severity"

MONTHS = """
select sender, cast(date_trunc('month', started_first_day) as date) as month, count(*) as events
from events group by all
"""


def qualities(casebook: Readable) -> dict[str, Quality]:
    """The data quality of every sender, by its name."""
    counts = [{row.pop("sender"): row for row in casebook.rows(sql)} for sql in (PEOPLE, QUESTIONS, EVENTS)]
    issues = {(row["sender"], row["severity"]): row["issues"] for row in casebook.rows(ISSUES)}
    months = {(row["sender"], row["month"]): row["events"] for row in casebook.rows(MONTHS)}
    return {
        sender: Quality(
            **{name: count for table in counts for name, count in table.get(sender, {}).items()},
            issues={severity: issues.get((sender, severity), 0) for severity in Severity},
            months=[
                MonthEvents(month=month, events=months.get((sender, month), 0))
                for month in _months(row["period_from"], row["period_to"])
            ],
        )
        for row in casebook.rows("select sender, period_from, period_to from senders")
        for sender in [row["sender"]]
    }


def _months(first: date, last: date) -> Iterator[date]:
    """The first day of each month of a period."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)
