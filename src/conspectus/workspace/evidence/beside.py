"""What evidence adds beneath a comment on an entry: one press that records both, or the piece that they became."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from conspectus.definitions import Criterion, frameworks
from conspectus.pages import Context
from conspectus.terms import Agency
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import inspects
from conspectus.workspace.reading.beside import Use
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.showing import write


class Piece(NamedTuple):
    """A piece of evidence as it is pointed at."""

    pk: int
    code: str


@dataclass(frozen=True, kw_only=True)
class UsePart(Context, template="evidence/use_comment.html"):
    """The questions that are asked of the agency, the one that is chosen already, and the piece that it became."""

    inspection: Inspection
    comment: EntryComment
    questions: list[Criterion]
    chosen: str
    piece: Piece | None
    form: str


def under_comment(request: HttpRequest, member: Member, comments: Sequence[EntryComment]) -> Use:
    """For whoever may record evidence."""
    if not inspects(member):
        return lambda comment, agency: ""
    pieces, chosen = _known(member, comments)
    asked = frameworks()[member.inspection.framework].criteria.values()

    def under(comment: EntryComment, agency: Agency) -> str:
        questions = [one for one in asked if agency in one.agencies]
        return write(UsePart(
            inspection=member.inspection, comment=comment, questions=questions, chosen=chosen.get(agency, ""),
            piece=pieces.get(comment.pk), form=form_with(comment),
        ), request)  # fmt: skip

    return under


def form_with(comment: EntryComment, **known: str) -> str:
    """The form of evidence, filled in with the entry and the comment."""
    given = {"source": comment.citation, "comment": str(comment.pk), **known}
    return f"{reverse('new_evidence', args=[comment.inspection_id])}?{urlencode(given)}"


def _known(member: Member, comments: Sequence[EntryComment]) -> tuple[dict[int, Piece], dict[str, str]]:
    """The piece that each comment became, and of each agency the question that this person last gave evidence on."""
    mine = Q(by=member.person_id) & ~Q(criteria=[])
    found = Evidence.objects.seen_here().filter(
        mine | Q(comment_number__in=[one.pk for one in comments]), inspection=member.inspection_id
    )
    pieces, chosen = {}, {}
    for one in found.order_by("number").only("number", "agency", "criteria", "comment_number", "by_id"):
        if one.comment_number is not None:
            pieces[one.comment_number] = Piece(one.pk, one.code)
        if one.by_id == member.person_id and one.criteria:
            chosen[one.agency] = one.criteria[0]
    return pieces, chosen
