"""Who sees which ratings: whoever still rates alone sees no level but their own, consolidated ones included."""

from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from conspectus.terms import Stage
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, inspects, of_agency, where
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage as InspectionStage
from conspectus.workspace.inspections.stages import reached
from conspectus.workspace.ratings.models import Finished, Rating
from conspectus.workspace.ratings.policies import rates_any
from conspectus.workspace.ratings.stages import audits_locked

LEVELS = (Action.RATED, Action.DISSENTED, Action.DEPARTED)  # their details hold a level


def visible(member: Member, ratings: Iterable[Rating], finished: set[int]) -> list[Rating]:
    """One's own; and once this person rates alone no more, consolidated ones and those of others who have finished."""
    alone = still_alone(member, finished)
    return [rating for rating in ratings if _sees(member, rating, finished, alone)]


def seen_by(member: Member, ratings: QuerySet[Rating]) -> list[Rating]:
    """The same of a query, which asks in one go who has finished."""
    done = Finished.objects.filter(inspection=member.inspection)
    asked = ratings.annotate(
        finished=Exists(done.filter(by=OuterRef("by"))), i_finished=Exists(done.filter(by=member.person))
    )
    found = list(asked)
    finished = {one.by_id for one in found if one.finished}
    return visible(member, found, finished | {member.person_id for one in found if one.i_finished})


def _sees(member: Member, rating: Rating, finished: set[int], alone: bool) -> bool:
    if rating.stage == Stage.INDEPENDENT and rating.by_id == member.person_id:
        return True
    return not alone and (rating.stage == Stage.CONSOLIDATED or rating.by_id in finished)


def still_alone(member: Member, finished: set[int]) -> bool:
    """Whether this person may still rate alone, and so must not learn what anybody else thinks."""
    return _could_rate(member) and member.person_id not in finished


def rates_alone(member: Member) -> bool:
    """The same, asked of the database."""
    return _could_rate(member) and not member.inspection.finished.filter(by=member.person_id).exists()


def _could_rate(member: Member) -> bool:
    return bool(rates_any(member)) and not reached(member.inspection.now, InspectionStage.DRAFTING)


def levels_of_others(member: Member) -> Callable[[Entry], bool]:
    """Which rows of the log would tell this person, who still rates alone, a level that somebody else gave."""
    alone = rates_alone(member)
    return lambda row: alone and row.actor != member.person_id and row.action in LEVELS


def finished_in(member: Member) -> set[int]:
    """Ids of those who have finished rating alone."""
    return set(member.inspection.finished.values_list("by", flat=True))


def sees_audit(member: Member, agency: str) -> Answer:
    """A contact sees its own agency's audit; inspectors see each once it is locked, before they rate."""
    if member.role == Role.CONTACT:
        return of_agency(member, agency)
    return inspects(member) and where(
        audits_locked(member.inspection), "Those who inspect read an agency’s audit once it is locked."
    )
