"""A part of one child's chronology: the entries of some agencies, or of some kinds."""

from collections.abc import Collection

from conspectus.records.casebook.child import ChildChronology, ChronologyEntry, Owed
from conspectus.terms import Agency


def narrowed(
    story: ChildChronology, *, agencies: Collection[Agency] = (), kinds: Collection[str] = ()
) -> ChildChronology:
    """The same with those entries alone that one of `agencies` recorded and that are of one of `kinds` (event words).

    None chosen is all. What was owed stays where its agency was chosen, and where an entry that stays started or met
    it. Silo gaps all stay, and so do their days: nobody should miss one by looking at a part.
    """

    def stays(entry: ChronologyEntry) -> bool:
        recorded = {entry.agency, *entry.also_recorded_by}
        return (not agencies or not recorded.isdisjoint(agencies)) and (not kinds or entry.event in kinds)

    entries = [entry for entry in story.entries if stays(entry)]
    there = {entry.event_ref for entry in entries if entry.event_ref}

    def is_owed(owed: Owed) -> bool:
        return (not agencies or owed.agency in agencies) and (
            not kinds or not there.isdisjoint({owed.trigger_ref, owed.response_ref})
        )

    obligations = [owed for owed in story.obligations if is_owed(owed)]
    return story.model_copy(update={"entries": entries, "obligations": obligations})
