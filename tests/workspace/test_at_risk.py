"""A child at immediate risk, followed through: who can tell which child it is, who was told, what was done."""

from collections.abc import Callable
from typing import Protocol

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from conspectus.terms import Agency
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.actions import raise_concern
from conspectus.workspace.inspections.casebooks import last_built, opened, record_numbers
from conspectus.workspace.inspections.models import Concern, Inspection
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.inspections.views.concerns import who_was_told
from tests.workspace.states import not_held_by_police
from tests.workspace.test_who_sees_what import EVERYBODY, INSPECTING

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


class Answer(Protocol):
    """What a browser was given."""

    @property
    def content(self) -> bytes: ...


@pytest.fixture
def concern(raised: Inspection) -> Concern:
    return raised.concerns.get()


def page(concern: Concern, tail: str = "") -> str:
    return f"/inspections/{concern.inspection_id}/concerns/{concern.pk}/{tail}"


def child_page(concern: Concern, child: str = "") -> str:
    return f"/inspections/{concern.inspection_id}/children/{child or concern.child}/"


def text(answer: Answer) -> str:
    return answer.content.decode()


def own_numbers(concern: Concern) -> list[str]:
    """The police's numbers of the child, by the casebook itself."""
    build = last_built(concern.inspection)
    assert build is not None
    sql = "select person_id from links join senders using (sender) where child_id = ? and agency = 'police' order by 1"
    found = [str(row["person_id"]) for row in opened(build.casebook).rows(sql, [concern.child])]
    assert found
    return found


@pytest.mark.database
@pytest.mark.parametrize("stage", [Stage.SET_UP, Stage.FIELDWORK, Stage.PUBLISHED])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_it_and_who_is_told_the_numbers(
    who: str, stage: Stage, raised: Inspection, concern: Concern, signed_in: SignedIn
) -> None:
    """The same before, in and after: a child at risk waits for no stage."""
    Inspection.objects.update(stage=stage)
    answer = signed_in(who).get(page(concern))
    sees = who in (*INSPECTING, "police contact")
    assert answer.status_code == (200 if sees else {"nobody": 302, "stranger": 404}.get(who, 403))
    there_is_none = signed_in(who).get(page(concern).replace(f"concerns/{concern.pk}/", "concerns/987/"))
    assert sees or there_is_none.status_code == answer.status_code  # nor is it told whether there is one
    numbered = all(f"<strong>{number}</strong>" in text(answer) for number in own_numbers(concern))
    assert numbered == (who == "police contact")
    shown = Entry.objects.filter(action=Action.RECORD_NUMBERS_SHOWN, target=f"child:{concern.child}")
    assert shown.count() == (1 if who == "police contact" else 0)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_takes_it_in_hand_and_says_what_was_done(
    who: str, raised: Inspection, concern: Concern, signed_in: SignedIn
) -> None:
    acts = who in ("lead", "police contact")
    for tail in ("acknowledge/", "done/"):
        answer = signed_in(who).post(page(concern, tail), {"says": "A unit is with her."})
        assert answer.status_code == (302 if acts or who == "nobody" else 404 if who == "stranger" else 403)
        if who == "inspector":
            assert "once nobody has done so in time" in text(answer)
    concern.refresh_from_db()
    assert (concern.acknowledged_at is not None, concern.steps.count()) == (acts, int(acts))


@pytest.mark.database
def test_it_is_followed_through_for_the_raiser_and_on_the_childs_page(
    raised: Inspection, concern: Concern, signed_in: SignedIn
) -> None:
    places = (f"/inspections/{raised.pk}/", child_page(concern))
    for place in places:
        assert "nobody has it in hand yet" in text(signed_in("inspector").get(place))
    contact = signed_in("police contact")
    after = contact.post(page(concern, "acknowledge/"), follow=True)
    assert f"{concern.reference} is in hand" in text(after)
    contact.post(page(concern, "done/"), {"says": "A unit is with her."})
    for place in places:
        told = text(signed_in("inspector").get(place))
        assert (
            "in hand by Paul Contact" in told and "A unit is with her." in told and "(Paul Contact)" in told
        )
    assert "A unit is with her." in text(signed_in("moderator").get(child_page(concern)))
    assert concern.reference not in text(signed_in("moderator").get(f"/inspections/{raised.pk}/"))
    actions = Entry.objects.filter(details__concern=concern.pk).values_list("action", flat=True)
    assert {Action.CONCERN_ACKNOWLEDGED, Action.CONCERN_STEP} <= set(actions)


def test_what_was_done_is_not_recorded_empty(
    raised: Inspection, concern: Concern, signed_in: SignedIn
) -> None:
    answer = signed_in("lead").post(page(concern, "done/"), {"says": " "})
    assert "There is a problem" in text(answer)
    assert not concern.steps.exists()


@pytest.fixture
def raising(
    inspection: Inspection, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[[], Concern]:
    """Raise one of a child whom the police hold; the e-mail goes once it is committed."""

    def made() -> Concern:
        by = inspection.members.get(person__email="police-inspector@example.org").person
        with django_capture_on_commit_callbacks(execute=True):
            return raise_concern(
                inspection=inspection, child=_held(inspection)[0], agency=Agency.POLICE, says="Alone.", by=by
            )

    return made


def test_whoever_raises_it_is_told_its_number_and_who_was_told(
    raising: Callable[[], Concern], settings: Settings
) -> None:
    settings.MAILED = True
    made = raising()
    assert who_was_told(made) == f"{made.reference} is recorded. Told by e-mail: Lena Lead, Paul Contact."
    assert sorted(letter.to for letter in mail.outbox) == [["lead@example.org"], ["police@example.org"]]
    assert not any(number in letter.body for letter in mail.outbox for _, number in made.records)


@pytest.mark.parametrize("server", [False, True], ids=["no mail server", "it does not answer"])
def test_no_e_mail_is_claimed_that_did_not_leave(
    server: bool, raising: Callable[[], Concern], settings: Settings
) -> None:
    settings.MAILED = server
    if server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    made = raising()
    assert who_was_told(made).startswith(
        f"{made.reference} is recorded, but no e-mail was sent. Ring them now"
    )
    assert who_was_told(made).endswith("Lena Lead, Paul Contact.")


@pytest.mark.parametrize("server", [False, True])
def test_whoever_raises_it_is_told_before_where_no_e_mail_leaves_and_then_what_became_of_it(
    server: bool, inspection: Inspection, signed_in: SignedIn, settings: Settings
) -> None:
    settings.MAILED = server
    form = f"/inspections/{inspection.pk}/children/{_held(inspection)[0]}/at-risk/"
    assert ("No e-mail leaves this workspace" in text(signed_in("inspector").get(form))) != server
    given = {"agency": "police", "says": "Alone with him."}
    sent = text(signed_in("inspector").post(form, given, follow=True))  # nothing is committed within a test
    assert f"{Concern.objects.get().reference} is recorded, but no e-mail was sent" in sent


@pytest.mark.parametrize(
    ("agency", "why"),
    [("police", "holds no record of this child"), ("health", "Nobody of Health takes part")],
)
def test_whoever_raises_it_is_warned_before_it_is_sent_where_telling_is_not_enough(
    agency: str, why: str, inspection: Inspection, signed_in: SignedIn
) -> None:
    form = f"/inspections/{inspection.pk}/children/{not_held_by_police(inspection)}/at-risk/"
    given = {"agency": agency, "says": "Alone with him."}
    client = signed_in("inspector")
    assert "Police (holds no record)" in text(client.get(form))
    warned = text(client.post(form, given))
    assert why in warned and 'name="anyway"' in warned and "Alone with him." in warned
    assert not Concern.objects.exists() and not mail.outbox
    sent = client.post(form, {**given, "anyway": "on"}, follow=True)
    assert f"{Concern.objects.get().reference} is recorded" in text(sent)


def test_an_agency_that_holds_no_record_is_told_so_and_whom_to_ring(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    child = not_held_by_police(inspection)
    given = {"agency": "police", "says": "Alone with him.", "anyway": "on"}
    signed_in("inspector").post(f"/inspections/{inspection.pk}/children/{child}/at-risk/", given)
    concern = Concern.objects.get()
    told = text(signed_in("police contact").get(page(concern)))
    assert "You hold no record of this child. Ring Ivan Inspector" in told and concern.reference in told
    assert not Entry.objects.filter(action=Action.RECORD_NUMBERS_SHOWN).exists()


def test_a_program_is_told_the_same(raised: Inspection, concern: Concern, by_token: SignedIn) -> None:
    place = f"/api/v1/inspections/{raised.pk}/concerns"
    told = {
        who: by_token(who).get(place).json() for who in ("police contact", "lead", "inspector", "observer")
    }
    assert [one["person_id"] for one in told["police contact"][0]["own_records"]] == own_numbers(concern)
    assert told["lead"][0]["own_records"] == [] and told["observer"] == []
    assert told["lead"][0]["child"] == concern.child and told["police contact"][0]["child"] is None
    by_token("police contact")
    concern.acknowledged_by, concern.acknowledged_at = concern.by, concern.at
    concern.save()
    concern.steps.create(says="A unit is with her.", by=concern.by)
    assert by_token("lead").get(place).json() == []  # in hand: nothing waits for them
    [after] = by_token("inspector").get(place).json()  # who raised it
    assert (after["reference"], after["done"][0]["says"]) == (concern.reference, "A unit is with her.")


def test_whoever_raised_it_and_is_an_observer_now_is_told_no_child(
    raised: Inspection, concern: Concern, signed_in: SignedIn, by_token: SignedIn
) -> None:
    raised.members.filter(person=concern.by).update(role=Role.OBSERVER, inspectorate="")
    one = f"/inspections/{raised.pk}/"
    [told] = by_token("inspector").get(f"/api/v1{one}concerns").json()
    assert (told["reference"], told["child"]) == (concern.reference, None)
    for place in (one, page(concern), "/"):
        assert concern.child not in signed_in("inspector").get(place).content.decode(), place


def _held(inspection: Inspection) -> list[str]:
    build = last_built(inspection)
    assert build is not None
    sql = "select distinct child_id from links join senders using (sender) where agency = 'police' order by 1"
    found = [str(row["child_id"]) for row in opened(build.casebook).rows(sql)]
    return [child for child in found if record_numbers(inspection, child)]
