"""Addresses of the documentation."""

from django.urls import path

from conspectus.workspace.help import views

urlpatterns = [
    path("help/", views.page, name="help"),
    path("help/pictures/<str:name>", views.picture, name="help_picture"),
    path("help/<path:page>/", views.page, name="help_page"),
]
