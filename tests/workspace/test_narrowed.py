"""Lists are narrowed by what stands in the address; and a person is not removed by one slip of the hand."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection, Member
from tests.workspace.conftest import a_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Browser = Callable[[str], Client]


def codes(client: Client, inspection: Inspection, query: str) -> set[str]:
    """The pieces that the page lists."""
    shown = client.get(f"/inspections/{inspection.pk}/evidence/?{query}").content.decode()
    return set(re.findall(r">(E\d+)</a>", shown))


@pytest.fixture
def piece(inspection: Inspection, person: Callable[[str], User]) -> Evidence:
    """What the analyst recorded a fortnight ago, of a row of a child."""
    one = inspection.evidence.whole().filter(kind="interview").first() or inspection.evidence.whole()[0]
    found = {"row": {"child_id": a_child(inspection)}, "restricted": False, "table": "events", "id": "x"}
    Evidence.objects.filter(pk=one.pk).update(
        seen="Two Wombles kept a diary.",
        by=person("analyst"),
        at=timezone.now() - timedelta(days=14),
        found=found,
    )
    return Evidence.objects.get(pk=one.pk)


def test_evidence_is_found_by_words_writer_child_and_day(
    piece: Evidence, inspection: Inspection, signed_in: Browser, person: Callable[[str], User]
) -> None:
    client = signed_in("inspector")
    on = f"{timezone.localdate() - timedelta(days=14):%d+%m+%Y}"
    before = f"{timezone.localdate() - timedelta(days=15):%d+%m+%Y}"
    for query in (
        "text=diary+wombles", f"author={person('analyst').pk}", f"child={a_child(inspection)}&text=diary",
        f"since={on}&until={on}", f"until={on}",
    ):  # fmt: skip
        assert codes(client, inspection, query) == {piece.code}, query
    for query in ("text=diary+nowhere", f"until={before}", "child=C-0&text=diary"):
        assert codes(client, inspection, query) == set(), query
    everything = codes(client, inspection, "")
    assert len(everything) > 1
    assert codes(client, inspection, "since=yesterday") == everything  # said to be no day, and passed over
    answer = client.get(f"/inspections/{inspection.pk}/evidence/?since=yesterday").content.decode()
    assert "Enter a valid date" in answer


def test_a_restricted_row_is_not_found_by_its_child(
    piece: Evidence, inspection: Inspection, signed_in: Browser
) -> None:
    found = {"row": {"child_id": a_child(inspection)}, "restricted": True, "table": "events", "id": "x"}
    Evidence.objects.filter(pk=piece.pk).update(found=found)
    query = f"child={a_child(inspection)}&text=diary"
    assert codes(signed_in("inspector"), inspection, query) == set()


def rows(client: Client, inspection: Inspection, query: str) -> list[list[str]]:
    shown = client.get(f"/inspections/{inspection.pk}/log/?{query}").content.decode().partition("<tbody")[2]
    lines = re.findall(r"<tr.*?</tr>", shown, re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", re.sub("<[^>]*>", "", cell)).strip()
            for cell in re.findall(r"<t[dh].*?</t[dh]>", line, re.DOTALL)
        ]
        for line in lines
    ]


def test_the_log_is_narrowed_by_who_what_and_when(
    inspection: Inspection, signed_in: Browser, person: Callable[[str], User]
) -> None:
    analyst = person("analyst")
    record(Action.RATED, by=analyst, inspection=inspection.pk, target="cell:p1/police", level="good")
    client, today = signed_in("lead"), f"{timezone.localdate():%d+%m+%Y}"
    found = rows(client, inspection, f"who={analyst.pk}&what=rated&since={today}&until={today}")
    assert len(found) == 1 and found[0][2] == analyst.name and found[0][3] == "rated"
    assert found[0][4].startswith("Police: Risk to a child is recognised early")
    assert rows(client, inspection, f"who={analyst.pk}&what=dissented") == []
    assert {one[3] for one in rows(client, inspection, "what=rated")} == {"rated"}
    assert rows(client, inspection, "since=1+1+2031") == []
    assert not any(one[3] == "log read" for one in rows(client, inspection, ""))
    assert any(one[3] == "log read" for one in rows(client, inspection, "reading=on"))
    assert len(rows(client, inspection, "who=nobody")) == len(rows(client, inspection, ""))


def test_whoever_removes_somebody_is_asked_first(inspection: Inspection, signed_in: Browser) -> None:
    other = inspection.members.get(person__email="observer@example.org")
    place = f"/inspections/{inspection.pk}/people/{other.pk}/remove/"
    asked = signed_in("lead").post(place).content.decode()
    assert "Remove" in asked and "from this inspection?" in asked and "stays on record" in asked
    assert Member.objects.filter(pk=other.pk).exists()
    assert signed_in("inspector").post(place, {"sure": "yes"}).status_code == 403
    signed_in("lead").post(place, {"sure": "yes"})
    assert not Member.objects.filter(pk=other.pk).exists()
