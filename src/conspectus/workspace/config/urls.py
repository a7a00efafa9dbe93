"""Every address, in the order of the work."""

from django.urls import include, path

from conspectus.workspace.accounts import urls as accounts
from conspectus.workspace.api import urls as api
from conspectus.workspace.evidence import urls as evidence
from conspectus.workspace.help import urls as help_pages
from conspectus.workspace.inspections import urls as inspections
from conspectus.workspace.judgments import urls as judgments
from conspectus.workspace.letters import urls as letters
from conspectus.workspace.linking import urls as linking
from conspectus.workspace.practice import urls as practice
from conspectus.workspace.ratings import urls as ratings
from conspectus.workspace.reading import urls as reading
from conspectus.workspace.retention import urls as retention
from conspectus.workspace.sampling import urls as sampling
from conspectus.workspace.search import urls as search
from conspectus.workspace.series import urls as series

urlpatterns = [
    path("", include(inspections)),
    path("", include(linking)),
    path("", include(sampling)),
    path("", include(reading)),
    path("", include(evidence)),
    path("", include(ratings)),
    path("", include(judgments)),
    path("", include(letters)),
    path("", include(practice)),
    path("", include(retention)),
    path("", include(series)),
    path("", include(search)),
    path("", include(api)),
    path("", include(help_pages)),
    path("account/", include(accounts)),
]
handler400 = "conspectus.workspace.config.refusing.not_understood"
handler403 = "conspectus.workspace.config.refusing.not_allowed"
handler404 = "conspectus.workspace.config.refusing.not_there"
handler500 = "conspectus.workspace.config.refusing.failed"
