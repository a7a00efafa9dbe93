"""Dates: as people write them, as intervals; and the working days of a nation."""

from conspectus.records.dates.calendar import (
    add_working_days,
    calendar_table,
    day_end,
    is_working_day,
    local_day,
)
from conspectus.records.dates.forms import DateExample, DateForms, date_forms
from conspectus.records.dates.instant import Instant
from conspectus.records.dates.reading import DateRead, read_date, read_dates

__all__ = [
    "DateExample",
    "DateForms",
    "DateRead",
    "Instant",
    "add_working_days",
    "calendar_table",
    "date_forms",
    "day_end",
    "is_working_day",
    "local_day",
    "read_date",
    "read_dates",
]
