"""Addresses of link questions."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.linking import views

urlpatterns = [
    path(f"{ONE}links/", views.links, name="links"),
    path(f"{ONE}links/<number:number>/", views.link, name="link"),
    path(f"{ONE}links/<number:number>/answer/", views.answer, name="answer_link"),
    path(f"{ONE}links/<number:number>/settle/", views.settle, name="settle_link"),
    path(f"{ONE}links/<number:number>/take-back/", views.take_back, name="take_back_link"),
]
