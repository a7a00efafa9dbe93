"""Documents: taken, and given back as files, never as pages."""

from collections.abc import Iterable
from itertools import chain

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError, SealedError
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions import add_document
from conspectus.workspace.evidence.forms import DocumentForm
from conspectus.workspace.evidence.models import Document
from conspectus.workspace.evidence.views.evidence import piece_page
from conspectus.workspace.inspections import policies, sealed
from conspectus.workspace.inspections.access import at_most, part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.showing import show


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
    return show(request, piece_page(member, one, form))


@part_of(policies.inspects)
def document(request: HttpRequest, member: Member, number: int) -> HttpResponseBase:
    """The file as it was sent: to be saved, not shown, whatever a browser makes of it."""
    kept = get_object_or_404(Document.objects.select_related("evidence__inspection"), pk=number)
    if kept.evidence.inspection_id != member.inspection_id or not kept.path.is_file():
        raise Http404
    content = sealed.pieces(kept.path)
    try:
        begins = next(content, b"")  # before anything is answered or logged: it may not open
    except SealedError as error:
        messages.error(request, str(error))
        return redirect("piece", member.inspection_id, kept.evidence_id)
    record(
        Action.DOCUMENT_READ, by=member.person, inspection=member.inspection_id,
        target=f"evidence:{kept.evidence_id}", document=kept.pk,
    )  # fmt: skip
    return _file(kept, chain([begins], content))


def _file(kept: Document, content: Iterable[bytes]) -> StreamingHttpResponse:
    """Its length is told, so that one that breaks off is seen to be not whole."""
    how = content_disposition_header(as_attachment=True, filename=kept.name)
    return StreamingHttpResponse(
        content, content_type=kept.media_type,
        headers={
            "Content-Disposition": how, "Content-Length": str(kept.size), "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip
