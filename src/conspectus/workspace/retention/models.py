"""A destruction: confirmed by the lead for a day, then done, with a certificate of what was destroyed."""

from django.db import models

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection


class Destruction(models.Model):
    """One for each time that an inspection's data were to be destroyed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="destructions")
    due = models.DateField(help_text="The last day on which the data are kept.")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    certificate = models.JSONField(null=True, help_text="What was destroyed: kinds, counts and hashes.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"], condition=models.Q(withdrawn_at=None, done_at=None),
                name="one_open_confirmation_an_inspection",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, certificate=None)
                | models.Q(done_at__isnull=False, certificate__isnull=False, withdrawn_at=None),
                name="what_is_destroyed_has_a_certificate",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"destruction of {self.inspection_id}, due {self.due}"
