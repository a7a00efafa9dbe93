"""Who sees which ratings: until both raters have finished, nobody sees another's."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from conspectus.terms import Stage
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import inspects
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings.models import Finished, Rating
from conspectus.workspace.ratings.stages import audits_locked


def visible(member: Member, ratings: Iterable[Rating], finished: set[int]) -> list[Rating]:
    """One's own; consolidated ones; and others' once both they and this person (if they rate) have finished."""
    return [rating for rating in ratings if _sees(member, rating, finished)]


def seen_by(member: Member, ratings: QuerySet[Rating]) -> list[Rating]:
    """The same of a query, which asks in one go who has finished."""
    done = Finished.objects.filter(inspection=member.inspection)
    asked = ratings.annotate(
        finished=Exists(done.filter(by=OuterRef("by"))), i_finished=Exists(done.filter(by=member.person))
    )
    found = list(asked)
    finished = {one.by_id for one in found if one.finished}
    return visible(member, found, finished | {member.person_id for one in found if one.i_finished})


def _sees(member: Member, rating: Rating, finished: set[int]) -> bool:
    if rating.stage == Stage.CONSOLIDATED or rating.by_id == member.person_id:
        return True
    rates = bool(member.inspectorate)
    return rating.by_id in finished and (not rates or member.person_id in finished)


def finished_in(member: Member) -> set[int]:
    """Ids of those who have finished rating alone."""
    return set(member.inspection.finished.values_list("by", flat=True))


def sees_audit(member: Member, agency: str) -> bool:
    """A contact sees its own agency's audit; inspectors see each once it is locked, before they rate."""
    if member.role == Role.CONTACT:
        return member.agency == agency
    return inspects(member) and audits_locked(member.inspection)
