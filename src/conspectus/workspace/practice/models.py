"""Searches of published reports that people keep for themselves."""

from typing import Self

from django.db import models

from conspectus.library.search import Saved
from conspectus.workspace.accounts.models import User


class KeptSearchQuerySet(models.QuerySet["KeptSearch"]):
    """Kept searches, always asked for on somebody's behalf."""

    def visible_to(self, user: User) -> Self:
        """Their own: nobody is shown what others look for."""
        return self.filter(person=user)


class KeptSearch(models.Model):
    """What one person looks for again and again, and the reports in which they have seen what there was."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_searches")
    asked = models.JSONField(help_text="Words and filters, as `library search --save` keeps them.")
    seen = models.JSONField(help_text="The SHA-256 of each report that was there when they last looked.")
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    objects = KeptSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"kept search {self.pk}"

    @property
    def search(self) -> Saved:
        """As the library asks it again."""
        return Saved(**self.asked, reports=frozenset(self.seen))
