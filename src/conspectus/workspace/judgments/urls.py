"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.judgments import views

urlpatterns = [
    path(f"{ONE}judgment/", views.judgment, name="judgment"),
]
