"""How an action asks whether somebody may: by their part in the inspection, and by a policy."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import Answer, must

P = ParamSpec("P")


class NotAPart(Http404):
    """Whoever asks takes no part in the inspection: to them it is as if there were none."""


def part_in(inspection: int, person: User | AnonymousUser) -> Member:
    """A person's part in an inspection; NotAPart for a stranger."""
    found = Member.objects.select_related("inspection").filter(inspection=inspection, person=person.pk)
    if (member := found.first()) is None:
        raise NotAPart
    assert isinstance(person, User)  # of nobody else is there a part
    member.person = person
    return member


def may(
    policy: Callable[Concatenate[Member, P], Answer],
    inspection: Inspection,
    by: User,
    *of: P.args,
    **more: P.kwargs,
) -> Member:
    """The first line of an action: the part of whoever acts, where the policy says yes.

    NotAPart for a stranger; NotAllowed, with the policy's sentence, for a part that may not. The part and the
    inspection's stage are read anew, so that neither is as old as the page that the button was on.
    """
    member = part_in(inspection.pk, by)
    must(policy, member, *of, **more)
    return member
