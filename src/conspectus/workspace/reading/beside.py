"""What reading adds to a child's page: the way to the next child above it, and what was said under each entry."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from conspectus.pages import Context
from conspectus.records.casebook import ChronologyEntry
from conspectus.workspace.inspections.beside import OnEntry
from conspectus.workspace.inspections.links import evidence_form
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.reading.policies import assigns, reads, takes_back
from conspectus.workspace.reading.walk import Walk, walk_of
from conspectus.workspace.sampling.policies import chooses
from conspectus.workspace.showing import write


@dataclass(frozen=True, kw_only=True)
class WalkPart(Context, template="reading/walk.html"):
    """Where in the list of children somebody is, and the mark that this one is read."""

    inspection: Inspection
    child: str
    walk: Walk
    place: int
    before: str
    after: str
    is_read: bool
    goes_on: bool


def above_child(request: HttpRequest, member: Member, child: str) -> str:
    """Previous, next, 3 of 8, I have read this."""
    walk = walk_of(member)
    before, after = walk.beside(child)
    place = walk.children.index(child) + 1 if child in walk.children else 0
    part = WalkPart(
        inspection=member.inspection, child=child, walk=walk, place=place, before=before, after=after,
        is_read=child in walk.read, goes_on=bool(walk.unread_after(child)),
    )  # fmt: skip
    return write(part, request)


@dataclass(frozen=True, kw_only=True)
class EntryPart(Context, template="reading/entry.html"):
    """What was said of an entry, and where more is said or it is taken back."""

    comments: list[tuple[EntryComment, str, bool]]
    page: str


MORE = '<p class="remark"><a href="{}">Comment<span class="visually-hidden"> on line {}</span></a></p>'


def under_entry(member: Member, child: str) -> OnEntry:
    """The comments on each entry of a child that is shown; of one that is kept back nothing."""
    said: dict[str, list[EntryComment]] = {}
    for one in EntryComment.objects.filter(inspection=member.inspection_id, child=child).select_related("by"):
        said.setdefault(one.entry, []).append(one)
    page, form = reverse("comment_entry", args=[member.inspection_id, child]), evidence_form(member)

    def under(line: int, entry: ChronologyEntry) -> str:
        if not entry.event_ref:
            return ""
        here = f"{page}?{urlencode({'entry': entry.event_ref})}"
        told = [
            (one, use_at(form, one), bool(takes_back(member, one))) for one in said.get(entry.event_ref, ())
        ]
        more = format_html(MORE, here, line)
        return write(EntryPart(comments=told, page=here)) + more if told else more

    return under


def use_at(form: str | None, comment: EntryComment) -> str:
    """Where the entry becomes evidence with the comment; empty for those who may not record it."""
    return f"{form}?{urlencode({'source': comment.citation, 'comment': str(comment.pk)})}" if form else ""


@dataclass(frozen=True, kw_only=True)
class NumberPart(Context, template="reading/number.html"):
    """The form that finds a child by an agency's own number."""

    inspection: Inspection


def by_number(request: HttpRequest, member: Member) -> str:
    """Above all children."""
    return write(NumberPart(inspection=member.inspection), request)


@dataclass(frozen=True, kw_only=True)
class ChosenPart(Context, template="reading/chosen.html"):
    """What may be done with the children that are ticked."""

    inspection: Inspection
    kept: str
    tracks: Answer
    assigns: Answer
    readers: list[Member]


def with_chosen(request: HttpRequest, member: Member) -> str:
    """Buttons under the list of children, for whoever may press them."""
    may = assigns(member)
    people = member.inspection.members.select_related("person").order_by("person__name") if may else ()
    part = ChosenPart(
        inspection=member.inspection, kept=request.GET.urlencode(), tracks=chooses(member), assigns=may,
        readers=[one for one in people if reads(one)],
    )  # fmt: skip
    return write(part, request)
