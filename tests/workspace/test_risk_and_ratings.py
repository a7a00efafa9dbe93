"""A child at immediate risk comes first; and nobody sees another's rating before both have finished."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from conspectus.definitions import CellKey
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.escalation import escalate_due, untold
from conspectus.workspace.inspections.models import Concern, Inspection, Member
from conspectus.workspace.inspections.policies import NotAllowed
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.judgments.judged import judged_beside
from conspectus.workspace.ratings import actions as rating_actions
from conspectus.workspace.ratings.models import Finished, Rating
from tests.workspace.conftest import a_child

pytestmark = pytest.mark.django_db
POLICE = CellKey("p1", Agency.POLICE)


def test_a_child_at_risk_is_told_at_once_and_shows_until_somebody_has_it_in_hand(
    inspection: Inspection,
    signed_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    child = a_child(inspection)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("inspector").post(
            f"/inspections/{inspection.pk}/children/{child}/at-risk/",
            {"agency": "police", "says": "Alone with him now.", "anyway": "on"},
        )
    assert sorted(letter.to for letter in mail.outbox) == [["lead@example.org"], ["police@example.org"]]
    assert not any(child in f"{letter.body} {letter.subject}" for letter in mail.outbox)
    for who, sees in (
        ("lead", True),
        ("police contact", True),
        ("council contact", False),
        ("observer", False),
    ):
        assert ("may be at immediate risk" in signed_in(who).get("/").content.decode()) is sees
    concern = Concern.objects.get()
    place = f"/inspections/{inspection.pk}/concerns/{concern.pk}/acknowledge/"
    assert signed_in("council contact").post(place).status_code == 403
    signed_in("police contact").post(place)
    concern.refresh_from_db()
    assert concern.acknowledged_by and concern.acknowledged_by.email == "police@example.org"
    assert "may be at immediate risk" not in signed_in("lead").get("/").content.decode()


@pytest.mark.database
def test_a_concern_that_nobody_acknowledges_is_told_to_more_people_once(
    inspection: Inspection,
    signed_in: Callable[[str], Client],
    person: Callable[[str], User],
    settings: Settings,
) -> None:
    settings.ESCALATE_AFTER = 3600
    child = a_child(inspection)
    concern = actions.raise_concern(
        inspection=inspection,
        child=child,
        agency=Agency.POLICE,
        says="Alone with him now.",
        by=person("analyst"),
    )
    assert escalate_due.call() == 0  # it is not due yet
    assert "may be at immediate risk" not in signed_in("inspector").get("/").content.decode()
    mail.outbox.clear()
    Concern.objects.filter(pk=concern.pk).update(at=timezone.now() - timedelta(hours=2))
    assert escalate_due.call() == 1
    assert escalate_due.call() == 0
    inspectors = inspection.members.filter(role=Role.INSPECTOR).values_list("person__email", flat=True)
    assert sorted(address for letter in mail.outbox for address in letter.to) == sorted({
        "lead@example.org", "police@example.org", "moderator@example.org", "analyst@example.org", *inspectors,
    })  # fmt: skip
    assert all(
        len(letter.to) == 1 and child not in f"{letter.body} {letter.subject}" for letter in mail.outbox
    )
    assert "it shows for more people" in signed_in("inspector").get("/").content.decode()
    assert Entry.objects.order_by("-number").filter(action=Action.CONCERN_ESCALATED)[0].actor is None
    signed_in("inspector").post(f"/inspections/{inspection.pk}/concerns/{concern.pk}/acknowledge/")
    concern.refresh_from_db()
    assert concern.acknowledged_by == person("inspector")


def test_where_no_e_mail_of_it_goes_out_it_shows_all_the_same_and_says_whom_to_ring(
    inspection: Inspection,
    person: Callable[[str], User],
    signed_in: Callable[[str], Client],
    settings: Settings,
) -> None:
    settings.ESCALATE_AFTER, settings.MAILED = -1, True
    child, letters_go = a_child(inspection), settings.EMAIL_BACKEND
    concern = actions.raise_concern(
        inspection=inspection, child=child, agency=Agency.POLICE, says="Alone.", by=person("lead")
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert escalate_due.call() == 1
    for place in ("/", f"/inspections/{inspection.pk}/children/{child}/"):
        read = signed_in("inspector").get(place).content.decode()
        assert "No e-mail of it has reached" in read and "Paul Contact" in read and "Ring them" in read
    Concern.objects.filter(pk=concern.pk).update(at=timezone.now() - timedelta(hours=2))
    settings.EMAIL_BACKEND = letters_go
    assert untold().count() == 1  # the next look tries again
    assert escalate_due.call() == 0 and "police@example.org" in [one.to[0] for one in mail.outbox]
    assert "No e-mail of it" not in signed_in("inspector").get("/").content.decode() and not untold()


def test_whom_an_e_mail_did_not_reach_at_once_is_sent_it_again_until_somebody_acknowledges_it(
    inspection: Inspection, person: Callable[[str], User], settings: Settings
) -> None:
    settings.MAILED, lead = True, person("lead")
    concern = actions.raise_concern(  # the server dies before any e-mail has gone
        inspection=inspection, child=a_child(inspection), agency=Agency.POLICE, says="Alone.", by=lead
    )
    assert not untold()  # it may be on its way
    Concern.objects.filter(pk=concern.pk).update(at=timezone.now() - timedelta(minutes=2))
    settings.MAILED = False
    assert not untold()  # no file is written each minute
    settings.MAILED = True
    assert escalate_due.call() == 0
    assert sorted(one.to[0] for one in mail.outbox) == ["lead@example.org", "police@example.org"]
    concern.untold.add(lead)
    actions.acknowledge(concern=concern, by=lead)
    assert not untold() and escalate_due.call() == 0


@pytest.fixture
def two(inspection: Inspection, person: Callable[[str], User]) -> tuple[Member, Member]:
    """Two police inspectors who have rated nothing yet."""
    Rating.objects.all().delete()
    Finished.objects.all().delete()
    second = actions.add_person(
        inspection=inspection,
        email="second@example.org",
        name="Second",
        given=actions.Appointment(role=Role.INSPECTOR, inspectorate="hmicfrs"),
        by=person("lead"),
    )
    return inspection.members.get(person=person("inspector")), second


def rate(member: Member, level: str) -> None:
    rating_actions.rate(
        member=member, cell=POLICE, level=level, rationale=f"{member.person.name} thinks so", evidence=[],
        by=member.person,
    )  # fmt: skip


@pytest.mark.database
def test_nobody_sees_anothers_rating_until_both_have_finished(
    two: tuple[Member, Member], inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    first, second = two
    rate(first, "good")
    rate(second, "inadequate")

    def seen() -> bool:
        page = signed_in("inspector").get(f"/inspections/{inspection.pk}/ratings/p1/police/")
        return "Second thinks so" in page.content.decode()

    assert not seen()
    rating_actions.finish(member=second, by=second.person)
    assert not seen()
    rating_actions.finish(member=first, by=first.person)
    assert seen()
    with pytest.raises(ConspectusError, match="finished rating alone"):
        rate(first, "inadequate")


@pytest.mark.database
def test_a_cell_is_consolidated_only_once_all_who_rated_it_have_finished_and_with_a_reason(
    two: tuple[Member, Member], inspection: Inspection
) -> None:
    first, second = two
    rate(first, "good")
    rate(second, "inadequate")

    def consolidate(why: str) -> Rating:
        return rating_actions.consolidate(
            member=first, cell=POLICE, level="inadequate", rationale=why, evidence=[], by=first.person
        )

    rating_actions.finish(member=first, by=first.person)
    with pytest.raises(ConspectusError, match="still rating it alone"):
        consolidate("Both looked again.")
    rating_actions.finish(member=second, by=second.person)
    with pytest.raises(ConspectusError, match="needs a reason"):
        consolidate("  ")
    assert consolidate("Both looked again.").level == "inadequate"
    assert inspection.ratings.count() == 3  # independent ones stay


@pytest.mark.database
def test_an_inspectorate_stands_by_what_one_of_its_inspectors_rated(
    two: tuple[Member, Member], inspection: Inspection
) -> None:
    first, second = two
    rate(first, "good")
    rating_actions.rate(
        member=second,
        cell=CellKey("p2", Agency.POLICE),
        level="good",
        rationale="",
        evidence=[],
        by=second.person,
    )
    rating_actions.finish(member=first, by=first.person)
    with pytest.raises(ConspectusError, match="needs a reason"):
        rating_actions.confirm(member=first, rationale="", by=first.person)
    [made] = rating_actions.confirm(member=first, rationale="We stand by it.", by=first.person)
    assert (made.cell, made.level, made.stage) == (POLICE, "good", "consolidated")
    assert made.rationale.startswith(f"{first.person.name} thinks so") and made.rationale.endswith(
        "We stand by it."
    )
    with pytest.raises(ConspectusError, match="still rate alone"):
        rating_actions.confirm(member=second, rationale="Again.", by=second.person)


def test_only_those_rate_whose_inspectorate_leads(two: tuple[Member, Member]) -> None:
    first, _ = two
    with pytest.raises(NotAllowed, match="inspectorate that leads for it"):
        rating_actions.rate(
            member=first,
            cell=CellKey("p1", Agency.HEALTH),
            level="good",
            rationale="",
            evidence=[],
            by=first.person,
        )


def test_the_demonstration_is_limited_by_the_polices_part(inspection: Inspection) -> None:
    joint, alone = judged_beside(inspection)
    assert alone is not None
    assert joint.overall.level == "requires_improvement"
    assert alone.overall.level == "good"
    assert "weakest-partner" in joint.overall.decided_by
