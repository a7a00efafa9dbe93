"""What the worker does when nobody has acknowledged in time that a child may be at immediate risk."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from conspectus.workspace.inspections.actions.concerns import escalate
from conspectus.workspace.inspections.models import Concern


def due() -> QuerySet[Concern]:
    """Concerns that wait for longer than is allowed, and of which no more people were told yet."""
    before = timezone.now() - timedelta(seconds=settings.ESCALATE_AFTER)
    return Concern.objects.filter(acknowledged_at=None, escalated_at=None, at__lt=before)


@task()
def escalate_due() -> int:
    """Tell more people of each; how many there were. Where no e-mail can be sent, the next look tries again."""
    return sum(escalate(concern=one) for one in due())


def look() -> None:
    """Put it in line where something is due; a second one finds nothing left to do."""
    if due().exists():
        escalate_due.enqueue()
