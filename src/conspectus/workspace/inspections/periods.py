"""Which period of a chronology an address asks for."""

from collections.abc import Callable
from datetime import date

from django.http import QueryDict

from conspectus.pictures import Period


def period_in(given: QueryDict) -> Period | None:
    """From `from` to `to`; None where either is missing, no day, or the other way round: then it opens as ever."""
    try:
        first, last = date.fromisoformat(given.get("from", "")), date.fromisoformat(given.get("to", ""))
    except ValueError:
        return None
    sane = date(1900, 1, 1) <= first <= last <= date(2200, 1, 1)
    return Period(first, last) if sane else None


def period_at(given: QueryDict) -> Callable[[Period], str]:
    """How another period is asked for, with all else that was asked for."""

    def address(period: Period) -> str:
        asked = given.copy()
        asked["from"], asked["to"] = period.first.isoformat(), period.last.isoformat()
        return f"?{asked.urlencode()}#lanes"

    return address
