"""Where earlier pages lead to areas."""

from django.urls import reverse

from conspectus.workspace.inspections.links import Link


def figures_of_areas() -> Link:
    """For the page of one's inspections."""
    return Link("Figures of many areas", reverse("areas"))
