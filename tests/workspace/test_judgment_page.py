"""The page of the judgment says in words what there is, and of what is wanting how many and which."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.definitions import frameworks
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.judgments.judged import judged
from conspectus.workspace.ratings.models import Finished, Rating

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


def page(inspection: Inspection, signed_in: Browser, rest: str = "judgment/") -> str:
    return signed_in("moderator").get(f"/inspections/{inspection.pk}/{rest}").content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_what_is_wanting_is_counted_and_each_leads_to_its_question(
    inspection: Inspection, signed_in: Browser
) -> None:
    Rating.objects.all().delete()
    Finished.objects.all().delete()
    missing = judged(inspection).overall.missing
    assert len(missing) > 5
    shown = page(inspection, signed_in)
    assert "No overall result yet" in words(shown)
    assert f"{len(missing)} questions unrated" in words(shown)
    for cell in missing:
        assert f'/inspections/{inspection.pk}/ratings/{cell}/"' in shown
    for empty in (">None<", "> None ", ">nothing<", "None.", " no result <"):
        assert empty not in shown
    assert f"no result yet: {len(missing)} questions unrated" in words(
        page(inspection, signed_in, "moderation/")
    )


def test_questions_and_rules_are_said_by_what_they_ask(inspection: Inspection, signed_in: Browser) -> None:
    """No id of a question or a rule is read on the page; the matrix comes before the reasons."""
    framework = frameworks()[inspection.framework]
    shown = page(inspection, signed_in)
    said = words(shown.partition("<main")[2])
    assert re.findall(r"\b[phl][1-3]\b(?:/|, )", said) == []
    assert [rule.id for rule in framework.rule if re.search(rf"\b{re.escape(rule.id)}\b", said)] == []
    assert framework.criteria["p1"].asks in said
    assert said.index("The judgment in one picture") < said.index("Why not better")


def test_one_rated_by_one_inspector_alone_is_not_called_unrated(
    inspection: Inspection, signed_in: Browser
) -> None:
    first = Rating.objects.filter(stage="independent").order_by("pk")[0]
    Rating.objects.exclude(pk=first.pk).delete()
    assert str(first.cell) in judged(inspection).overall.missing
    assert "1 rated by one inspector alone" in words(page(inspection, signed_in))
