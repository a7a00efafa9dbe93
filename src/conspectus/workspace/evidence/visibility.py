"""Who sees the row of the casebook that evidence cites: of a restricted one, the roles that the inspection names."""

from typing import NamedTuple

from conspectus.records.casebook import Cited
from conspectus.workspace.evidence.found import row_is_restricted
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Build, Member
from conspectus.workspace.inspections.reading import cited_in


class Shown(NamedTuple):
    """What one reader sees of a citation."""

    cited: Cited | None  # the row as the newest casebook has it, with the lines behind it
    hidden: bool  # whether row and citation are kept from this reader


def citation_for(member: Member, one: Evidence, built: Build | None) -> Shown:
    """The row as it now is; a row that was restricted when it was cited stays so, even if it is gone since."""
    cited = cited_in(built.casebook, one.citation) if built and one.citation else None
    if policies.sees_restricted(member):
        return Shown(cited, hidden=False)
    then = bool((one.found or {}).get("restricted"))
    now = cited is not None and row_is_restricted(cited)
    return Shown(None if cited is not None and cited.restricted else cited, hidden=then or now)
