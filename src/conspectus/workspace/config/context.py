"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from conspectus.workspace.help.about import told_of
from conspectus.workspace.practice.access import may_read


def shown_everywhere(request: HttpRequest) -> dict[str, object]:
    """Whether this is the demonstration, which every page must say, what tells of the page, and where one searches."""
    return {
        "demo": settings.DEMO,
        "help_page": _help_page(request),
        "practice_shown": _practice_shown(request),
        "search_at": _search_at(request),
    }


def _practice_shown(request: HttpRequest) -> bool:
    """To those who may read the library where there is one; whoever runs the workspace also learns that none is."""
    return may_read(request) if settings.LIBRARY else getattr(request.user, "is_staff", False)


def _search_at(request: HttpRequest) -> str:
    """Where the inspection is searched to whose pages this one belongs; empty elsewhere."""
    match = request.resolver_match
    number = match.kwargs.get("inspection") if match and request.user.is_authenticated else None
    inside = isinstance(number, int) and request.path.startswith(reverse("inspection", args=[number]))
    return reverse("search", args=[number]) if inside else ""


def _help_page(request: HttpRequest) -> str:
    page = told_of(request.resolver_match.url_name if request.resolver_match else None)
    return reverse("help_page", args=[page]) if page else reverse("help")
