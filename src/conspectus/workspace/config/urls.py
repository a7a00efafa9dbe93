"""Every address, in the order of the work."""

from django.urls import include, path

from conspectus.workspace.accounts import urls as accounts
from conspectus.workspace.audit import urls as audit
from conspectus.workspace.inspections import urls as inspections

urlpatterns = [
    path("", include(inspections)),
    path("", include(audit)),
    path("account/", include(accounts)),
]
