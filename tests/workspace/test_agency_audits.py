"""Agencies audit themselves before inspectors rate: each its own, sent once, and locked when fieldwork begins."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.definitions import CellKey, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import actions as stages
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.ratings import actions
from conspectus.workspace.ratings.cells import asked_of, children_of, said_of_themselves
from conspectus.workspace.ratings.models import AgencyAnswer, AgencyAudit
from tests.workspace.two_browsers import send

pytestmark = pytest.mark.django_db
POLICE = Agency.POLICE


@pytest.fixture
def auditing(inspection: Inspection) -> Inspection:
    """The inspection as it was when the agencies began."""
    AgencyAudit.objects.all().delete()
    inspection.stage = Stage.AGENCIES_AUDIT
    inspection.save()
    return inspection


def given(client: Client, inspection: Inspection, child: str) -> int:
    answers: dict[str, str] = {}
    for question in asked_of(frameworks()[inspection.framework], POLICE):
        answers |= {
            f"level_{question.id}": "good",
            f"why_{question.id}": f"Seen in our log of {question.id}.",
        }
    return send(client, f"/inspections/{inspection.pk}/audits/police/children/{child}/", answers).status_code


@pytest.mark.database
def test_a_contact_audits_each_child_sends_and_changes_nothing_more(
    auditing: Inspection, signed_in: Callable[[str], Client]
) -> None:
    contact, page = signed_in("police contact"), f"/inspections/{auditing.pk}/audits/police/"
    children = children_of(auditing, POLICE)
    assert children
    contact.post(f"{page}send/")
    assert not AgencyAudit.objects.filter(sent_at__isnull=False).exists()  # nothing is answered yet
    assert all(given(contact, auditing, one.child) == 302 for one in children)
    send(contact, page, {"summary": "We log, and do not ask."}, f"{page}send/")
    audit = AgencyAudit.objects.get(agency="police")
    assert audit.sent_by and audit.sent_by.email == "police@example.org"
    assert Entry.objects.filter(action="audit_sent", target=f"audit:{audit.pk}").exists()
    assert given(contact, auditing, children[0].child) == 200  # shown again, with what is wrong
    assert "We log, and do not ask." in contact.get(page).content.decode()


def test_a_contact_sees_its_own_records_of_the_tracked_children_and_no_joint_one(
    auditing: Inspection, signed_in: Callable[[str], Client]
) -> None:
    text = signed_in("police contact").get(f"/inspections/{auditing.pk}/audits/police/").content.decode()
    own, others = children_of(auditing, POLICE), children_of(auditing, Agency.COUNCIL)
    assert all(record in text for one in own for record in one.records)
    assert not any(record in text for one in others for record in one.records)
    assert "/children/" not in text.replace("/audits/police/children/", "")


def test_inspectors_see_nothing_of_it_before_it_is_locked(
    auditing: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    child = children_of(auditing, POLICE)[0].child
    given(signed_in("police contact"), auditing, child)
    AgencyAudit.objects.update(sent_at="2026-01-01T00:00Z", sent_by=person("police contact"))
    cell = f"/inspections/{auditing.pk}/ratings/p1/police/"
    assert "What the agency said of itself" not in signed_in("inspector").get(cell).content.decode()
    assert said_of_themselves(auditing) == {}
    auditing.stage = Stage.FIELDWORK
    auditing.save()
    assert "1 good" in signed_in("inspector").get(cell).content.decode()


def test_fieldwork_waits_for_each_audit_or_a_reason_for_its_absence(
    auditing: Inspection, person: Callable[[str], User]
) -> None:
    lead, agencies = person("lead"), frameworks()[auditing.framework].looks_at
    for agency in agencies:
        with pytest.raises(ConspectusError, match="neither an audit nor a reason"):
            stages.move(inspection=auditing, to=Stage.FIELDWORK, by=lead)
        with pytest.raises(ConspectusError, match="needs a reason"):
            actions.excuse(inspection=auditing, agency=agency, why=" ", by=lead)
        actions.excuse(inspection=auditing, agency=agency, why="It has closed.", by=lead)
    stages.move(inspection=auditing, to=Stage.FIELDWORK, by=lead)
    with pytest.raises(ConspectusError, match="not the time"):
        actions.excuse(inspection=auditing, agency=POLICE, why="Too late.", by=lead)


def test_nobody_rates_before_the_audits_are_locked(
    auditing: Inspection, person: Callable[[str], User]
) -> None:
    member = auditing.members.select_related("inspection").get(person=person("inspector"))
    with pytest.raises(ConspectusError, match="during fieldwork and moderation"):
        actions.rate(
            member=member,
            cell=CellKey("p1", POLICE),
            level="good",
            rationale="",
            evidence=[],
            by=member.person,
        )


@pytest.mark.database
def test_no_answer_without_its_row_of_the_log(
    auditing: Inspection, person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("conspectus.workspace.ratings.actions.audits.record", fails)
    with pytest.raises(OSError, match="full"):
        actions.answer(
            inspection=auditing,
            agency=POLICE,
            child="x",
            given={"p1": ("good", "")},
            by=person("police contact"),
        )
    assert not AgencyAnswer.objects.exists()


@pytest.mark.database
def test_the_history_of_a_rating_tells_level_reason_and_what_it_rested_on(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    rating = inspection.ratings.filter(stage="consolidated", agency="police").first()
    assert rating is not None
    before = [one.code for one in rating.evidence.all()]
    member = inspection.members.select_related("inspection", "person").get(
        person__email="police-inspector@example.org"
    )
    actions.consolidate(
        member=member,
        cell=rating.cell,
        level="good",
        rationale="Looked again.",
        evidence=[],
        by=member.person,
    )
    page = f"/inspections/{inspection.pk}/ratings/{rating.criterion}/police/history/"
    text = signed_in("lead").get(page).content.decode()
    assert "Looked again." in text and "nothing" in text
    assert before and ", ".join(before) in text


@pytest.mark.parametrize(
    "page", ["audits/", "audits/police/", "ratings/", "ratings/p1/police/", "ratings/p1/police/history/", ""]
)
def test_no_page_asks_more_than_twelve_times(
    page: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("lead")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/inspections/{inspection.pk}/{page}")
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
