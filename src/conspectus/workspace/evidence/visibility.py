"""Who sees the row of the casebook that evidence cites: of a restricted one, the roles that the inspection names."""

from collections.abc import Iterable
from typing import NamedTuple

from conspectus.records.casebook import Cited
from conspectus.workspace.evidence.found import row_is_restricted
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.casebooks import cited_in, last_built, opened
from conspectus.workspace.inspections.models import Build, Inspection, Member
from conspectus.workspace.inspections.shown import restricted_shown


class VisibleCitation(NamedTuple):
    """What one reader sees of a citation."""

    cited: Cited | None  # the row as the newest casebook has it, with the lines behind it
    hidden: bool  # whether row and citation are kept from this reader


def citation_for(member: Member, one: Evidence, built: Build | None) -> VisibleCitation:
    """The row as it now is; a row that was restricted when it was cited stays so, even if it is gone since.

    That a restricted one is shown to whoever may see it is logged.
    """
    cited = cited_in(built.casebook, one.citation) if built and one.citation else None
    then = bool((one.found or {}).get("restricted"))
    if policies.sees_restricted(member):
        if then or (cited is not None and cited.restricted):
            restricted_shown(member, f"evidence:{one.pk}")
        return VisibleCitation(cited, hidden=False)
    now = cited is not None and row_is_restricted(cited)
    return VisibleCitation(None if cited is not None and cited.restricted else cited, hidden=then or now)


NOW_RESTRICTED = "select distinct event_ref from events where list_contains(?, event_ref) and restricted"


def as_listed(pieces: Iterable[Evidence], inspection: Inspection) -> list[Evidence]:
    """Pieces for a page of many: a comment on an entry that is restricted since is read on its own page alone."""
    listed = list(pieces)
    entries = {one.source.removeprefix("events:") for one in listed if one.comment}
    built = last_built(inspection) if entries else None
    if built is None:
        return listed
    rows = opened(built.casebook).rows(NOW_RESTRICTED, [list(entries)])
    restricted = {f"events:{row['event_ref']}" for row in rows}
    for one in listed:
        if one.source in restricted:
            one.comment = ""  # of this reading; it is not saved
    return listed
