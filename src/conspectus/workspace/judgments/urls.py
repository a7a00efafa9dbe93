"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.judgments.views import departures, judgment, moderation

urlpatterns = [
    path(f"{ONE}moderation/", moderation.moderation, name="moderation"),
    path(f"{ONE}moderation/<str:criterion>/<str:agency>/ask/", moderation.ask, name="ask"),
    path(f"{ONE}moderation/<str:criterion>/<str:agency>/answer/", moderation.answer, name="answer"),
    path(f"{ONE}moderation/<str:criterion>/<str:agency>/accept/", moderation.accept, name="accept"),
    path(f"{ONE}judgment/", judgment.judgment, name="judgment"),
    path(f"{ONE}judgment/depart/", departures.depart, name="depart"),
    path(f"{ONE}judgment/departures/", departures.history, name="departures"),
    path(f"{ONE}judgment/departures/<number:number>/withdraw/", departures.withdraw, name="withdraw"),
]
