"""Take in an area's figures file, for the view of all areas."""

from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.series.checked import checked
from conspectus.workspace.series.models import AreaFigures


@transaction.atomic
def take_in(*, content: bytes, keys: bytes = b"", by: User) -> AreaFigures:
    """A published figures file whose hash, counts and signatures hold; a restricted copy is nobody else's."""
    must(runs_workspace, by)
    found = checked(content, keys=keys)
    if found.figures.restricted:
        raise ConspectusError(
            "this is a restricted copy, which is for the partnership alone",
            "",
            "Ask for the published one: conspectus figures CASEBOOK --out FILE, without --restricted.",
        )
    area = found.figures.area
    if area is None:
        raise ConspectusError("it does not say of which area it is", "", "Make it again with its area.")
    made, new = AreaFigures.objects.get_or_create(
        sha256=found.figures.sha256,
        defaults={
            "area": area.name, "code": area.code or "", "as_of": found.figures.as_of_day,
            "content": content.decode(), "signed_by": list(found.signed_by), "by": by,
        },
    )  # fmt: skip
    if not new:
        raise ConspectusError("this file was taken in already", area.name, "Nothing is left to do.")
    record(Action.AREA_TAKEN_IN, by=by, target=f"figures:{made.pk}", sha256=made.sha256)
    return made
