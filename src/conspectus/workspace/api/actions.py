"""Make a token, and take it back."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.api.models import Token
from conspectus.workspace.api.policies import makes_token_of, revokes
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Member

SHOWN = 8  # letters that are kept, of 43: enough to know it again, too few to guess the rest


@transaction.atomic
def make_token(*, member: Member, name: str, days: int, by: User) -> tuple[Token, str]:
    """A token for one's own part in an inspection, and what it is, which nobody can be told again."""
    may(makes_token_of, member.inspection, by, member.person)
    # 256 random bits: no slow hash is needed where there is nothing to guess.
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=member.person, inspection=member.inspection, name=name, begins=secret[:SHOWN],
        digest=digest(secret), expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    record(Action.TOKEN_MADE, by=by, inspection=member.inspection_id, target=f"token:{token.pk}", days=days)
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: User) -> None:
    """From now on it lets nobody in."""
    may(revokes, token.inspection, by, token)
    locked = Token.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        return
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record(Action.TOKEN_REVOKED, by=by, inspection=locked.inspection_id, target=f"token:{locked.pk}")


def end_all(member: Member, by: User) -> None:
    """A part is taken away: no token of it lets anybody in, even if the person is given a part once more."""
    for token in member.inspection.tokens.valid().filter(person=member.person_id):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(Action.TOKEN_REVOKED, by=by, inspection=member.inspection_id, target=f"token:{token.pk}")


def digest(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
