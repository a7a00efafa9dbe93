"""Who rates what: inspectors whose inspectorate leads for the agency."""

from conspectus.definitions import CellKey, Framework, frameworks
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import because
from conspectus.workspace.inspections.roles import Role


def rates(member: Member, framework: Framework, cell: CellKey) -> bool:
    """Whether this person may rate the cell."""
    return (
        member.role in (Role.LEAD, Role.INSPECTOR)
        and bool(member.inspectorate)
        and framework.leads.get(cell.agency) == member.inspectorate
    )


@because("Rating is for inspectors whose inspectorate leads for an agency.")
def rates_any(member: Member) -> bool:
    """Whether there is any cell that this person may rate."""
    leads = frameworks()[member.inspection.framework].leads
    return member.role in (Role.LEAD, Role.INSPECTOR) and member.inspectorate in set(leads.values()) - {""}


def audits(member: Member, agency: str) -> bool:
    """Whether this person writes this agency's own audit: its contact, and nobody else."""
    return member.role == Role.CONTACT and member.agency == agency
