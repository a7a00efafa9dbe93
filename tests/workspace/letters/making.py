"""How letters are made and looked at in tests."""

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.drafting import Drafted, drafted
from conspectus.workspace.letters.editions import newest, signers, signs_for
from conspectus.workspace.letters.models import Edition

PASSPHRASE = "quiet lantern orchard"
POLICE = "improve-p1-police"  # a statement that every one of them has


def draft_of(inspection: Inspection) -> Drafted:
    found = drafted(inspection)
    assert found is not None
    return found


def last(inspection: Inspection) -> Edition:
    found = newest(inspection)
    assert found is not None
    return found


def say(inspection: Inspection, statement: str, text: str, lead: User) -> None:
    actions.word(inspection=inspection, statement=statement, text=text, by=lead)


def signer(inspection: Inspection, body: str) -> User:
    """Whoever signs for a body: the first of its own people."""
    return next(one.person for one in inspection.members.order_by("pk") if body in signs_for(one))


def sign_all(inspection: Inspection) -> None:
    """Each inspectorate by one of its own."""
    for body in signers(inspection):
        by = signer(inspection, body)
        actions.make_key(inspection=inspection, inspectorate=body, passphrase=PASSPHRASE, by=by)
        actions.sign(edition=last(inspection), inspectorate=body, passphrase=PASSPHRASE, by=by)
