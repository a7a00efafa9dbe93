"""Addresses of the choice of children."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.sampling import views

urlpatterns = [
    path(f"{ONE}tracked/", views.tracked, name="tracked"),
    path(f"{ONE}tracked/take/", views.take, name="take_sample"),
    path(f"{ONE}tracked/add/", views.add, name="add_child"),
    path(f"{ONE}tracked/<number:number>/replace/", views.replace, name="replace_child"),
]
