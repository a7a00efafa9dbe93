"""A form sent twice, by a second press or after going back, records one thing."""

from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

SOON = timedelta(minutes=2)  # in which nobody means to say the very same again
M = TypeVar("M", bound=Model)


def already(found: QuerySet[M], **said: object) -> M | None:
    """What was recorded a moment ago with all of this the same, its writer too; None where this is new.

    Asked within the transaction that records it, while it holds a lock: of two sent at once the second waits, and finds
    the first.
    """
    return found.filter(at__gte=timezone.now() - SOON, **said).order_by("pk").last()
