"""How people come in, are kept out, and are signed out: invitations, accounts, sessions, throttled sign-in."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from conspectus.errors import ConspectusError
from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.accounts.post import post
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.config import place
from conspectus.workspace.config.demonstration import PASSWORD
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.actions.invitations import token_of
from conspectus.workspace.inspections.models import Inspection, Invitation
from conspectus.workspace.inspections.roles import Role

pytestmark = pytest.mark.django_db
NEW = {"name": "Nia New", "email": "nia@example.org", "role": "contact", "agency": "health"}
LONG = "four quiet green words"
SignedIn = Callable[[str], Client]


def added(inspection: Inspection, lead: Client) -> str:
    """Nia is added in the browser; the page that the lead then sees."""
    lead.post(f"/inspections/{inspection.pk}/people/", NEW)
    return lead.get(f"/inspections/{inspection.pk}/people/").content.decode()


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/account/invitation/[^/<\s]+/)", text)
    assert found, text
    return found[1]


def choose(link: str, password: str = LONG) -> tuple[Client, int, str]:
    client = Client()
    answer = client.post(link, {"new_password1": password, "new_password2": password})
    return client, answer.status_code, answer.content.decode()


def test_where_no_mail_server_is_set_the_lead_sees_the_link_once(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    lead = signed_in("lead")
    link = link_in(added(inspection, lead))
    assert "/account/invitation/" not in lead.get(f"/inspections/{inspection.pk}/people/").content.decode()
    assert mail.outbox == []
    assert Entry.objects.filter(action="link_handed_over").exists()
    client, status, _ = choose(link)
    assert status == 302
    assert inspection.title in client.get("/").content.decode()
    row = Entry.objects.filter(action="invitation_accepted").latest("number")
    assert row.actor == User.objects.get(email=NEW["email"]).pk


def test_the_link_goes_by_e_mail_where_there_is_a_server_and_names_no_inspection(
    inspection: Inspection,
    signed_in: SignedIn,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.MAILED = True
    with django_capture_on_commit_callbacks(execute=True):
        page = added(inspection, signed_in("lead"))
    assert "A link was sent to nia@example.org" in page and "/account/invitation/" not in page
    [letter] = mail.outbox
    assert letter.to == ["nia@example.org"]
    assert inspection.title not in f"{letter.subject} {letter.body}"
    assert choose(link_in(str(letter.body)))[1] == 302


def test_a_second_factor_comes_before_anything_else(
    inspection: Inspection, signed_in: SignedIn, settings: Settings
) -> None:
    settings.DEMO = False
    client, _, _ = choose(link_in_for(inspection))
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    assert (
        client.get("/account/second-factor/totp/activate/").status_code == 200
    )  # not asked again who they are
    Authenticator.objects.create(user=User.objects.get(email=NEW["email"]), type="totp", data={"secret": ""})
    assert client.get("/").status_code == 200


def link_in_for(inspection: Inspection) -> str:
    lead = inspection.made_by
    member = actions.add_person(
        inspection=inspection,
        email=NEW["email"],
        name=NEW["name"],
        given=actions.Appointment(role=Role.CONTACT, agency="health"),
        by=lead,
    )
    return link_in(actions.invite(member=member, place="http://testserver/account/invitation/", by=lead))


def used(inspection: Inspection) -> None:
    choose(f"/account/invitation/{token_of(Invitation.objects.latest('pk'))}/")


def expired(inspection: Inspection) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def withdrawn(inspection: Inspection) -> None:
    member = inspection.members.get(person__email=NEW["email"])
    actions.withdraw_invitation(member=member, by=inspection.made_by)


def made_anew(inspection: Inspection) -> None:
    member = inspection.members.get(person__email=NEW["email"])
    actions.invite(member=member, place="/", by=inspection.made_by)


def removed(inspection: Inspection) -> None:
    actions.remove_person(member=inspection.members.get(person__email=NEW["email"]), by=inspection.made_by)


def shut_out(inspection: Inspection) -> None:
    actions.shut_out(person=User.objects.get(email=NEW["email"]), by=inspection.made_by)


@pytest.mark.database
@pytest.mark.parametrize("what", [used, expired, withdrawn, made_anew, removed, shut_out])
def test_a_link_leads_nowhere_once_it(what: Callable[[Inspection], None], inspection: Inspection) -> None:
    link = link_in_for(inspection)
    what(inspection)
    before = User.objects.get(email=NEW["email"]).password
    for answer in (Client().get(link), Client().post(link, {"new_password1": LONG, "new_password2": LONG})):
        assert answer.status_code == 410
    assert User.objects.get(email=NEW["email"]).password == before


def test_a_link_that_was_tampered_with_leads_nowhere(inspection: Inspection) -> None:
    link = link_in_for(inspection)
    assert Client().get(link[:-3] + "xx/").status_code == 410
    assert Client().get("/account/invitation/1/").status_code == 410


@pytest.mark.database
def test_no_link_is_made_for_somebody_who_has_a_password_or_is_invited_elsewhere(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    lead = person("lead")
    with pytest.raises(ConspectusError, match="has an account already"):
        actions.invite(member=inspection.members.get(person=person("analyst")), place="/", by=lead)
    link = link_in_for(inspection)
    other_lead = User.objects.create_user("other@example.org", "Otto Other", LONG, is_staff=True)
    theirs = actions.set_up(
        subject=actions.Subject(
            title="Other", area="Elsewhere", nation=Nation.ENGLAND, framework="ilacs", theme="cse"
        ),
        inspectorate="ofsted",
        by=other_lead,
    )
    member = actions.add_person(
        inspection=theirs,
        email=NEW["email"],
        name="Nia",
        given=actions.Appointment(role=Role.OBSERVER),
        by=other_lead,
    )
    with pytest.raises(ConspectusError, match="invited to another inspection"):
        actions.invite(member=member, place="/", by=other_lead)
    assert choose(link)[1] == 302


@pytest.mark.parametrize("password", ["short", "password123456", "password1234567", "nia@example.org1"])
def test_one_password_policy_holds_wherever_one_is_chosen(
    password: str, inspection: Inspection, signed_in: SignedIn
) -> None:
    _, status, text = choose(link_in_for(inspection), password)
    assert status == 200 and "govuk-error-message" in text
    assert not User.objects.get(email=NEW["email"]).has_usable_password()
    change = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    if "nia" not in password:  # like her own address, not the analyst's
        assert signed_in("analyst").post("/account/password/", change).status_code == 200
        assert User.objects.get(email="analyst@example.org").check_password(PASSWORD)


@pytest.mark.database
def test_whoever_is_removed_from_an_inspection_or_shut_out_is_signed_out_at_once(
    inspection: Inspection, signed_in: SignedIn, person: Callable[[str], User]
) -> None:
    observer, analyst = signed_in("observer"), signed_in("analyst")
    page = f"/inspections/{inspection.pk}/"
    assert observer.get(page).status_code == analyst.get(page).status_code == 200
    actions.remove_person(member=inspection.members.get(person=person("observer")), by=person("lead"))
    assert observer.get(page).status_code == 302
    assert signed_in("observer").get(page).status_code == 404  # may sign in again, and sees nothing of it
    signed_in("lead").post(f"/everybody/{person('analyst').pk}/shut-out/")
    assert analyst.get(page).status_code == 302
    assert not Client().login(email="analyst@example.org", password=PASSWORD)
    with pytest.raises(ConspectusError, match="is shut out"):
        actions.add_person(
            inspection=inspection,
            email="analyst@example.org",
            name="",
            given=actions.Appointment(role=Role.ANALYST),
            by=person("lead"),
        )
    signed_in("lead").post(f"/everybody/{person('analyst').pk}/let-in/")
    assert signed_in("analyst").get(page).status_code == 200


def test_nobody_shuts_themselves_out(signed_in: SignedIn, person: Callable[[str], User]) -> None:
    lead = signed_in("lead")
    lead.post(f"/everybody/{person('lead').pk}/shut-out/")
    assert "nobody shuts themselves out" in lead.get("/everybody/").content.decode()
    assert person("lead").is_active


@pytest.mark.database
@pytest.mark.parametrize(
    ("began", "seen", "status"),
    [(60, 60, 200), (60, 29 * 60, 200), (60, 31 * 60, 302), (13 * 3600, 60, 302)],
    ids=["fresh", "not idle yet", "idle", "too long in all"],
)
def test_a_session_ends_when_idle_and_after_a_working_day(
    began: int, seen: int, status: int, signed_in: SignedIn
) -> None:
    client = signed_in("lead")
    client.get("/")
    store = SessionStore(client.session.session_key)
    store["began"], store["seen"] = time.time() - began, time.time() - seen
    store.save()
    assert client.get("/").status_code == status
    if status == 302:
        assert "You were signed out" in client.get("/account/sign-in/").content.decode()
        assert not SessionStore().exists(str(store.session_key))


def test_use_keeps_a_session_but_does_not_write_at_every_request(signed_in: SignedIn) -> None:
    client = signed_in("lead")
    client.get("/")
    first = client.session["seen"]
    client.get("/")
    assert client.session["seen"] == first


@pytest.mark.database
def test_sign_in_is_locked_out_after_five_failures_for_every_worker(
    settings: Settings,
) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    cache.clear()

    def attempt(password: str) -> int:
        given = {"login": "observer@example.org", "password": password}
        return int(Client().post("/account/sign-in/", given).status_code)

    assert attempt(PASSWORD) == 302
    for _ in range(5):
        attempt("wrong wrong wrong")
    with connection.cursor() as cursor:  # where any other worker would look
        cursor.execute("select count(*) from django_cache")
        assert cursor.fetchone()[0] > 0
    answer = (
        Client()
        .post("/account/sign-in/", {"login": "observer@example.org", "password": PASSWORD})
        .content.decode()
    )
    assert "Too many wrong passwords" in answer
    failed = Entry.objects.filter(action="sign_in_failed")
    assert failed.count() == 5
    assert {row.target for row in failed} == {f"person:{User.objects.get(email='observer@example.org').pk}"}
    cache.clear()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://me:s%40cret@mail.example.org", ("mail.example.org", 587, "me", "s@cret", True, False)),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, "", "", False, True)),
        ("smtp+plain://localhost", ("localhost", 25, "", "", False, False)),
        ("", None),
    ],
)
def test_a_mail_server_is_named_by_one_address(
    url: str, server: tuple[object, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSPECTUS_EMAIL_URL", url)
    assert place.mail_server() == server


def test_an_address_that_names_no_mail_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSPECTUS_EMAIL_URL", "https://mail.example.org")
    with pytest.raises(ConspectusError, match="names no mail server"):
        place.mail_server()


def test_a_letter_that_cannot_be_sent_is_said_and_spoils_nothing(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert post(["a@example.org"], subject="s", text="t") is False


def test_people_are_narrowed_by_words_part_and_whether_they_can_sign_in(
    inspection: Inspection, signed_in: SignedIn
) -> None:
    lead, page = signed_in("lead"), f"/inspections/{inspection.pk}/people/"
    added(inspection, lead)

    def names(query: str) -> list[str]:
        text = lead.get(
            page, query_params=dict(part.split("=") for part in query.split("&"))
        ).content.decode()
        return re.findall(r'<th scope="row" class="govuk-table__header">([^<]+)</th>', text)

    assert names("waiting=on") == ["Nia New"]
    assert names("waiting=on&part=lead") == []
    assert names("find=nia@EXAMPLE new") == ["Nia New"]
    police = names("find=police")  # a force, and whoever is of it
    assert police and "Nia New" not in police and set(police) < set(names("find=e"))
    assert set(names("part=contact")) == set(
        inspection.members.filter(role="contact").values_list("person__name", flat=True)
    )
    assert "Nobody who takes part is like this." in lead.get(f"{page}?find=nobodyatall").content.decode()
