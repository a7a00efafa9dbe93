"""Have a casebook built from the newest return of each sender."""

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import jobs
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.casebooks import newest_returns
from conspectus.workspace.inspections.models import Build, Inspection
from conspectus.workspace.inspections.moves import records_are_open
from conspectus.workspace.inspections.policies import runs_records


@transaction.atomic
def ask_for_build(*, inspection: Inspection, by: User) -> Build:
    """Put a build in line; one at a time for each inspection."""
    may(runs_records, inspection, by)
    records_are_open(Inspection.objects.select_for_update().get(pk=inspection.pk))
    if inspection.builds.filter(state__in=(Build.State.WAITING, Build.State.RUNNING)).exists():
        raise ConspectusError("a casebook is being built already", inspection.title, "Wait for it to end.")
    sent = newest_returns(inspection)
    if not sent:
        raise ConspectusError(
            "there is no return to build from", inspection.title, "Ask an agency to send its return first."
        )
    made_from = [{"sender": one.sender, "version": one.version, "return": one.pk} for one in sent]
    build = Build.objects.create(inspection=inspection, made_from=made_from, by=by)
    record(Action.BUILD_ASKED, by=by, inspection=inspection.pk, target=f"build:{build.pk}")
    transaction.on_commit(lambda: jobs.build_casebook.enqueue(build.pk))
    return build


@transaction.atomic
def cancel_build(*, build: Build, by: User) -> None:
    """Take back a build that waits or goes on; the casebook before it stays."""
    may(runs_records, build.inspection, by)
    going = Build.objects.filter(pk=build.pk, state__in=(Build.State.WAITING, Build.State.RUNNING))
    said = f"Cancelled by {by.name}."
    if not going.update(state=Build.State.FAILED, trouble=said, ended_at=timezone.now()):
        raise ConspectusError(
            "the build has ended already", build.inspection.title, "Look at the page again."
        )
    record(Action.BUILD_CANCELLED, by=by, inspection=build.inspection_id, target=f"build:{build.pk}")
