"""Who reads children, who assigns them, and whose comments are taken back by whom."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, inspects, leads, runs_records, where
from conspectus.workspace.reading.models import EntryComment

reads = inspects
assigns = runs_records


def takes_back(member: Member, comment: EntryComment) -> Answer:
    """Whoever made a comment, or a lead."""
    own = comment.by_id == member.person_id
    return reads(member) and where(
        own or bool(leads(member)), "A comment is taken back by whoever made it, or by a lead."
    )
