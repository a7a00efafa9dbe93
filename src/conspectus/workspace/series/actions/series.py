"""Set up a series."""

from django.db import transaction

from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.series.models import Participant, Series
from conspectus.workspace.series.parts import Part


@transaction.atomic
def set_up_series(*, title: str, area: str, nation: Nation, theme: str, every: int, by: User) -> Series:
    """A new series, coordinated by whoever sets it up."""
    must(runs_workspace, by)
    made = Series.objects.create(title=title, area=area, nation=nation, theme=theme, every=every, made_by=by)
    Participant.objects.create(series=made, person=by, part=Part.COORDINATOR)
    record(Action.SERIES_SET_UP, by=by, target=f"series:{made.pk}", nation=nation, theme=theme)
    return made
