"""Who rates what: inspectors whose inspectorate leads for the agency."""

from conspectus.definitions import CellKey, frameworks
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, in_role, in_stage, where
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.ratings.stages import RATING


def rates(member: Member, cell: CellKey) -> Answer:
    """Whether this person may rate the cell."""
    leads = frameworks()[member.inspection.framework].leads
    theirs = bool(member.inspectorate) and leads.get(cell.agency) == member.inspectorate
    return in_role(member, Role.LEAD, Role.INSPECTOR) and where(
        theirs, "An agency’s work is rated by the inspectorate that leads for it, and yours does not."
    )


def drafts(member: Member, cell: CellKey) -> Answer:
    """Whoever rates the cell, while it can be rated."""
    return rates(member, cell) and in_stage(member, "Inspectors rate", *RATING)


def rates_any(member: Member) -> Answer:
    """Whether there is any cell that this person may rate."""
    leads = frameworks()[member.inspection.framework].leads
    return in_role(member, Role.LEAD, Role.INSPECTOR) and where(
        member.inspectorate in set(leads.values()) - {""},
        "Rating is for inspectors whose inspectorate leads for an agency.",
    )


def dissents(member: Member, target: str) -> Answer:
    """Whoever rates the cell that is meant; of a result, whoever rates any."""
    cells = {str(one): one for one in frameworks()[member.inspection.framework].cells()}
    return rates(member, cells[target]) if target in cells else rates_any(member)


def auditing(member: Member) -> Answer:
    """Whoever of an agency may audit it, while the agencies do so."""
    return in_stage(member, "Agencies audit their own part", Stage.AGENCIES_AUDIT)


def audits(member: Member, agency: str) -> Answer:
    """Whether this person writes this agency's own audit: its contact, and nobody else."""
    own = where(member.agency == agency, "An agency’s own contact writes its audit.")
    return in_role(member, Role.CONTACT) and own
