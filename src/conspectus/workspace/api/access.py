"""The way into the API: a token, the part of its owner in its inspection, and the policies that pages have."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from conspectus.workspace.api.actions import digest
from conspectus.workspace.api.models import Token
from conspectus.workspace.inspections.asking import NotAPart
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Policy, must

NOTED = timedelta(minutes=1)  # how exactly it is noted when a token was last used


class ByToken(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """The part of the token's owner; None, and so 401, where it lets nobody in any more."""
        found = Token.objects.valid().filter(digest=digest(token)).first()
        if found is None:
            return None
        part = Member.objects.select_related("inspection", "person").filter(
            inspection=found.inspection_id, person=found.person_id
        )
        now = timezone.now()
        if found.used_at is None or now - found.used_at > NOTED:
            Token.objects.filter(pk=found.pk).update(used_at=now)
        return part.first()


def part_in(request: HttpRequest, inspection: int, policy: Policy) -> Member:
    """Who asks, where the policy lets them: another inspection is as if it were not there."""
    member: Member = request.auth  # type: ignore[attr-defined]  # put there by the library
    if member.inspection_id != inspection:
        raise NotAPart
    must(policy, member)
    return member
