"""Who sees which inspection: those who take part in it, and nobody else."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from conspectus.workspace.accounts.models import User
    from conspectus.workspace.inspections.models import Inspection  # noqa: F401 - named in the base


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections, always asked for on somebody's behalf."""

    def visible_to(self, user: "User") -> Self:
        """Those in which the person takes part; whoever runs the workspace sees none by that alone."""
        return self.filter(members__person=user)
