"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def shown_everywhere(request: HttpRequest) -> dict[str, object]:
    """Whether this is the demonstration, which every page must say."""
    return {"demo": settings.DEMO}
