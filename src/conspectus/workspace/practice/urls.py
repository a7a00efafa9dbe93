"""Addresses of the library's pages."""

from django.urls import path

from conspectus.workspace.practice import views

urlpatterns = [
    path("practice/", views.search, name="practice"),
]
