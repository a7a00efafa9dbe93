"""Signing in with one's own organisation, by a real provider that also lies."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.config import organisations
from conspectus.workspace.inspections.models import Inspection, Invitation
from conspectus.workspace.inspections.roles import Role
from tests.workspace.providing import Provider, serving

WHO = "inspector@council.example"
BUTTON = "/account/sign-in/council/"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(bare: None, running: Provider, settings: Settings, tmp_path: Path) -> Provider:
    """It is set up, honest, and knows somebody whose address it has verified."""
    cache.clear()
    running.lies, running.drops, running.calls_itself, running.replays = {}, set(), "", ""
    running.signs_with = running.key
    running.knows(email=WHO, email_verified=True)
    set_up(running, settings, tmp_path)
    return running


def set_up(provider: Provider, settings: Settings, folder: Path, *, trust_mfa: bool = False) -> None:
    (folder / "secret").write_text("a secret\n")
    one = organisations.Provider(
        id="council", name="the council", issuer=provider.issuer, client_id="conspectus",
        client_secret_file=folder / "secret", trust_mfa=trust_mfa,
    )  # fmt: skip
    settings.ORGANISATIONS = (one,)
    settings.SOCIALACCOUNT_PROVIDERS = organisations.as_the_library_has_them([one])


@pytest.fixture
def person(provider: Provider) -> User:
    """Somebody with an account of their own."""
    return User.objects.create_user(WHO, "Ina", "four quiet green words")


def come(provider: Provider, browser: Client | None = None) -> HttpResponse:
    """From the button to the provider and back."""
    browser = browser or Client()
    there = browser.post(BUTTON)
    assert there.status_code == 302, there.content.decode()
    answer = browser.get(provider.agrees(there["Location"]))
    assert isinstance(answer, HttpResponse)
    return answer


def is_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "_auth_user_id" in answer.wsgi_request.session  # type: ignore[attr-defined]


def refused(answer: HttpResponse) -> str:
    assert answer.status_code == 403 and not is_in(answer)
    return answer.content.decode()


def test_who_has_an_account_is_signed_in_by_the_verified_address(provider: Provider, person: User) -> None:
    provider.knows(email=WHO.upper(), email_verified=True)
    assert is_in(come(provider))
    [tie] = SocialAccount.objects.all()
    assert (tie.user, tie.provider, tie.extra_data) == (person, "council", {})
    assert [one.action for one in Entry.objects.all()] == ["signed_in"]
    assert is_in(come(provider)) and SocialAccount.objects.count() == 1


def test_the_page_has_a_button_and_its_form_may_be_sent_there_and_nowhere_else(
    provider: Provider, settings: Settings, tmp_path: Path
) -> None:
    page = Client().get("/account/sign-in/?next=/areas/")
    said = page.content.decode()
    assert "Sign in with the council" in said and f'action="{BUTTON}"' in said and "<script>" not in said
    [form] = [one for one in page["Content-Security-Policy"].split("; ") if one.startswith("form-action")]
    assert form.split() == ["form-action", "'self'", provider.issuer]
    settings.ORGANISATIONS = ()
    assert "With your organisation" not in Client().get("/account/sign-in/").content.decode()
    assert Client().post(BUTTON).status_code == 404


def test_it_leads_on_to_the_page_that_was_asked_for(provider: Provider, person: User) -> None:
    browser = Client()
    there = browser.post(BUTTON, {"next": "/help/"})
    assert browser.get(provider.agrees(there["Location"]))["Location"] == "/help/"
    away = browser.post(BUTTON, {"next": "https://evil.example/"})
    assert browser.get(provider.agrees(away["Location"]))["Location"] == "/"


@pytest.mark.parametrize("verified", [{}, {"email_verified": False}, {"email_verified": "no"}])
def test_an_address_that_is_not_verified_lets_nobody_in(
    provider: Provider, person: User, verified: dict[str, object]
) -> None:
    provider.knows(email=WHO, **verified)
    assert "does not say that it has verified" in refused(come(provider))
    assert [one.action for one in Entry.objects.all()] == ["sign_in_failed"]


def test_microsofts_word_on_a_domain_is_not_taken_from_others(provider: Provider, person: User) -> None:
    provider.knows(email=WHO, xms_edov=True)
    assert "does not say that it has verified" in refused(come(provider))


def test_whom_nobody_invited_is_not_let_in(provider: Provider) -> None:
    assert f"Nobody has invited {WHO}" in refused(come(provider))
    assert not User.objects.exists()


def test_who_was_shut_out_stays_out(provider: Provider, person: User) -> None:
    come(provider)
    User.objects.update(is_active=False)
    assert "is shut out" in refused(come(provider))


# --- an invitation --------------------------------------------------------------------------------------


@pytest.fixture
def invited(provider: Provider) -> Invitation:
    """Somebody who has never signed in."""
    lead = User.objects.create_superuser("lead@council.example", "Lea", "four quiet green words")
    inspection = Inspection.objects.create(
        title="T", area="A", framework="whole-system", theme="cse", nation="england", made_by=lead
    )
    person = User.objects.create_user(WHO, "Ina")
    inspection.members.create(person=person, role=Role.INSPECTOR, inspectorate="ofsted")
    return Invitation.objects.create(inspection=inspection, person=person, by=lead)


def test_an_invitation_is_used_and_its_link_works_no_more(provider: Provider, invited: Invitation) -> None:
    assert is_in(come(provider))
    invited.refresh_from_db()
    assert invited.used_at is not None and User.objects.get(email=WHO).taken_up
    assert {"invitation_accepted", "signed_in"} <= {one.action for one in Entry.objects.all()}


@pytest.mark.parametrize("over", [{"withdrawn_at": LONG_AGO}, {"expires_at": LONG_AGO}])
def test_an_invitation_that_is_over_lets_nobody_in(
    provider: Provider, invited: Invitation, over: dict[str, Any]
) -> None:
    Invitation.objects.update(**over)
    assert "is over" in refused(come(provider))
    assert not SocialAccount.objects.exists()


# --- the same address is not the same person -----------------------------------------------------------


def test_an_address_that_passed_to_somebody_else_opens_nothing(provider: Provider, person: User) -> None:
    come(provider)
    SocialAccount.objects.update(uid="somebody-else")
    assert "before you are taken for somebody else" in refused(come(provider))


def test_who_has_another_address_now_is_not_let_in(provider: Provider, person: User) -> None:
    come(provider)
    provider.knows(email="new@council.example", email_verified=True)
    assert "before you are taken for somebody else" in refused(come(provider))


def test_a_second_organisation_does_not_speak_for_somebody(provider: Provider, person: User) -> None:
    SocialAccount.objects.create(user=person, provider="police", uid="1")
    assert "You sign in with another organisation" in refused(come(provider))


# --- what does not hold ---------------------------------------------------------------------------------

LIES: dict[str, dict[str, Any]] = {
    "issuer": {"iss": "https://evil.example"},
    "audience": {"aud": "another-program"},
    "audiences": {"aud": ["conspectus", "another-program"], "azp": "another-program"},
    "nonce": {"nonce": "of another sign-in"},
    "expired": {"exp": 1_000_000_000},
    "from the future": {"nbf": 9_999_999_999},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_lets_nobody_in(provider: Provider, person: User, lie: str) -> None:
    provider.lies = LIES[lie]
    assert "does not hold" in refused(come(provider))


@pytest.mark.parametrize("dropped", ["iss", "aud", "nonce", "exp", "sub", "iat"])
def test_a_token_that_lacks_something_lets_nobody_in(provider: Provider, person: User, dropped: str) -> None:
    provider.drops = {dropped}
    assert "does not hold" in refused(come(provider))


def test_a_token_that_another_signed_lets_nobody_in(provider: Provider, person: User) -> None:
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert "does not hold" in refused(come(provider))


def test_a_token_that_was_given_before_lets_nobody_in(provider: Provider, person: User) -> None:
    assert is_in(come(provider))
    provider.replays = provider.given[-1]
    assert "does not hold" in refused(come(provider))


def test_the_way_back_can_be_gone_once_and_in_one_browser(provider: Provider, person: User) -> None:
    browser = Client()
    back = provider.agrees(browser.post(BUTTON)["Location"])
    assert "not begun in this browser" in refused(Client().get(back))  # type: ignore[arg-type]
    assert browser.get(back).status_code == 302
    browser.post("/account/sign-out/")
    assert "was used already" in refused(browser.get(back))  # type: ignore[arg-type]


def test_a_provider_that_calls_itself_otherwise_is_not_asked(provider: Provider, person: User) -> None:
    provider.calls_itself = "https://evil.example"
    answer = Client().post(BUTTON)
    assert answer.status_code == 403 and "does not answer as it should" in answer.content.decode()


def test_a_provider_that_is_away_keeps_nobody_from_the_page(
    provider: Provider, settings: Settings, tmp_path: Path
) -> None:
    provider_at, provider.issuer = provider.issuer, "http://127.0.0.1:9"
    set_up(provider, settings, tmp_path)
    provider.issuer = provider_at
    assert Client().get("/account/sign-in/").status_code == 200
    assert Client().post(BUTTON).status_code == 403


def test_who_says_no_there_is_told_so(provider: Provider, person: User) -> None:
    browser = Client()
    state = browser.post(BUTTON)["Location"].rpartition("state=")[2].partition("&")[0]
    answer = browser.get(f"{BUTTON}back/?error=access_denied&state={state}")
    assert "did not sign you in" in refused(answer)  # type: ignore[arg-type]


# --- a second factor ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trusted", "amr", "asked"),
    [
        (True, ["pwd", "mfa"], False),
        (True, ["pwd"], True),
        (True, "mfa", True),
        (False, ["pwd", "mfa"], True),
    ],
)
def test_the_word_on_a_second_factor_counts_where_it_is_trusted_alone(
    provider: Provider,
    person: User,
    settings: Settings,
    tmp_path: Path,
    trusted: bool,
    amr: object,
    asked: bool,
) -> None:
    settings.DEMO = False
    set_up(provider, settings, tmp_path, trust_mfa=trusted)
    provider.knows(email=WHO, email_verified=True, amr=amr)
    browser = Client()
    assert is_in(come(provider, browser))
    assert (browser.get("/").status_code == 302) is asked  # led to where one is set up
    totp.TOTP.activate(person, totp.generate_totp_secret())
    browser = Client()
    assert is_in(come(provider, browser)) is not asked
    assert Authenticator.objects.filter(user=person).exists()


def test_the_word_is_for_that_person_alone(
    provider: Provider, person: User, settings: Settings, tmp_path: Path
) -> None:
    settings.DEMO = False
    set_up(provider, settings, tmp_path, trust_mfa=True)
    provider.knows(email=WHO, email_verified=True, amr=["mfa"])
    other = User.objects.create_user("other@council.example", "Otto", "four quiet green words")
    totp.TOTP.activate(other, totp.generate_totp_secret())
    browser = Client()
    assert is_in(come(provider, browser))
    browser.post("/account/sign-out/")
    answer = browser.post("/account/sign-in/", {"login": other.email, "password": "four quiet green words"})
    assert "second-factor" in answer["Location"] and "_auth_user_id" not in browser.session


# --- the file -------------------------------------------------------------------------------------------

GOOD = """
[[provider]]
id = "council"
name = "the council"
issuer = "https://login.council.example"
client_id = "conspectus"
client_secret_file = "secret"
trust_mfa = true

[[provider]]
id = "police"
name = "the police"
issuer = "https://login.police.example"
client_id = "conspectus"
client_secret_file = "secret"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "oidc.toml").write_text(text)
        (tmp_path / "secret").write_text("a secret\n")
        monkeypatch.setenv("CONSPECTUS_OIDC", str(tmp_path / "oidc.toml"))
        return tmp_path

    return write


def test_several_providers_are_read_with_their_secrets(file: Callable[[str], Path]) -> None:
    folder = file(GOOD)
    council, police = organisations.providers()
    assert council.trust_mfa and not police.trust_mfa and police.client_secret_file == folder / "secret"
    apps = organisations.as_the_library_has_them([council, police])["organisation"]["APPS"]
    assert [one["secret"] for one in apps] == ["a secret", "a secret"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD.replace("trust_mfa", "trust_me"), "trust_me"),
        (GOOD.replace('id = "police"', 'id = "council"'), "the same id"),
        (GOOD.replace("https://login.police", "http://login.police"), "begins with https://"),
        (GOOD.replace('id = "police"', 'id = "Po lice/"'), "provider.1.id"),
        ("[[provider]\n", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    file: Callable[[str], Path], wrong: str, told: str
) -> None:
    file(wrong)
    with pytest.raises(ConspectusError) as found:
        organisations.providers()
    assert told in str(found.value) and "oidc.toml" in found.value.where


def test_a_secret_that_is_not_there_is_told(file: Callable[[str], Path]) -> None:
    (file(GOOD) / "secret").unlink()
    with pytest.raises(ConspectusError, match="the secret of the council cannot be read"):
        organisations.as_the_library_has_them(organisations.providers())


def test_no_file_is_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONSPECTUS_OIDC", raising=False)
    assert organisations.providers() == ()
