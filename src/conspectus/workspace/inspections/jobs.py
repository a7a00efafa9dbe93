"""What the worker does: check a return, build a casebook, look for what was left undone."""

import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from conspectus.errors import ConspectusError, SealedError
from conspectus.records import beforehand, pipeline
from conspectus.records.returns import Report
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import building, disk, plain, senders
from conspectus.workspace.inspections.models import Build, SentReturn

SILENT = timedelta(minutes=10)  # a worker that has said nothing for so long was killed
STOPPED = "The worker stopped before it was done."
EVERY = 1.0  # seconds between two notes of how far a build is


@task()
def check_return(number: int) -> None:
    """Check one return, and keep what was found beside it; once, however often it is in line."""
    sent = SentReturn.objects.select_related("inspection").get(pk=number)
    if sent.state != SentReturn.State.CHECKING:
        return
    try:
        report, changes, question = _checked(sent)
    except SealedError as error:  # no fault of the sender's
        sent.state, sent.trouble = SentReturn.State.FAILED, str(error)
    except ConspectusError as error:
        sent.state, sent.trouble = SentReturn.State.UNUSABLE, str(error)
    except Exception as error:  # whatever it is, the sender must not wait for ever
        sent.state, sent.trouble = SentReturn.State.FAILED, disk.in_words(error)
    else:
        sent.state = SentReturn.State.USABLE if report.usable else SentReturn.State.UNUSABLE
        sent.report = report.model_dump(mode="json", by_alias=True)
        sent.changes = changes
        if report.usable and question:
            sent.state, sent.trouble = SentReturn.State.DOUBTED, question
    sent.save(update_fields=["state", "report", "trouble", "changes"])


def _checked(sent: SentReturn) -> tuple[Report, dict[str, Any] | None, str]:
    """What was found, what differs from the return whose place it takes, and what is asked of it."""
    before = sent.earlier.filter(state=SentReturn.State.USABLE, taken_out_at=None).first()
    with plain.room() as room:
        now, then = room / "now", room / "then"
        _unseal(sent, now)
        try:
            if before is not None:
                _unseal(before, then)
        except SealedError:  # whoever sends again cannot help what was lost of the return before
            before = None
        if before is None:
            report = beforehand.check(now)
            return report, None, _asked(sent, now, room / "others", report)
        report, rows = beforehand.check_again(now, before=then)
    return report, {"version": before.version, "rows": [one.model_dump(mode="json") for one in rows]}, ""


def _asked(sent: SentReturn, now: Path, others: Path, report: Report) -> str:
    """The question of a new sender whose events have the numbers of another's of the same agency."""
    for other in senders.may_double(sent):
        try:
            _unseal(other, others)
        except (
            SealedError,
            FileNotFoundError,
        ):  # whoever sends cannot help what was lost of another's return
            shutil.rmtree(others / other.sender, ignore_errors=True)
    if not report.usable or not others.is_dir() or not any(others.iterdir()):
        return ""
    return senders.question(beforehand.same_numbers(now, others=others), report.counts.events)


@task()
def build_casebook(number: int) -> None:
    """Build one casebook, once; a failed build says why, and the casebook before it stays."""
    build = Build.objects.select_related("inspection").get(pk=number)
    waiting = Build.objects.filter(pk=number, state=Build.State.WAITING)
    if not waiting.update(state=Build.State.RUNNING, beat=timezone.now()):
        return
    try:
        with plain.room() as room:
            returns = _gathered(build, room)
            build.casebook.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            receipt = pipeline.build(
                returns,
                build.casebook,
                question=_question(build),
                links=pipeline.KnownLinks(
                    building.decisions_for(build, room), skip_absent=True, previous=_before(build)
                ),
                progress=_Noted(number),
            )
        _done(build, content_hash=receipt.content_hash, counts=receipt.counts)
    except _CancelledError:
        pipeline.clear_left(build.casebook)
        build.casebook.unlink(missing_ok=True)
    except ConspectusError as error:
        _ended(build, state=Build.State.FAILED, trouble=str(error))
    except Exception as error:  # whatever it is, the page must say that it ended
        _ended(build, state=Build.State.FAILED, trouble=disk.in_words(error))


def _question(build: Build) -> pipeline.Question:
    one = build.inspection
    return pipeline.Question(theme=one.theme, framework=one.framework, nation=one.lies_in, seed=build.pk)


def _gathered(build: Build, folder: Path) -> Path:
    """The returns it is made from, a folder each, as `build` takes them."""
    chosen = SentReturn.objects.filter(pk__in=[one["return"] for one in build.made_from])
    for sent in chosen.select_related("inspection"):
        _unseal(sent, folder)
    return folder


def _unseal(sent: SentReturn, folder: Path) -> None:
    """A folder within `folder` with what was sent, as plain text."""
    folder.mkdir(mode=0o700, exist_ok=True)
    plain.unsealed(sent.folder / sent.sender, folder / sent.sender)


def _before(build: Build) -> Path | None:
    """The casebook whose child ids are kept."""
    earlier = build.inspection.builds.filter(state=Build.State.DONE, pk__lt=build.pk).first()
    return earlier.casebook if earlier and earlier.casebook.exists() else None


class _CancelledError(Exception):
    """Somebody took the build back while it was going on."""


class _Noted:
    """Writes down how far a build is, once a second at most, so that its page can show it; ends one taken back."""

    def __init__(self, number: int) -> None:
        self.number, self.step, self.last = number, "", 0.0

    def __call__(self, step: str, done: float, /) -> None:
        now = time.monotonic()
        if step != self.step or now - self.last >= EVERY:
            going = Build.objects.filter(pk=self.number, state=Build.State.RUNNING)
            if not going.update(step=step, share=done, beat=timezone.now()):
                raise _CancelledError
            self.step, self.last = step, now


@transaction.atomic
def _done(build: Build, **what: object) -> None:
    """It is there, and so is whatever follows it: both or neither."""
    if not _ended(build, state=Build.State.DONE, **what):
        raise _CancelledError
    building.follow(build)


@transaction.atomic
def _ended(build: Build, *, state: str, **what: object) -> bool:
    """Say so, unless somebody has taken it back meanwhile; whether it was said."""
    going = Build.objects.filter(pk=build.pk, state=Build.State.RUNNING)
    if not going.update(state=state, ended_at=timezone.now(), **what):
        return False
    record(
        Action.BUILD_ENDED,
        by=None,
        inspection=build.inspection_id,
        target=f"build:{build.pk}",
        state=str(state),
    )
    return True


def reap(*, silent_for: timedelta = SILENT) -> int:
    """End the builds and checks whose worker was killed, and clear what they left on the disk; how many there were.

    Where no worker runs, `silent_for` is nothing: whatever says that it goes on does not.
    """
    plain.clear()
    silent = Build.objects.filter(state=Build.State.RUNNING, beat__lte=timezone.now() - silent_for)
    found = list(silent.select_related("inspection"))
    for build in found:
        pipeline.clear_left(build.casebook)
        _ended(build, state=Build.State.FAILED, trouble=f"{STOPPED} Build again: nothing is lost.")
    return len(found) + _end_checks(silent_for)


def _end_checks(silent_for: timedelta) -> int:
    """A check says nothing while it goes on, so what counts is when its worker took it from the line."""
    begun = DBTaskResult.objects.running().filter(
        task_path=check_return.module_path, started_at__lte=timezone.now() - silent_for
    )
    numbers = [one.args_kwargs["args"][0] for one in begun]
    left = SentReturn.objects.filter(pk__in=numbers, state=SentReturn.State.CHECKING)
    return left.update(state=SentReturn.State.FAILED, trouble=f"{STOPPED} Send it again.")
