"""Where evidence that was kept from a published report leads."""

from django.urls import reverse

from conspectus.workspace.evidence.uses import Kept, PublishedAt


def published_at(kept: Kept) -> PublishedAt:
    """The sentence in its report, and everything published of its area."""
    report = reverse("practice_report", args=[kept["sha256"]])
    code = kept.get("area_code")
    area = reverse("practice_area", args=[code]) if code else ""
    return PublishedAt(f"{report}?order=report#s{kept['n']}", area)
