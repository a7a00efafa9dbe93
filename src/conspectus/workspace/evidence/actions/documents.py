"""Keep a document with a piece of evidence."""

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence import documents
from conspectus.workspace.evidence.models import Document, Evidence
from conspectus.workspace.evidence.scanning import scan
from conspectus.workspace.inspections import plain, sealed, uploads
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.policies import inspects


def add_document(*, evidence: Evidence, file: File[Any], by: User) -> Document:
    """Look at it, have it scanned where a scanner is set up, and keep it; what is refused leaves nothing behind."""
    may(inspects, evidence.inspection, by)
    name = uploads.own_name(file)
    uploads.well_named(name)
    documents.kind_of(name)
    if (file.size or 0) > settings.LARGEST_DOCUMENT:
        raise ConspectusError(
            f"it is larger than {settings.LARGEST_DOCUMENT // 2**20} MB", name, "Send the part that matters."
        )
    kept = Document(evidence=evidence, name=name, by=by, size=0)
    try:
        with transaction.atomic():
            kept.save()
            _put(kept, file)
            record(
                Action.DOCUMENT_ADDED, by=by, inspection=evidence.inspection_id, target=f"evidence:{evidence.pk}",
                **kept.described(),
            )  # fmt: skip
    except BaseException:
        if kept.pk:
            kept.path.unlink(missing_ok=True)
        raise
    return kept


def _put(kept: Document, file: File[Any]) -> None:
    """Look at it as plain text, and seal it where it stays."""
    with plain.room() as room:
        sent = room / "document"
        taken = uploads.write(file, sent, first=lambda chunk: documents.begins_as_named(kept.name, chunk))
        kept.media_type = documents.check(sent, kept.name)
        kept.scan = Document.Scan.NONE
        if settings.CLAMD:
            scan(sent, kept.name, daemon=settings.CLAMD)
            kept.scan = Document.Scan.CLEAN
        kept.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sealed.seal(sent, kept.path)
    kept.size, kept.sha256 = taken.size, taken.sha256
    kept.save()
