"""Where earlier pages lead to the children who are tracked."""

from django.urls import reverse

from conspectus.workspace.inspections.links import Link
from conspectus.workspace.inspections.models import Member


def tracked_children(member: Member) -> Link:
    """For the page of all children."""
    return Link("Children chosen to be looked at in depth", reverse("tracked", args=[member.inspection_id]))
