"""Who may change what was recorded."""

from conspectus.workspace.evidence.models import Draft, Evidence
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, inspects, leads, where


def corrects(member: Member, evidence: Evidence) -> Answer:
    """Whoever recorded it, and the lead."""
    own = evidence.by_id == member.person_id or bool(leads(member))
    put = where(own, "Evidence is put otherwise by whoever recorded it, and by whoever leads.")
    return inspects(member) and put


def settles(member: Member, draft: Draft) -> Answer:
    """Whoever wrote the text that waits beside a note."""
    return inspects(member) and where(draft.by_id == member.person_id, "This text was written by another.")
