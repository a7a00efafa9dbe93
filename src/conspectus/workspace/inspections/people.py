"""Who takes part, found by their name, address or organisation."""

from collections.abc import Sequence
from functools import reduce
from operator import and_

from django import forms
from django.db.models import Q

from conspectus.workspace.inspections.models import AGENCIES, INSPECTORATES, Member
from conspectus.workspace.inspections.searching import Narrowed


def holding(words: Sequence[str]) -> Q:
    """Parts of people in whose name, e-mail address or organisation every word is."""
    return reduce(and_, map(_holding, words), Q())


def _holding(word: str) -> Q:
    own = Q(person__name__icontains=word) | Q(person__email__icontains=word)
    return own | Q(inspectorate__in=_titled(INSPECTORATES, word)) | Q(agency__in=_titled(AGENCIES, word))


def _titled(known: Sequence[tuple[str, str]], word: str) -> list[str]:
    return [code for code, title in known if word.lower() in title.lower()]


class PeopleSearch(Narrowed):
    """What the list of people is narrowed by."""

    find = forms.CharField(label="Name, e-mail address or organisation", max_length=200)
    part = forms.ChoiceField(label="Part")
    waiting = forms.BooleanField(label="Cannot sign in yet")

    @property
    def words(self) -> list[str]:
        """What their name, address or organisation must hold."""
        return str(self.given.get("find", "")).split()

    def wants(self, one: Member) -> bool:
        """Whether somebody is of the part that was chosen, and has not signed in yet where that was."""
        there = one.role == self.given.get("part", one.role)
        return there and not (self.given.get("waiting") and one.person.taken_up)
