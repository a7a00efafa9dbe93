"""Where earlier pages lead to published letters."""

from django.urls import reverse

from conspectus.workspace.inspections.links import Link


def published_letters() -> Link:
    """For the page of one's inspections."""
    return Link("Letters that were published", reverse("public_letters"))
