"""Addresses of its pages."""

from django.urls import path

from conspectus.workspace.inspections.urls import ONE
from conspectus.workspace.ratings.views import audits, cell, ratings

urlpatterns = [
    path(f"{ONE}ratings/", ratings.ratings, name="ratings"),
    path(f"{ONE}audits/", audits.audits, name="audits"),
    path(f"{ONE}audits/<str:agency>/", audits.audit, name="audit"),
    path(f"{ONE}audits/<str:agency>/send/", audits.send, name="send_audit"),
    path(f"{ONE}audits/<str:agency>/absent/", audits.absent, name="absent_audit"),
    path(f"{ONE}audits/<str:agency>/children/<str:child>/", audits.child, name="audit_child"),
    path(f"{ONE}ratings/confirm/", ratings.confirm, name="confirm"),
    path(f"{ONE}ratings/finish/", ratings.finish, name="finish"),
    path(f"{ONE}ratings/finish/undo/", ratings.take_up, name="take_up"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/leave/", cell.leave, name="give_leave"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/", cell.cell, name="cell"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/history/", cell.history, name="cell_history"),
    path(f"{ONE}ratings/<str:criterion>/<str:agency>/dissent/", cell.dissent, name="dissent"),
]
