"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.evidence.views import comments, documents, evidence, notes
from conspectus.workspace.inspections.urls import ONE

urlpatterns = [
    path(f"{ONE}evidence/", evidence.evidence, name="evidence"),
    path(f"{ONE}evidence/new/", evidence.new, name="new_evidence"),
    path(f"{ONE}evidence/from-comment/<number:number>/", comments.use, name="use_comment"),
    path(f"{ONE}evidence/<number:number>/", evidence.piece, name="piece"),
    path(f"{ONE}evidence/<number:number>/correct/", evidence.correct, name="correct"),
    path(f"{ONE}evidence/<number:number>/history/", evidence.history, name="piece_history"),
    path(f"{ONE}evidence/<number:number>/documents/", documents.add, name="add_document"),
    path(f"{ONE}documents/<number:number>/", documents.document, name="document"),
    path(f"{ONE}notes/", notes.notes, name="notes"),
    path(f"{ONE}notes/new/", notes.new, name="new_note"),
    path(f"{ONE}notes/<number:number>/", notes.note, name="note"),
    path(f"{ONE}notes/<number:number>/both/", notes.conflict, name="note_conflict"),
    path(f"{ONE}notes/<number:number>/history/", notes.history, name="note_history"),
]
