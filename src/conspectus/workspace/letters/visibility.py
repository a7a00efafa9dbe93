"""Who sees which editions and comments of a letter that is not public yet."""

from django.db.models import QuerySet

from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import judges
from conspectus.workspace.letters.editions import newest
from conspectus.workspace.letters.models import Comment, Edition


def editions_for(member: Member) -> list[Edition]:
    """Those who judge see all of them, the newest first; agencies' contacts the newest alone."""
    last = newest(member.inspection)
    if last is None or not judges(member):
        return [last] if last else []
    return list(member.inspection.editions.all())


def opened_by(member: Member, edition: Edition) -> Edition:
    """An edition that a person opens, which is logged."""
    edition.inspection = member.inspection
    record(
        Action.LETTER_READ,
        by=member.person,
        inspection=member.inspection_id,
        target=f"edition:{edition.number}",
    )
    return edition


def comments_for(member: Member) -> QuerySet[Comment]:
    """What agencies say of any edition; an agency's contact sees its own comments alone."""
    said = Comment.objects.filter(edition__inspection=member.inspection)
    found = said if judges(member) else said.filter(agency=member.agency)
    return found.select_related("by", "answered_by", "edition")
