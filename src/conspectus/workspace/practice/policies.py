"""Who may keep what was published in which inspection, and whose a kept search is."""

from django.contrib.auth.models import AnonymousUser

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.asking import NotAPart
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.practice.models import KeptSearch


def parts_to_keep_in(user: User | AnonymousUser) -> list[Member]:
    """A person's parts in which they record evidence, the newest inspection first."""
    if not user.is_authenticated:
        return []
    parts = (
        Member.objects.filter(person=user.pk).select_related("inspection").order_by("-inspection__made_at")
    )
    return [member for member in parts if policies.inspects(member)]


def must_be_theirs(kept: KeptSearch, person: User) -> None:
    """A search is its keeper's alone: to everybody else it is as if there were none."""
    if kept.person_id != person.pk:
        raise NotAPart
