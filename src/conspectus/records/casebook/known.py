"""What each agency could know of a child on one day, from its own record and from what passed between it and others."""

from datetime import date

from conspectus.records.casebook.child import ChildChronology, ChronologyEntry, Known
from conspectus.terms import Agency


def known_on(story: ChildChronology, day: date) -> list[Known]:
    """What stood in each agency's record by the end of `day`, and what others wrote of dealings with it.

    Every agency that knows the child or owes it anything has its place, those that held nothing too: that is
    what a silo looks like. An entry of which it is not sure that it had begun is told apart.
    """
    begun = [(n, entry) for n, entry in enumerate(story.entries, start=1) if entry.first_day <= day]
    sure = [(n, entry) for n, entry in begun if entry.last_day <= day]
    return [
        Known(
            agency=agency,
            held=[n for n, entry in sure if _holds(agency, entry)],
            perhaps=[n for n, entry in begun if entry.last_day > day and _holds(agency, entry)],
            told=[n for n, entry in sure if entry.counterparty == agency and not _holds(agency, entry)],
        )
        for agency in _concerned(story)
    ]


def _holds(agency: Agency, entry: ChronologyEntry) -> bool:
    return agency in (entry.agency, *entry.also_recorded_by)


def _concerned(story: ChildChronology) -> list[Agency]:
    there = {*story.child.agencies, *(entry.agency for entry in story.entries)}
    there |= {agency for entry in story.entries for agency in entry.also_recorded_by}
    there |= {owed.agency for owed in story.obligations}
    return [agency for agency in Agency if agency in there]
