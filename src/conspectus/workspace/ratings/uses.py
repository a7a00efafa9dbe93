"""Where a piece of evidence is rated, and which ratings rest on it, as far as a reader may see them."""

from django.urls import reverse

from conspectus.definitions import agencies
from conspectus.terms import Stage
from conspectus.wording import level_word
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.evidence.uses import Use
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings.models import Rating
from conspectus.workspace.ratings.visibility import finished_in, visible


def question_at(evidence: Evidence, question: str) -> str:
    """The page on which a question to the agency of a piece is rated."""
    return reverse("cell", args=[evidence.inspection_id, question, evidence.agency])


def ratings_on(member: Member, evidence: Evidence) -> list[Use]:
    """Those that this reader may see."""
    found = evidence.ratings.select_related("by")
    return [_use(member, rating) for rating in visible(member, found, finished_in(member))]


def _use(member: Member, rating: Rating) -> Use:
    whose = "consolidated" if rating.stage == Stage.CONSOLIDATED else f"by {rating.by.name} alone"
    return Use(
        f"{rating.criterion}, {agencies()[rating.cell.agency].title}",
        reverse("cell", args=[member.inspection_id, rating.criterion, rating.agency]),
        f"{level_word(rating.level)}, {whose}",
    )
