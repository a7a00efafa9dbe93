"""Confirm a destruction, take that back, and do it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Build, Inspection, StageMove
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.retention import destroying
from conspectus.workspace.retention.due import due, standing
from conspectus.workspace.retention.models import Destruction


@transaction.atomic
def confirm(*, inspection: Inspection, by: User) -> Destruction:
    """The data may be destroyed once the retention date is over; if the date is changed, this counts no more."""
    may(leads, inspection, by)
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if locked.keep_until is None:
        raise ConspectusError(
            "no retention date is on record", locked.title, "Record how the data are handled first."
        )
    if (found := standing(locked)) is not None:
        return found
    _take_back(locked)  # an earlier one, for another date
    made = Destruction.objects.create(inspection=locked, due=locked.keep_until, confirmed_by=by)
    record(
        Action.DESTRUCTION_CONFIRMED, by=by, inspection=locked.pk, target=f"destruction:{made.pk}",
        due=made.due.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw(*, inspection: Inspection, by: User) -> None:
    """Nothing is destroyed until somebody confirms it again."""
    may(leads, inspection, by)
    if _take_back(Inspection.objects.select_for_update().get(pk=inspection.pk)):
        record(Action.DESTRUCTION_WITHDRAWN, by=by, inspection=inspection.pk)


def _take_back(inspection: Inspection) -> int:
    return inspection.destructions.filter(withdrawn_at=None, done_at=None).update(withdrawn_at=timezone.now())


def destroy(number: int) -> Destruction | None:
    """Do one that is due. Files go first, so that one that is cut off is found unfinished and done again."""
    with transaction.atomic():
        found = due().filter(pk=number).select_for_update(of=("self",)).first()
        if found is None or _building(found.inspection):
            return None  # done by another, taken back, or a build is writing: the next look finds it
        destroying.files(found.inspection)
        found.certificate = _certificate(found, destroying.rows(found.inspection))
        found.done_at = timezone.now()
        found.save(update_fields=["certificate", "done_at"])
        _close(found.inspection)
        counts = {one["kind"]: one["count"] for one in found.certificate["destroyed"]}
        record(
            Action.DATA_DESTROYED, by=None, inspection=found.inspection_id, target=f"destruction:{found.pk}",
            counts=counts,
        )  # fmt: skip
    return found


def _building(inspection: Inspection) -> bool:
    return inspection.builds.filter(state__in=(Build.State.WAITING, Build.State.RUNNING)).exists()


def _certificate(one: Destruction, destroyed: list[dict[str, Any]]) -> dict[str, Any]:
    head = Entry.objects.order_by("-number").values_list("number", "seal").first()
    return {
        "inspection": one.inspection_id, "title": one.inspection.title, "area": one.inspection.area,
        "lawful_basis": one.inspection.lawful_basis, "kept_until": one.due.isoformat(),
        "confirmed_by": one.confirmed_by.name, "confirmed_at": one.confirmed_at.isoformat(),
        "destroyed": destroyed, "stays": list(destroying.STAYS), "log_before": head,
    }  # fmt: skip


def _close(inspection: Inspection) -> None:
    """No return is taken any more, unless it is put on record anew how data are handled."""
    inspection.lawful_basis, inspection.keep_until = "", None
    if inspection.now == Stage.CLOSED:
        StageMove.objects.create(
            inspection=inspection, was=inspection.stage, became=Stage.DESTROYED, by=inspection.made_by
        )
        inspection.stage = Stage.DESTROYED
    inspection.save(update_fields=["lawful_basis", "keep_until", "stage"])
