"""Its one address."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.search import views

urlpatterns = [path(f"{ONE}search/", views.search, name="search")]
