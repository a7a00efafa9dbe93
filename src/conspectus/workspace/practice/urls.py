"""Addresses of the library's pages."""

from django.urls import path

from conspectus.workspace.practice.views import reading, search

urlpatterns = [
    path("practice/", search.search, name="practice"),
    path("practice/reports/<str:sha256>/", reading.report, name="practice_report"),
    path("practice/areas/", reading.areas, name="practice_areas"),
    path("practice/areas/<str:code>/", reading.area, name="practice_area"),
    path("practice/coverage/", reading.coverage, name="practice_coverage"),
]
