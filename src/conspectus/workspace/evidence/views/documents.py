"""Documents: taken, and given back as files, never as pages."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions import add_document
from conspectus.workspace.evidence.forms import DocumentForm
from conspectus.workspace.evidence.models import Document
from conspectus.workspace.evidence.views.evidence import piece_context
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import at_most, part_of
from conspectus.workspace.inspections.models import Member


@at_most(settings.LARGEST_DOCUMENT)
@require_POST
@part_of(policies.inspects)
def add(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Keep one more document with a piece of evidence."""
    one = get_object_or_404(member.inspection.evidence.whole().select_related("by", "note"), pk=number)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_document(evidence=one, file=form.cleaned_data["document"], by=member.person)
        except ConspectusError as error:
            form.add_error("document", str(error))
        else:
            return redirect("piece", member.inspection_id, one.pk)
    return render(request, "evidence/piece.html", piece_context(member, one, form))


@part_of(policies.inspects)
def document(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The file as it was sent: to be saved, not shown, whatever a browser makes of it."""
    kept = get_object_or_404(Document.objects.select_related("evidence__inspection"), pk=number)
    if kept.evidence.inspection_id != member.inspection_id or not kept.path.is_file():
        raise Http404
    record(
        Action.DOCUMENT_READ, by=member.person, inspection=member.inspection_id,
        target=f"evidence:{kept.evidence_id}", document=kept.pk,
    )  # fmt: skip
    return _file(kept)


def _file(kept: Document) -> HttpResponse:
    answer: HttpResponseBase = FileResponse(
        kept.path.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    assert isinstance(answer, HttpResponseBase)
    return answer  # type: ignore[return-value]  # a file that is streamed is an answer, too
