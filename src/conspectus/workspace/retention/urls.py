"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.retention import views

urlpatterns = [
    path(f"{ONE}destruction/", views.destruction, name="destruction"),
    path(f"{ONE}destruction/withdraw/", views.withdraw, name="withdraw_destruction"),
]
