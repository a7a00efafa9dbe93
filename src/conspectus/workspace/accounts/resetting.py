"""A forgotten password: a link by e-mail, or where no e-mail leaves the machine, the word that none will come."""

from allauth.account import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from conspectus.pages import Context
from conspectus.workspace.showing import show


class NoMailPage(Context, template="account/no_mail.html"):
    """No link will come, and whom to ask."""


@login_not_required
def password_reset(request: HttpRequest) -> HttpResponseBase:
    """The library's page; without a mail server nothing is promised that cannot come."""
    if settings.MAILED:
        answer: HttpResponse = views.password_reset(request)
        return answer
    return show(request, NoMailPage())
