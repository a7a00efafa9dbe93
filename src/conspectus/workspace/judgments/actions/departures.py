"""Set a level beside the proposed result, with a reason, or take it back."""

from collections.abc import Iterable

from django.db import transaction

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.judgments.policies import departs


@transaction.atomic
def depart(
    *, inspection: Inspection, target: str, level: str, rationale: str, evidence: Iterable[Evidence], by: User
) -> Departure:
    """The proposed result stays beside it."""
    may(departs, inspection, by)
    framework = frameworks()[inspection.framework]
    if target not in framework.targets() or level not in framework.scale_of(target):
        raise ConspectusError(
            "there is no such result or level", f"{target} {level}", "Choose one of those shown."
        )
    if not rationale.strip():
        raise ConspectusError(
            "a departure needs a reason", target, "Say why the rules do not tell the whole."
        )
    made = inspection.departures.filter(target=target).first() or Departure(
        inspection=inspection, target=target
    )
    chosen = list(evidence)
    made.level, made.rationale, made.by = level, rationale.strip(), by
    made._history_user, made._change_reason = by, ", ".join(one.code for one in chosen) or "nothing"
    made.save()
    made.evidence.set(chosen)
    record(
        Action.DEPARTED, by=by, inspection=inspection.pk, target=target, level=level,
        evidence=[one.pk for one in chosen],
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw(*, departure: Departure, by: User) -> None:
    """Take it back; it stays in the history."""
    may(departs, departure.inspection, by)
    departure._history_user = by
    record(Action.DEPARTURE_WITHDRAWN, by=by, inspection=departure.inspection_id, target=departure.target)
    departure.delete()
