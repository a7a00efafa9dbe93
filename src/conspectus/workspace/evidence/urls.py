"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.evidence import views
from conspectus.workspace.inspections.urls import ONE

urlpatterns = [
    path(f"{ONE}evidence/", views.evidence, name="evidence"),
    path(f"{ONE}evidence/new/", views.new, name="new_evidence"),
    path(f"{ONE}evidence/<int:number>/", views.piece, name="piece"),
]
