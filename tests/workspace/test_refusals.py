"""Whatever is refused or fails is said on a page with its reason and the way on, and loses nothing."""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from conspectus.errors import is_full
from conspectus.workspace.accounts.middleware import NOTED_EVERY
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import jobs, sealed
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn
from tests.workspace.conftest import PEOPLE

pytestmark = pytest.mark.django_db
TOO_LONG = "99999999999999999999"  # more than any database's number holds
SECRET = "The reason is for the server alone"


def sentences(client: Client, address: str, status: int) -> str:
    """What a styled page with a way on says, having answered as it should."""
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert "govuk-heading-l" in text and "Where to go from here" in text and 'class="c-header"' in text
    return text


def given(sender: str, files: Iterable[tuple[str, bytes]]) -> dict[str, object]:
    """The form of a return, filled in."""
    return {
        "sent": [SimpleUploadedFile(name, content) for name, content in files], "sender": sender,
        "first": "1 4 2025", "last": "31 3 2026", "extracted": "14 4 2026", "schema": "events-1",
        "scope": "place_of_event",
    }  # fmt: skip


def send(client: Client, inspection: Inspection, *files: tuple[str, bytes]) -> tuple[int, str]:
    answer = client.post(f"/inspections/{inspection.pk}/returns/send/police/", given("full-police", files))
    assert not SentReturn.objects.filter(sender="full-police").exists()
    assert not list((inspection.folder / "returns").glob("*full-police*"))
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("observer", 403), ("stranger", 404)])
def test_a_page_that_says_no_looks_once_for_the_part_of_whoever_asks(
    who: str, status: int, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    with CaptureQueriesContext(connection) as asked:
        sentences(signed_in(who), f"/inspections/{inspection.pk}/children/", status)
    assert sum('FROM "inspections_member"' in query["sql"] for query in asked) == 1


def test_who_takes_part_is_told_for_whom_a_page_is(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    text = sentences(signed_in("observer"), f"/inspections/{inspection.pk}/children/", 403)
    assert "This is for: lead inspector, inspector, moderator and analyst; your part is observer." in text
    assert f'href="/inspections/{inspection.pk}/"' in text


def test_a_contact_is_told_that_it_is_another_agencys(
    inspection: Inspection, signed_in: Callable[[str], Client], by_token: Callable[[str], Client]
) -> None:
    one = f"/inspections/{inspection.pk}/returns/{inspection.returns.get(agency='health').pk}"
    assert "you take part for Police" in sentences(signed_in("police contact"), f"{one}/", 403)
    program = by_token("police contact").get(f"/api/v1{one}")
    assert (program.status_code, "you take part for Police" in program.json()["detail"]) == (403, True)


@pytest.mark.parametrize("who", PEOPLE)
def test_strangers_and_members_are_told_of_no_page_in_the_same_words(
    who: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert "no such page here" in sentences(signed_in(who), "/inspections/987654/", 404)
    told = sentences(signed_in("stranger"), f"/inspections/{inspection.pk}/", 404)
    assert inspection.title not in told and f'href="/inspections/{inspection.pk}/"' not in told


def test_nobody_is_shown_where_to_sign_in(db: None) -> None:
    assert 'href="/account/sign-in/"' in sentences(Client(), "/no/such/page/", 404)


def test_before_a_casebook_there_is_none_to_read_and_that_is_said(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    Build.objects.update(state=Build.State.FAILED)
    assert "No casebook has been built yet" in sentences(
        signed_in("lead"), f"/inspections/{inspection.pk}/children/", 404
    )


def test_an_address_that_only_changes_something_says_so(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, address = signed_in("lead"), f"/inspections/{inspection.pk}/move/"
    assert "press the button once more" in sentences(client, address, 405)
    assert client.get(address).headers["Allow"] == "POST"


def test_a_form_without_this_browsers_token_says_so(person: Callable[[str], User]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/sign-in/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Open this page again" in answer.content.decode() and "govuk-heading-l" in answer.content.decode()


def test_what_was_not_understood_is_a_page_too(db: None) -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example.org"})
    assert (answer.status_code, "not understood" in answer.content.decode()) == (400, True)


def test_a_session_that_a_full_disk_cannot_keep_is_no_fault_of_what_was_sent(
    signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django's sessions say of whatever the database says that the session was deleted meanwhile."""
    client = signed_in("lead")
    client.raise_request_exception = False
    kept = client.session
    kept["seen"] = time.time() - NOTED_EVERY - 1  # that it is used is noted again
    kept.save()

    def no_room(session: Session, **options: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Session, "save", no_room)
    assert "The disk is full" in sentences(client, "/", 507)


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (RuntimeError(SECRET), 500, "Something went wrong"),
        (OSError(errno.ENOSPC, SECRET), 507, "The disk is full"),
        (OperationalError("database or disk is full"), 507, "The disk is full"),
    ],
    ids=["unforeseen", "disk", "database"],
)
def test_what_fails_says_so_on_a_page_and_gives_nothing_away(
    error: Exception,
    status: int,
    says: str,
    signed_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(parts: object) -> None:
        raise error

    monkeypatch.setattr("conspectus.workspace.inspections.views.home.open_concerns", fails)
    client = signed_in("lead")
    client.raise_request_exception = False
    text = sentences(client, "/", status)
    assert says in text and SECRET not in text


@pytest.mark.database
@pytest.mark.parametrize(
    "address",
    ["/inspections/{}/", "/inspections/{}/returns/", "/letters/{}/", "/inspections/{one}/evidence/{}/",
     "/inspections/{one}/links/{}/", "/inspections/{one}/returns/{}/", "/inspections/{one}/notes/{}/"],
)  # fmt: skip
def test_a_number_longer_than_any_is_an_address_that_is_not_there(
    address: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    for number in (TOO_LONG, "9" * 18):
        sentences(signed_in("lead"), address.format(number, one=inspection.pk), 404)


def patterns(within: URLResolver) -> Iterable[URLPattern]:
    for one in within.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_no_address_takes_a_number_of_any_length() -> None:
    ours = [one for one in patterns(get_resolver()) if not (one.lookup_str or "").startswith("allauth")]
    loose = [str(one.pattern) for one in ours if _takes_any(one)]
    assert len(ours) > 100 and loose == []


def _takes_any(one: URLPattern) -> bool:
    return any(isinstance(converter, IntConverter) for converter in one.pattern.converters.values())


def test_evidence_named_by_a_number_longer_than_any_is_not_there(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    answer = signed_in("lead").post(
        f"/inspections/{inspection.pk}/judgment/depart/",
        {"target": "overall", "level": "inadequate", "reason": "It is so.", "evidence": f"E{TOO_LONG}"},
    )
    assert "There is no evidence seen here named" in answer.content.decode()


def test_a_return_without_a_file_is_not_taken(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    status, text = send(signed_in("police contact"), inspection)
    assert (status, "This field is required" in text) == (200, True)
    _, text = send(signed_in("police contact"), inspection, ("return.toml", b'sender = "full-police"'))
    assert "no file with rows was sent" in text


@pytest.mark.parametrize("again", ["events.csv", "Events.csv"])
def test_two_files_of_one_name_are_refused_by_name(
    again: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    status, text = send(
        signed_in("police contact"), inspection, ("events.csv", b"event_id\n"), (again, b"event_id\n")
    )
    assert (status, "two files of this name were sent" in text) == (200, True)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written cannot be brought to the disk."""

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)


def test_a_full_disk_takes_no_return_says_so_and_keeps_nothing_of_it(
    full_disk: None, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("police contact")
    client.raise_request_exception = False
    status, text = send(client, inspection, ("events.csv", b"event_id\n"))
    assert (status, "Nothing of what you sent was kept" in text) == (507, True)


def test_a_full_disk_takes_no_document_and_says_so(
    full_disk: None, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, piece = signed_in("lead"), inspection.evidence.all()[0]
    client.raise_request_exception = False
    answer = client.post(
        f"/inspections/{inspection.pk}/evidence/{piece.pk}/documents/",
        {"document": SimpleUploadedFile("minutes.txt", b"Minutes.")},
    )
    assert (answer.status_code, "The disk is full" in answer.content.decode()) == (507, True)


def test_what_did_not_fit_takes_up_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that is always full stands where the file would be written first."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "plain.csv").write_bytes(b"event_id\n")
    (tmp_path / ".there-kept.csv").symlink_to("/dev/full")
    with pytest.raises(OSError) as told:
        sealed.seal(tmp_path / "plain.csv", tmp_path / "there" / "kept.csv")
    assert is_full(told.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.csv", "there"]


def test_a_check_on_a_full_disk_ends_in_words(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(kept: Path) -> Iterable[bytes]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sealed, "pieces", no_room)
    sent = inspection.returns.get(agency="police")
    SentReturn.objects.filter(pk=sent.pk).update(state=SentReturn.State.CHECKING)
    jobs.check_return.func(sent.pk)
    sent.refresh_from_db()
    assert sent.state == SentReturn.State.FAILED and "disk" in sent.trouble and "Errno" not in sent.trouble


def test_a_full_database_is_told_however_deep_it_lies() -> None:
    try:
        try:
            raise sqlite3.OperationalError("database or disk is full")
        except sqlite3.OperationalError as error:
            raise OperationalError("it could not be saved") from error
    except OperationalError as error:
        assert is_full(error)
    assert not is_full(OSError(errno.EACCES, "not yours"))
