"""How the workspace runs: what whoever runs it looks at first, of health, disk, jobs and mail."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conspectus.plain import day, number
from conspectus.workspace.accounts import post
from conspectus.workspace.inspections import health

SCARCE = 0.1  # of a disk that is free: less is told
SLOW = timedelta(minutes=10)  # nothing waits so long for a worker that lives
LATELY = timedelta(days=7)
GB = 10**9


class Part(NamedTuple):
    """One thing that is looked at: what it is, how it is, and whether somebody should act."""

    title: str
    says: str
    act: bool = False


def parts() -> list[Part]:
    """All of them, in the order in which they are read."""
    return [_health(), *_disks(), _waiting(), _failed(), _mail()]


def _health() -> Part:
    found = health.troubles()
    return Part(
        "Health", " ".join(found) or "The database answers, and the folder can be written.", bool(found)
    )


def _disks() -> list[Part]:
    """Each disk once, though two folders may lie on one."""
    folders = {"Disk": Path(settings.DATA), "Room for plain text": Path(settings.PLAIN)}
    own = {path.stat().st_dev: title for title, path in reversed(folders.items()) if path.exists()}
    return [_disk(title, path) for title, path in folders.items() if title in own.values()]


def _disk(title: str, path: Path) -> Part:
    room = shutil.disk_usage(path)
    scarce = room.free < SCARCE * room.total
    says = f"{room.free / GB:,.1f} GB free of {room.total / GB:,.1f} GB, in {path}."
    return Part(title, says + (" Make room before it is full." if scarce else ""), scarce)


def _waiting() -> Part:
    jobs = DBTaskResult.objects
    first: datetime | None = jobs.ready().aggregate(first=Min("enqueued_at"))["first"]
    running, waiting = jobs.running().count(), jobs.ready().count()
    says = f"{number(running, 'job')} at work, {number(waiting, 'job')} waiting."
    if first is None or running or timezone.now() - first < SLOW:
        return Part("Jobs", says)
    minutes = int((timezone.now() - first).total_seconds() // 60)
    return Part(
        "Jobs", f"{says} The first waits for {number(minutes, 'minute')}: no worker is at work.", True
    )


def _failed() -> Part:
    """The program's own faults; what is wrong with a return is told on its page."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=timezone.now() - LATELY).count()
    if not failed:
        return Part("Jobs that failed", "None in seven days.")
    says = f"{number(failed, 'job')} in seven days. Why is in the server’s own log."
    return Part("Jobs that failed", says, True)


def _mail() -> Part:
    if not settings.MAILED:
        return Part("Mail", "No mail server is set: links are handed over by whoever makes them.")
    last = post.last()
    if last is None:
        return Part("Mail", f"{settings.EMAIL_HOST} is set, and nothing was sent lately.")
    at = timezone.localtime(last.at)
    when = f"{day(at)}, {at:%H:%M}"
    if last.failure:
        return Part("Mail", f"The last letter could not be sent ({last.failure}), {when}.", True)
    return Part("Mail", f"The last letter went out, {when}.")
