"""Addresses of reading."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.reading import views

urlpatterns = [
    path(f"{ONE}reading/", views.read_next, name="read_next"),
    path(f"{ONE}reading/assign/", views.assign, name="assign_chosen"),
    path(f"{ONE}reading/track/", views.track, name="track_chosen"),
    path(f"{ONE}reading/export/", views.export, name="export_children"),
    path(f"{ONE}reading/number/", views.find_number, name="find_number"),
    path(f"{ONE}reading/<str:child>/mark/", views.mark, name="mark_read"),
    path(f"{ONE}reading/<str:child>/comment/", views.comment, name="comment_entry"),
    path(f"{ONE}reading/comments/<number:number>/take-back/", views.take_back, name="take_back_comment"),
]
