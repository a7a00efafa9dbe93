"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from conspectus.workspace.help.about import told_of


def shown_everywhere(request: HttpRequest) -> dict[str, object]:
    """Whether this is the demonstration, which every page must say, and what tells of the page."""
    return {"demo": settings.DEMO, "help_page": _help_page(request)}


def _help_page(request: HttpRequest) -> str:
    page = told_of(request.resolver_match.url_name if request.resolver_match else None)
    return reverse("help_page", args=[page]) if page else reverse("help")
