"""Give a template what its context holds: as an answer, or as a part of another page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from conspectus.pages import Context, values_of


def show(request: HttpRequest, context: Context, *, status: int = 200) -> HttpResponse:
    """Answer with a page."""
    return render(request, context.template, values_of(context), status=status)


def write(context: Context, request: HttpRequest | None = None) -> SafeString:
    """A part of a page; with the request where the part holds a form or says who asks."""
    return render_to_string(context.template, values_of(context), request)
