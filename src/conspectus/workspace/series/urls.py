"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE as INSPECTION
from conspectus.workspace.series.views import areas, changes, opened, rounds, series

ONE = "series/<number:series>/"
ROUND = f"{ONE}rounds/<number:number>/"

urlpatterns = [
    path("series/new/", series.new, name="new_series"),
    path(ONE, series.series, name="series"),
    path(f"{ONE}people/", series.people, name="series_people"),
    path(f"{ONE}people/<number:number>/remove/", series.remove, name="series_remove"),
    path(f"{ONE}bring-in/", series.bring_in, name="bring_in"),
    path(f"{ONE}open/", rounds.open_round, name="open_round"),
    path(f"{ONE}owed/", series.owed, name="owed"),
    path(f"{ONE}sharing/", series.sharing, name="series_sharing"),
    path(f"{ONE}sharing/<number:number>/withdraw/", series.withdraw, name="withdraw_grant"),
    path(f"{ONE}actions/<number:number>/done/", series.mark_done, name="mark_done"),
    path(f"{ONE}changes/", changes.declared_changes, name="declared_changes"),
    path(f"{ONE}changes/declare/", changes.declare, name="declare_change"),
    path(f"{ONE}changes/<number:number>/", changes.correct, name="correct_change"),
    path(f"{ONE}changes/<number:number>/take-back/", changes.take_back, name="take_back_change"),
    path(ROUND, rounds.one_round, name="round"),
    path(f"{ROUND}move/", rounds.move, name="move_round"),
    path(f"{ROUND}agree/", rounds.agree, name="agree"),
    path(f"{ROUND}send/<str:sender>/", rounds.send, name="send_again"),
    path(f"{INSPECTION}trends/<number:number>/", opened.trends, name="opened_trends"),
    path(f"{INSPECTION}trends/<number:number>/evidence/", opened.signal, name="signal_evidence"),
    path("areas/", areas.areas, name="areas"),
    path("areas/take-in/", areas.take_in, name="take_in"),
    path("areas/<number:number>/", areas.area, name="area"),
    path("trends.css", series.trends_css, name="trends_css"),
]
