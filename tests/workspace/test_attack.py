"""Every address of the workspace, asked wrongly: by everybody, with others' numbers, huge numbers and wrong methods."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import READING
from conspectus.workspace.inspections.actions import Appointment, Subject, add_person, set_up
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.roles import Role
from tests.workspace.conftest import a_child
from tests.workspace.letters.making import POLICE

pytestmark = pytest.mark.django_db
HUGE = 99999999999999999999  # longer than any number that an address takes
STANDS_FOR = 987654321012345678  # it, while an address is made
ASKING = ("lead", "police contact", "observer", "stranger", "nobody")


class Address(NamedTuple):
    """One address: its name, what it takes, and which of that are words."""

    name: str
    takes: tuple[str, ...]
    words: tuple[str, ...]


def _addresses(found: list[URLPattern | URLResolver], within: str = "") -> Iterator[Address]:
    for one in found:
        if isinstance(one, URLPattern):
            takes = one.pattern.converters
            words = [name for name, how in takes.items() if isinstance(how.to_python("1"), str)]
            yield Address(f"{within}{one.name}", tuple(takes), tuple(words))
        elif "account" not in str(one.pattern):  # the sign-in library's
            for below in _addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else within):
                yield Address(below.name, (*one.pattern.converters, *below.takes), below.words)


ADDRESSES = sorted(set(_addresses(get_resolver().url_patterns)))


def place(one: Address, inspection: int, number: int, child: str) -> str:
    """The address filled in: with words that mean something in the made-up inspection."""
    known: dict[str, Any] = {
        "child": child, "agency": "police", "criterion": "p1", "statement": POLICE, "inspectorate": "hmicfrs",
        "name": "letter.json", "sha256": "0" * 64,
    }  # fmt: skip
    numbers = {"inspection": inspection, "number": number}
    given = {
        take: known.get(take, "wrong") if take in one.words else min(numbers.get(take, number), STANDS_FOR)
        for take in one.takes
    }
    return reverse(one.name, kwargs=given).replace(str(STANDS_FOR), str(HUGE))


def _done(inspection: Inspection) -> int:
    return Entry.objects.filter(inspection=inspection.pk).exclude(action__in=READING).count()


def _ask(client: Client, method: str, to: str) -> HttpResponse:
    return getattr(client, method)(to)  # type: ignore[no-any-return]


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("number", [1, HUGE])
def test_nothing_breaks_and_strangers_find_nothing(
    who: str, number: int, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client, child, tried = signed_in(who), a_child(inspection), 0
    client.raise_request_exception = False
    # What takes no number is asked with the first alone: it would be the same request again.
    for one in (one for one in ADDRESSES if number == 1 or "number" in one.takes):
        for method in ("get", "post", "put", "delete"):
            for which in (
                (inspection.pk, HUGE) if number == 1 and "inspection" in one.takes else (inspection.pk,)
            ):
                to = place(one, which, number, child)
                status = _ask(client, method, to).status_code
                tried += 1
                assert status < 500, (method, to)
                if who == "stranger" and "inspection" in one.takes and "public" not in one.name:
                    assert status in (401, 404, 405), (method, to)
                if which == HUGE and who != "nobody":
                    assert status in (401, 404, 405), (method, to)
    assert tried > (400 if number == 1 else 150)


OTHERS: tuple[Callable[[Inspection], Model | None], ...] = (
    lambda one: one.returns.first(), lambda one: one.builds.first(), lambda one: one.evidence.first(),
    lambda one: one.notes.first(), lambda one: one.link_questions.first(), lambda one: one.tracked.first(),
    lambda one: one.concerns.first(), lambda one: one.members.first(),
)  # fmt: skip


@pytest.mark.database
def test_whoever_leads_one_inspection_reaches_nothing_of_another_by_its_numbers(
    raised: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    own = set_up(
        subject=Subject(
            title="Another", area="Elsewhere", framework="whole-system", theme="cse", nation=Nation.ENGLAND
        ),
        inspectorate="ofsted",
        by=person("lead"),
    )
    add_person(
        inspection=own,
        email="stranger@example.org",
        name="",
        given=Appointment(role=Role.LEAD),
        by=person("lead"),
    )
    client, child, before, tried = signed_in("stranger"), a_child(raised), _done(raised), 0
    mine = {member.pk for member in own.members.all()}
    numbers = {found.pk for look in OTHERS if (found := look(raised)) is not None} - mine
    assert len(numbers) >= 2
    for one in (one for one in ADDRESSES if {"inspection", "number"} <= set(one.takes)):
        for number in numbers:
            for method in ("get", "post"):
                to = place(one, own.pk, number, child)
                answer = _ask(client, method, to)
                tried += 1
                assert answer.status_code in (302, 401, 403, 404, 405), (method, to)
    for one in (one for one in ADDRESSES if {"inspection", "child"} <= set(one.takes)):
        for method in ("get", "post"):
            answer = _ask(client, method, place(one, own.pk, 1, child))
            assert answer.status_code in (302, 401, 403, 404, 405), one
    assert _done(raised) == before
    assert tried > 50


@pytest.mark.parametrize("who", ["police contact", "observer", "inspector"])
def test_a_part_that_was_taken_away_opens_and_changes_nothing(
    who: str, inspection: Inspection, signed_in: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    client, child, before = signed_in(who), a_child(inspection), _done(inspection)
    inspection.members.filter(person=person(who)).delete()
    for one in (one for one in ADDRESSES if "inspection" in one.takes and "public" not in one.name):
        for method in ("get", "post"):
            to = place(one, inspection.pk, 1, child)
            assert _ask(client, method, to).status_code in (401, 404, 405), (method, to)
    assert _done(inspection) == before


def test_no_form_is_taken_without_this_browsers_token(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    client, child, before = Client(enforce_csrf_checks=True), a_child(inspection), _done(inspection)
    client.force_login(person("lead"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for one in (one for one in ADDRESSES if "inspection" in one.takes and not one.name.startswith("api:")):
        answer = _ask(client, "post", place(one, inspection.pk, 1, child))
        assert answer.status_code in (403, 404, 405), one
    assert _done(inspection) == before


# What a form that is sent twice records once: its address, what is filled in, and where that lies.
TWICE: dict[str, tuple[str, str, dict[str, object], Callable[[Inspection], QuerySet[Any]]]] = {
    "a child at risk": (
        "inspector", "children/{child}/at-risk/",
        {"agency": "police", "says": "Alone with him.", "anyway": "on"}, lambda one: one.concerns.all(),
    ),
    "evidence": (
        "inspector", "evidence/new/",
        {"seen": "Nobody asks.", "agency": "police", "bearing": "against", "criteria": ["p1"], "kind": "interview"},
        lambda one: one.evidence.all(),
    ),
    "a note": ("inspector", "notes/new/", {"kind": "interview", "title": "Sergeant"}, lambda one: one.notes.all()),
    "a dissent": (
        "inspector", "ratings/p1/police/dissent/", {"level": "good", "rationale": "I saw better."},
        lambda one: one.dissents.all(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TWICE)
def test_a_form_sent_twice_records_one_thing(
    what: str, inspection: Inspection, signed_in: Callable[[str], Client], clock: time_machine.Traveller
) -> None:
    who, to, given, kept = TWICE[what]
    client, before, done = signed_in(who), kept(inspection).count(), _done(inspection)
    address = f"/inspections/{inspection.pk}/{to.format(child=a_child(inspection))}"
    for _ in range(2):
        assert client.post(address, given).status_code == 302
        clock.shift(timedelta(seconds=20))
    assert (kept(inspection).count(), _done(inspection)) == (before + 1, done + 1)
    clock.shift(timedelta(hours=1))  # the same again is said for a reason
    signed_in(who).post(address, given)  # the session before has ended
    assert kept(inspection).count() == before + 2


def test_what_was_done_for_a_child_is_recorded_once(
    raised: Inspection, signed_in: Callable[[str], Client]
) -> None:
    concern = raised.concerns.get()
    for _ in range(2):
        signed_in("lead").post(
            f"/inspections/{raised.pk}/concerns/{concern.pk}/done/", {"says": "A unit is there."}
        )
    assert concern.steps.count() == 1
