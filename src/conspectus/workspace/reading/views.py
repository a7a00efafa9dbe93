"""Pages of reading: go to the next child, mark one as read, comment on an entry, do something with several."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.definitions import agencies
from conspectus.errors import ConspectusError
from conspectus.plain import number as counted
from conspectus.records.casebook import ChronologyEntry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import children as by
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import sees_restricted
from conspectus.workspace.inspections.shown import book_of, read_child
from conspectus.workspace.reading import actions
from conspectus.workspace.reading.beside import Shown, shown_to
from conspectus.workspace.reading.forms import CommentForm
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.reading.numbers import Held, seek
from conspectus.workspace.reading.policies import assigns, reads
from conspectus.workspace.reading.walk import walk_of
from conspectus.workspace.sampling import actions as sampling
from conspectus.workspace.sampling.policies import chooses
from conspectus.workspace.showing import show

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@part_of(reads)
def read_next(request: HttpRequest, member: Member) -> HttpResponse:
    """The first child that this person has not read; the list where there is none."""
    walk = walk_of(member)
    child = walk.unread_after("")
    if not child:
        return redirect("tracked" if not walk.children else "children", member.inspection_id)
    return redirect("child", member.inspection_id, child)


@require_POST
@part_of(reads)
def mark(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """Keep that this person has read the child, and go on to the next whom they have not."""
    one = member.inspection
    if "not_read" in request.POST:
        actions.unmark_read(inspection=one, child=child, by=member.person)
        return redirect("child", one.pk, child)
    try:
        actions.mark_read(inspection=one, child=child, by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
        return redirect("children", one.pk)
    walk = walk_of(member)
    if after := walk.unread_after(child):
        return redirect("child", one.pk, after)
    if child not in walk.children:
        return redirect("child", one.pk, child)
    messages.success(request, f"You have read all {counted(len(walk.children), 'child', 'children')}.")
    return redirect("children", one.pk)


@dataclass(frozen=True, kw_only=True)
class CommentPage(InspectionPage, template="reading/comment.html"):
    """An entry, what was said of it, and the form for more."""

    child: str
    entry: ChronologyEntry
    form: CommentForm
    comments: list[Shown]


@part_of(reads)
def comment(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """Say something of an entry."""
    line, entry = _entry(member, child, request.GET.get("entry", ""))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        remark = actions.Remark(entry.event_ref or "", given["text"], given["tags"].split(","))
        try:
            actions.comment(inspection=member.inspection, child=child, remark=remark, by=member.person)
        except ConspectusError as error:
            form.add_error("tags", str(error))
        else:
            return HttpResponseRedirect(f"{reverse('child', args=[member.inspection_id, child])}#e{line}")
    found = EntryComment.objects.filter(inspection=member.inspection_id, child=child, entry=entry.event_ref)
    said = list(found.select_related("by"))
    shown = shown_to(request, member, said)
    return show(request, CommentPage(
        inspection=member.inspection, child=child, entry=entry, form=form,
        comments=[shown(one, entry.agency) for one in said],
    ))  # fmt: skip


def _entry(member: Member, child: str, ref: str) -> tuple[int, ChronologyEntry]:
    """The line of an entry, and the entry; a restricted one to the roles that see them, which is logged."""
    for restricted in (False, True) if sees_restricted(member) else (False,):
        story = read_child(member, child, names=False, restricted=restricted)
        for line, entry in enumerate(story.entries, start=1):
            if ref and entry.event_ref == ref:
                return line, entry
    raise Http404


@require_POST
@part_of(reads)
def take_back(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Remove a comment."""
    one = get_object_or_404(EntryComment, pk=number, inspection=member.inspection_id)
    actions.take_back_comment(comment=one, by=member.person)
    return redirect("child", member.inspection_id, one.child)


@require_POST
@part_of(assigns)
def assign(request: HttpRequest, member: Member) -> HttpResponse:
    """Have one person read the children that are ticked."""
    chosen, to = request.POST.getlist("child"), request.POST.get("to", "")
    reader = member.inspection.members.filter(person=int(to) if to.isdecimal() else 0).first()
    if not chosen or reader is None:
        messages.error(request, "Tick the children, and choose who reads them.")
        return _back(request, member)
    try:
        many = actions.assign(
            inspection=member.inspection, children=chosen, to=reader.person, by=member.person
        )
    except ConspectusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{counted(many, 'child', 'children')} assigned to {reader.person.name}.")
    return _back(request, member)


@require_POST
@part_of(chooses)
def track(request: HttpRequest, member: Member) -> HttpResponse:
    """Track the children that are ticked, all for one reason."""
    chosen, why = request.POST.getlist("child"), request.POST.get("why", "")
    if not chosen:
        messages.error(request, "Tick the children that are to be tracked.")
        return _back(request, member)
    try:
        made = sampling.add_several(inspection=member.inspection, children=chosen, why=why, by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{counted(len(made), 'child', 'children')} tracked.")
    return _back(request, member)


def _back(request: HttpRequest, member: Member) -> HttpResponse:
    """To the list as it was narrowed down and sorted."""
    return HttpResponseRedirect(
        f"{reverse('children', args=[member.inspection_id])}?{request.GET.urlencode()}"
    )


HEAD = (
    "Child", "Known to", "Age", "Silo gaps", "Nobody had acted", "Duties missed", "On a plan", "Looked after",
    "Records",
)  # fmt: skip


@require_POST
@part_of(reads)
def export(request: HttpRequest, member: Member) -> HttpResponse:
    """The children that are ticked, or all that were found, as a workbook: ids and no name; logged."""
    newest, _ = book_of(member)
    found = by.asked_for(request.GET, newest.casebook, by.facets_of(member))
    ticked = set(request.POST.getlist("child"))
    rows = [one for one in found.frame.to_dicts() if not ticked or one["child_id"] in ticked]
    record(
        Action.CHILDREN_EXPORTED, by=member.person, inspection=member.inspection_id, target=f"build:{newest.pk}",
        children=len(rows),
    )  # fmt: skip
    response = HttpResponse(_workbook(rows), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="children-{member.inspection_id}.xlsx"'
    return response


def _workbook(rows: Iterable[dict[str, object]]) -> bytes:
    import xlsxwriter  # a third of a second that every process of the workspace would wait for

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Children")
        sheet.write_row(0, 0, HEAD, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, _cells(row))
        sheet.autofit()
    return out.getvalue()


def _cells(row: dict[str, object]) -> list[object]:
    known = row["agencies"]
    assert isinstance(known, list)
    titles = ", ".join(term.title for term in agencies().values() if term.id in known)
    yes = {True: "yes", False: ""}
    return [
        row["child_id"], titles, row["age"], row["gaps"], yes[bool(row["nobody"])], row["missed"],
        yes[bool(row["on_plan"])], yes[bool(row["looked_after"])], row["records"],
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SeveralPage(InspectionPage, template="reading/several.html"):
    """Children of whom agencies use the same number."""

    found: list[Held]


@require_POST
@part_of(reads)
def find_number(request: HttpRequest, member: Member) -> HttpResponse:
    """The child whom an agency knows by this number; that it was sought is logged, and the number is not."""
    sought = request.POST.get("number", "").strip()
    found = seek(member, book_of(member)[1], sought)
    children = list(dict.fromkeys(one.child for one in found))
    if len(children) == 1:
        return redirect("child", member.inspection_id, children[0])
    if children:
        return show(request, SeveralPage(inspection=member.inspection, found=found))
    messages.error(request, "No child in the newest casebook has this number.")
    return redirect("children", member.inspection_id)
