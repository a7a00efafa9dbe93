"""What lists are narrowed by: filters that all must hold, each a part of the address."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from conspectus.workspace.inspections.forms import day

FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)  # no row of ours is of a day beyond
Choices = list[tuple[str, str]]


class Narrowed(forms.Form):
    """Filters of which none must be given."""

    def __init__(self, data: QueryDict, **choices: Choices) -> None:
        """Each list of choices begins with all."""
        super().__init__({name: value for name, value in data.items() if value})
        for field in self.fields.values():
            field.required = False
        for name, found in choices.items():
            self.fields[name].choices = [("", "All"), *found]  # type: ignore[attr-defined]
        self._bound()
        self.is_valid()

    def _bound(self) -> None:
        """What else is asked of the fields."""

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen and can be understood."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class Since(Narrowed):
    """Two filters that are days: the first and the last."""

    since = day("From", "")
    until = day("To", "")

    def _bound(self) -> None:
        for name in ("since", "until"):
            self.fields[name].validators += [MinValueValidator(FIRST), MaxValueValidator(LAST)]

    def between(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Rows of the days asked for, by their field `at`."""
        since, until = self.given.get("since"), self.given.get("until")
        found = found.filter(at__gte=_begins(since)) if since else found
        return found.filter(at__lt=_begins(until + timedelta(days=1))) if until else found


def _begins(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))
