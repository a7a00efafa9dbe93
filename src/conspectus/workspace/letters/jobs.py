"""What the worker does when a letter is due to become public."""

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from conspectus.errors import ConspectusError
from conspectus.workspace.letters.actions.publishing import fail, publish
from conspectus.workspace.letters.models import Edition


def due() -> QuerySet[Edition]:
    """The letters whose time of publication has come."""
    return Edition.objects.filter(publish_at__lte=timezone.now(), published_at=None)


@task()
def publish_due() -> int:
    """Publish what is due; how many there were. One that cannot be says why on its page."""
    done = 0
    for edition in due().select_related("inspection", "publish_by"):
        try:
            publish(edition=edition)
        except ConspectusError as error:
            edition.refresh_from_db()
            fail(edition=edition, why=str(error))
        else:
            done += 1
    return done


def look() -> None:
    """Put it in line where a letter is due; a second one finds nothing left to do."""
    if due().exists():
        publish_due.enqueue()
