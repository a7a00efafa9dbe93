"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.ratings import views

urlpatterns = [
    path(f"{ONE}ratings/", views.ratings, name="ratings"),
    path(f"{ONE}ratings/finish/", views.finish, name="finish"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/", views.cell, name="cell"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/dissent/", views.dissent, name="dissent"),
]
