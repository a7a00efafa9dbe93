from .calendar import (
    add_working_days,
    calendar_table,
    day_end,
    is_working_day,
    local_day,
)
from .forms import DateExample, DateForms, date_forms
from .instant import Instant
from .parsing import DateRead, read_date, read_dates

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
