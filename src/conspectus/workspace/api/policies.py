"""Whose tokens are whose."""

from conspectus.workspace.accounts.models import User
from conspectus.workspace.api.models import Token
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, where


def makes_token_of(member: Member, person: User) -> Answer:
    """A token reads what its owner reads: everybody makes their own alone."""
    return where(member.person_id == person.pk, "Everybody makes tokens for themselves alone.")


def revokes(member: Member, token: Token) -> Answer:
    """Whose token it is may take it back."""
    return where(token.person_id == member.person_id, "Everybody revokes their own tokens alone.")
