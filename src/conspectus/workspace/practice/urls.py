"""Addresses of the library's pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.practice.views import kept, reports, saving, search

urlpatterns = [
    path("practice/", search.search, name="practice"),
    path("practice/reports/<str:sha256>/", reports.report, name="practice_report"),
    path("practice/areas/", reports.areas, name="practice_areas"),
    path("practice/areas/<str:code>/", reports.area, name="practice_area"),
    path("practice/reports/<str:sha256>/<number:n>/save/", saving.choose, name="save_practice"),
    path(f"{ONE}practice/<str:sha256>/<number:n>/", saving.keep, name="keep_practice"),
    path("practice/kept/", kept.kept, name="kept_searches"),
    path("practice/kept/keep/", kept.keep, name="keep_search"),
    path("practice/kept/<number:kept>/", kept.new, name="kept_search"),
    path("practice/kept/<number:kept>/seen/", kept.see, name="see_search"),
    path("practice/kept/<number:kept>/remove/", kept.drop, name="drop_search"),
    path("practice/coverage/", reports.coverage, name="practice_coverage"),
]
