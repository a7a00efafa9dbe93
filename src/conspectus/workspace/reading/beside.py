"""What reading adds to a child's page: the way to the next child above it, and what was said under each entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from conspectus.pages import Context
from conspectus.records.casebook import ChronologyEntry
from conspectus.terms import Agency
from conspectus.workspace.inspections.beside import OnEntry
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


class Shown(NamedTuple):
    """A comment, what it can become, and whether its reader may take it back."""

    comment: EntryComment
    use: str
    may_take_back: bool


Use = Callable[[EntryComment, Agency], str]  # beneath a comment, with whose entry it is on
USES: list[Callable[[HttpRequest, Member, Sequence[EntryComment]], Use]] = []  # filled by `config/wiring.py`


def shown_to(
    request: HttpRequest, member: Member, comments: Sequence[EntryComment]
) -> Callable[[EntryComment, Agency], Shown]:
    """How each of these comments is shown to somebody, asked for together."""
    uses = [find(request, member, comments) for find in USES] if comments else []
    return lambda one, agency: Shown(
        one, format_html_join("", "{}", ((use(one, agency),) for use in uses)), bool(takes_back(member, one))
    )


@dataclass(frozen=True, kw_only=True)
class EntryPart(Context, template="reading/entry.html"):
    """What was said of an entry, and where more is said or it is taken back."""

    comments: list["Shown"]
    page: str


MORE = '<p class="remark"><a href="{}">Comment<span class="visually-hidden"> on line {}</span></a></p>'


def under_entry(request: HttpRequest, member: Member, child: str) -> OnEntry:
    """The comments on each entry of a child that is shown; of one that is kept back nothing."""
    said: dict[str, list[EntryComment]] = {}
    for one in EntryComment.objects.filter(inspection=member.inspection_id, child=child).select_related("by"):
        said.setdefault(one.entry, []).append(one)
    page = reverse("comment_entry", args=[member.inspection_id, child])
    shown = shown_to(request, member, [one for each in said.values() for one in each])

    def under(line: int, entry: ChronologyEntry) -> str:
        if not entry.event_ref:
            return ""
        here = f"{page}?{urlencode({'entry': entry.event_ref})}"
        told = [shown(one, entry.agency) for one in said.get(entry.event_ref, ())]
        more = format_html(MORE, here, line)
        return write(EntryPart(comments=told, page=here)) + more if told else more

    return under


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
