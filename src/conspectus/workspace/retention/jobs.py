"""What the worker does when something is due."""

from django_tasks import task

from conspectus.workspace.retention.actions import destroy
from conspectus.workspace.retention.due import due


@task()
def destroy_due() -> int:
    """Destroy what is due; how many inspections there were."""
    return sum(destroy(one.pk) is not None for one in due())


def look() -> None:
    """Put it in line where something is due; a second one finds nothing left to do."""
    if due().exists():
        destroy_due.enqueue()
