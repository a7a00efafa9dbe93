"""The log of one inspection is a page of that inspection: see `inspections.urls`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
