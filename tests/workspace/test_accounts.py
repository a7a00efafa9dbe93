"""Accounts hold against guessing, and nobody outside can shut anybody out."""

import time
from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from conspectus.workspace.accounts.models import User
from conspectus.workspace.config import serving
from conspectus.workspace.config.demonstration import PASSWORD

pytestmark = pytest.mark.django_db
WHO = "observer@example.org"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def attempt(password: str, *, place: str = HOME, who: str = WHO) -> HttpResponse:
    """Sign in from an address, in a browser of its own."""
    answer = Client(REMOTE_ADDR=place).post("/account/sign-in/", {"login": who, "password": password})
    assert isinstance(answer, HttpResponse)
    return answer


def let_in(password: str = PASSWORD, *, place: str = HOME) -> bool:
    return attempt(password, place=place).status_code == 302


@pytest.mark.parametrize(
    "password",
    ["password1234567", "aaaaaaaaaaaaaaaaaa", "qwertyuiopasdfgh", "Conspectus2026!"],
)
def test_a_long_password_that_is_soon_guessed_is_refused(
    password: str, person: Callable[[str], User]
) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, person("observer"))


@pytest.mark.parametrize(
    "password", ["four quiet green words", PASSWORD, "korrekt Pferd Batterie", "kettle Ümlaut harbour 81"]
)
def test_three_random_words_are_taken(password: str, person: Callable[[str], User]) -> None:
    validate_password(password, person("observer"))


def test_a_very_long_password_is_judged_at_once(person: Callable[[str], User]) -> None:
    began = time.perf_counter()
    validate_password("four quiet green words " * 4000, person("observer"))
    assert time.perf_counter() - began < 2


def test_createsuperuser_obeys_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(password: str) -> None:
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
        call_command("createsuperuser", interactive=False, email="runs@example.org", name="Rune", verbosity=0)

    with pytest.raises(CommandError, match="soon be guessed"):
        made("password1234567")
    assert not User.objects.filter(email="runs@example.org").exists()
    made("four quiet green words")
    assert User.objects.get(email="runs@example.org").is_staff


def test_a_stranger_elsewhere_shuts_nobody_out(db: None) -> None:
    for _ in range(12):
        assert not let_in("wrong wrong wrong", place=ELSEWHERE)
    assert "Too many wrong passwords" in attempt(PASSWORD, place=ELSEWHERE).content.decode()
    assert let_in(place=HOME)


def test_each_wrong_password_after_the_fifth_makes_wait_twice_as_long(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(5):
        assert not let_in("wrong wrong wrong")
    for minutes in (1, 2, 4, 8):
        assert f"Try again in {minutes} minute" in attempt(PASSWORD).content.decode()
        clock.shift(minutes * 60 - 1)
        assert not let_in()  # even the right one, a second too early, which is not counted
        clock.shift(2)
        assert not let_in("wrong wrong wrong")
    clock.shift(16 * 60 + 1)
    assert let_in()
    assert not let_in("wrong wrong wrong") and let_in()  # forgotten with the right one


def test_nobody_waits_longer_than_an_hour(clock: time_machine.Traveller) -> None:
    for _ in range(14):
        attempt("wrong wrong wrong")
        clock.shift(3601)
    assert let_in()


def test_who_has_no_account_is_told_the_same(db: None) -> None:
    for _ in range(5):
        attempt("wrong wrong wrong", who="nobody@example.org")
    assert "Try again in 1 minute." in attempt("wrong", who="nobody@example.org").content.decode()


def test_one_address_that_tries_many_accounts_waits(db: None) -> None:
    for number in range(20):
        attempt("wrong wrong wrong", who=f"somebody{number}@example.org")
    assert "Too many failed login attempts" in attempt(PASSWORD).content.decode()
    assert let_in(place=ELSEWHERE)


def code(secret: str) -> str:
    now = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, now)))


def test_the_code_of_the_set_up_lets_nobody_in_once_more(
    clock: time_machine.Traveller, person: Callable[[str], User]
) -> None:
    browser = Client(REMOTE_ADDR=HOME)
    assert browser.post("/account/sign-in/", {"login": WHO, "password": PASSWORD}).status_code == 302
    assert browser.post("/account/again/", {"password": PASSWORD}).status_code == 302
    shown = browser.get("/account/second-factor/totp/activate/")
    assert shown.status_code == 200, shown.headers
    secret = browser.session[totp.SECRET_SESSION_KEY]
    first = code(secret)
    assert browser.post("/account/second-factor/totp/activate/", {"code": first}).status_code == 302
    assert Authenticator.objects.filter(user=person("observer"), type="totp").exists()
    thief = Client(REMOTE_ADDR=ELSEWHERE)
    thief.post("/account/sign-in/", {"login": WHO, "password": PASSWORD})
    thief.post("/account/second-factor/authenticate/", {"code": first})
    assert "_auth_user_id" not in thief.session
    clock.shift(31)
    thief.post("/account/second-factor/authenticate/", {"code": code(secret)})
    assert "_auth_user_id" in thief.session


def test_where_no_mail_server_is_set_no_link_is_promised(settings: Settings) -> None:
    settings.MAILED = False
    for answer in (
        Client().get("/account/password/reset/"),
        Client().post("/account/password/reset/", {"email": WHO}),
    ):
        text = answer.content.decode()
        assert "No e-mail can be sent from here" in text and "changepassword" in text
    settings.MAILED = True
    assert Client().post("/account/password/reset/", {"email": WHO}).headers["Location"].endswith("done/")


class ReachedError(Exception):
    """Serving would begin here."""


@pytest.mark.parametrize(
    ("host", "https", "warned"),
    [("0.0.0.0", False, True), ("192.0.2.1", False, True), ("::", False, True), ("0.0.0.0", True, False),
     ("127.0.0.1", False, False), ("localhost", False, False), ("::1", False, False)],
)  # fmt: skip
def test_serving_other_machines_without_https_is_warned_of(
    host: str, https: bool, warned: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def begins(*of: object) -> None:
        raise ReachedError

    settings.HTTPS = https
    monkeypatch.setattr(serving, "_must_be_free", lambda host, port: None)
    monkeypatch.setattr(serving, "prepare", begins)
    with pytest.raises(ReachedError):
        serving.run(host=host, port=8000)
    assert ("without https" in capsys.readouterr().err) is warned
