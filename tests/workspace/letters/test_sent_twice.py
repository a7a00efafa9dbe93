"""A form of the letter, or of what answers it, that is sent twice records one thing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from conspectus.workspace.inspections.models import Inspection
from tests.workspace.letters.making import POLICE

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Browser = Callable[[str], Client]


def test_a_comment_sent_twice_is_one(laid: Inspection, signed_in: Browser) -> None:
    to = reverse("comment", args=[laid.pk, POLICE])
    for _ in range(2):
        assert signed_in("police contact").post(to, {"says": "It was told."}).status_code == 302
    assert laid.editions.get().comments.count() == 1


def test_an_action_planned_twice_is_one(acting: Inspection, signed_in: Browser) -> None:
    before = acting.statement_of_action.actions.count()
    given = {
        "answers": POLICE, "agency": "police", "what": "Ask.", "by_when": "1 12 2030", "known_by": "A count.",
    }  # fmt: skip
    for _ in range(2):
        answer = signed_in("police contact").post(reverse("plan", args=[acting.pk]), given)
        assert answer.status_code == 302
    assert acting.statement_of_action.actions.count() == before + 1
