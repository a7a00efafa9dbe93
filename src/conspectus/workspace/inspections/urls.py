"""Addresses of an inspection's pages."""

from django.urls import path

from conspectus.workspace.inspections import numbers  # noqa: F401 - known to every address from here on
from conspectus.workspace.inspections.views import (
    columns,
    concerns,
    everybody,
    home,
    inspection,
    invitation,
    log,
    people,
    records,
    returns,
    running,
)

ONE = "inspections/<number:inspection>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("running/", running.running, name="running"),
    path("everybody/", everybody.everybody, name="everybody"),
    path("everybody/<number:number>/shut-out/", everybody.shut_out, name="shut_out"),
    path("everybody/<number:number>/let-in/", everybody.let_in, name="let_in"),
    path("account/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("inspections/new/", home.new, name="new"),
    path(ONE, inspection.inspection, name="inspection"),
    path(f"{ONE}move/", inspection.move, name="move"),
    path(f"{ONE}handling/", inspection.handling, name="handling"),
    path(f"{ONE}people/", people.people, name="people"),
    path(f"{ONE}people/<number:part>/remove/", people.remove, name="remove"),
    path(f"{ONE}people/<number:part>/invite/", people.invite, name="invite"),
    path(f"{ONE}people/<number:part>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path(f"{ONE}returns/", returns.returns, name="returns"),
    path(f"{ONE}returns/send/<str:agency>/", returns.send, name="send"),
    path(f"{ONE}returns/send/<str:agency>/template/", returns.template, name="return_template"),
    path(f"{ONE}returns/<number:number>/", returns.one_return, name="return"),
    path(f"{ONE}returns/<number:number>/columns/", columns.columns, name="columns"),
    path(f"{ONE}returns/<number:number>/to-mend/", returns.mend, name="mend"),
    path(f"{ONE}returns/<number:number>/another/", returns.count_in, name="count_in"),
    path(f"{ONE}returns/<number:number>/take-out/", returns.take_out, name="take_out"),
    path(f"{ONE}casebook/", records.builds, name="builds"),
    path(f"{ONE}casebook/build/", records.build, name="build"),
    path(f"{ONE}casebook/build/<number:number>/cancel/", records.cancel, name="cancel-build"),
    path(f"{ONE}picture/", records.picture, name="picture"),
    path(f"{ONE}picture/<str:duty>/<str:part>/<str:agency>/", records.obligations, name="obligations"),
    path(f"{ONE}children/", records.children, name="children"),
    path(f"{ONE}children/<str:child>/", records.child, name="child"),
    path(f"{ONE}children/<str:child>/at-risk/", concerns.raise_one, name="concern"),
    path(f"{ONE}concerns/<number:number>/", concerns.risk, name="risk"),
    path(f"{ONE}concerns/<number:number>/done/", concerns.add_step, name="risk_step"),
    path(f"{ONE}concerns/<number:number>/acknowledge/", concerns.acknowledge, name="acknowledge"),
    path("pictures.css", records.pictures_css, name="pictures_css"),
    path(f"{ONE}activity/", log.activity, name="activity"),
    path(f"{ONE}log/", log.log, name="log"),
    path(f"{ONE}log/export/", log.export, name="export"),
]
