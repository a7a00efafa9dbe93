"""Who chooses the children, and until when."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, inspects, leads, runs_records
from conspectus.workspace.inspections.stages import Stage, reached

sees = inspects


def chooses(member: Member) -> Answer:
    """Leads and analysts until the agencies audit; after that a lead alone, until moderation."""
    now = member.inspection.now
    if reached(now, Stage.MODERATION):
        return Answer("Children are chosen until moderation, after which nobody looks at another in depth.")
    return leads(member) if reached(now, Stage.AGENCIES_AUDIT) else runs_records(member)
