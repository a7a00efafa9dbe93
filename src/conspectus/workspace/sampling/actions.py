"""Take the casebook's sample, choose a child by hand, replace one or take one out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.sampling.models import TrackedChild
from conspectus.workspace.sampling.policies import chooses
from conspectus.workspace.sampling.tracking import held_by, newest_book, sample_of


@transaction.atomic
def take_sample(*, inspection: Inspection, by: User) -> list[TrackedChild]:
    """Track the children that the newest casebook drew; once, since a choice is changed child by child."""
    may(chooses, inspection, by)
    _locked(inspection)
    book, built = newest_book(inspection), last_built(inspection)
    if book is None or built is None:
        raise ConspectusError("there is no casebook yet", str(inspection), "Build it from the returns.")
    if inspection.tracked.now().exists():
        raise ConspectusError(
            "children are chosen already", str(inspection), "Replace a single child, and say why."
        )
    made = [
        TrackedChild(
            inspection=inspection, place=one.place, child=one.child_id, stratum=one.stratum, reason=one.reason,
            chance=one.chance, agencies=one.agencies, drawn_in=built, by=by,
        )
        for one in sample_of(book)
    ]  # fmt: skip
    if not made:
        raise ConspectusError("the casebook drew nobody", str(inspection), "Choose children by hand.")
    TrackedChild.objects.bulk_create(made)
    record(
        Action.SAMPLE_TAKEN, by=by, inspection=inspection.pk, target=f"build:{built.pk}", children=len(made)
    )
    return made


@transaction.atomic
def add(*, inspection: Inspection, child: str, why: str, by: User) -> TrackedChild:
    """Track a child whom people chose: without a chance of selection."""
    may(chooses, inspection, by)
    _locked(inspection)
    last = inspection.tracked.order_by("-place").values_list("place", flat=True).first()
    return _put(inspection, (last or 0) + 1, child, why, by)


@transaction.atomic
def add_several(*, inspection: Inspection, children: Sequence[str], why: str, by: User) -> list[TrackedChild]:
    """Track children whom people chose together, each with the same reason: all of them or none."""
    may(chooses, inspection, by)
    return [add(inspection=inspection, child=child, why=why, by=by) for child in children]


@transaction.atomic
def replace(*, tracked: TrackedChild, child: str, why: str, by: User) -> TrackedChild:
    """Track another in the place of one, who stays on record with the reason."""
    may(chooses, tracked.inspection, by)
    _locked(tracked.inspection)
    _leave(tracked, why, by)
    return _put(tracked.inspection, tracked.place, child, why, by)


@transaction.atomic
def take_out(*, tracked: TrackedChild, why: str, by: User) -> None:
    """Track one no longer, and nobody in their place."""
    may(chooses, tracked.inspection, by)
    _locked(tracked.inspection)
    _leave(tracked, why, by)


def _locked(inspection: Inspection) -> None:
    # So that two people at once do not take the same sample or place.
    Inspection.objects.select_for_update().get(pk=inspection.pk)


def _put(inspection: Inspection, place: int, child: str, why: str, by: User) -> TrackedChild:
    book = newest_book(inspection)
    held = held_by(book, [child]) if book else {}
    if child not in held:
        raise ConspectusError(
            f"the newest casebook holds no child {child}",
            str(inspection),
            "Find the id on the page Children.",
        )
    if inspection.tracked.now().filter(child=child).exists():
        raise ConspectusError(f"{child} is tracked already", str(inspection), "Choose another child.")
    made = TrackedChild.objects.create(
        inspection=inspection, place=place, child=child, reason=_said(why, inspection), agencies=held[child],
        drawn_in=last_built(inspection), by=by,
    )  # fmt: skip
    record(Action.CHILD_CHOSEN, by=by, inspection=inspection.pk, target=made.target)
    return made


def _leave(tracked: TrackedChild, why: str, by: User) -> None:
    said, now = _said(why, tracked.inspection), timezone.now()
    left = TrackedChild.objects.filter(pk=tracked.pk, left_at=None)
    if not left.update(left_at=now, left_by=by, left_why=said):
        raise ConspectusError("this child is not tracked any more", str(tracked), "Look at the list again.")
    record(Action.CHILD_LEFT, by=by, inspection=tracked.inspection_id, target=tracked.target)


def _said(why: str, inspection: Inspection) -> str:
    if not why.strip():
        raise ConspectusError("a choice by people needs a reason", str(inspection), "Say why.")
    return why.strip()
