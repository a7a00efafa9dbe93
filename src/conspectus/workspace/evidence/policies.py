"""Who may change what was recorded."""

from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads


def corrects(member: Member, evidence: Evidence) -> bool:
    """Whoever recorded it, and the lead."""
    return evidence.by_id == member.person_id or leads(member)
