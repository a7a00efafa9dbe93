"""Who chooses the children, and until when."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import because, inspects, leads, runs_records
from conspectus.workspace.inspections.stages import Stage, reached

sees = inspects


@because(
    "Children are chosen by whoever leads or analyses; from the agencies’ audit on by a lead, until moderation."
)
def chooses(member: Member) -> bool:
    """Leads and analysts until the agencies audit; after that a lead alone, until moderation."""
    now = member.inspection.now
    if reached(now, Stage.MODERATION):
        return False
    return leads(member) if reached(now, Stage.AGENCIES_AUDIT) else runs_records(member)
