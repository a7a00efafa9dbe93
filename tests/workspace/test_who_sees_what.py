"""Every address, for everybody: what each is answered stands in one table."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from conspectus.workspace.inspections.models import Inspection
from tests.workspace.conftest import PEOPLE, a_child

EVERYBODY = ("nobody", *PEOPLE)
INSPECTING = ("lead", "inspector", "moderator", "analyst")
CONTACTS = ("police contact", "council contact")
MEMBERS = (*INSPECTING, *CONTACTS, "observer")

# For each page: who gets it (200, or for what only changes something the given answer); members without the right
# get 403, strangers 404, nobody is led to the sign-in.
GET = {
    "inspection": MEMBERS,
    "handling": ("lead",),
    "people": ("lead",),
    "returns": (*INSPECTING, *CONTACTS),
    "builds": ("lead", "analyst"),
    "picture": (*INSPECTING, "observer"),
    "children": INSPECTING,
    "child": INSPECTING,
    "concern": INSPECTING,
    "evidence": INSPECTING,
    "new_evidence": INSPECTING,
    "piece": INSPECTING,
    "ratings": INSPECTING,
    "cell": INSPECTING,
    "judgment": ("lead", "inspector", "moderator"),
    "log": ("lead", "moderator"),
    "export": ("lead", "moderator"),
}
# Answered 405 to whoever asks by GET: they only change something.
POST_ONLY = {
    "move", "remove", "invite", "withdraw", "shut_out", "let_in", "build", "acknowledge", "finish", "dissent",
}  # fmt: skip
# What only changes something, and who may.
CHANGES = {"move": ("lead",), "build": ("lead", "analyst"), "invite": ("lead",), "withdraw": ("lead",)}
# Pages that are told apart by agency have a table of their own, below.
BY_AGENCY = {"send", "return"}
OPEN = {"home", "new", "pictures_css", "everybody", "invitation"}


def address(name: str, inspection: Inspection) -> str:
    child = a_child(inspection)
    one = f"/inspections/{inspection.pk}/"
    return {
        "inspection": one, "handling": f"{one}handling/", "people": f"{one}people/", "returns": f"{one}returns/",
        "builds": f"{one}casebook/", "picture": f"{one}picture/", "children": f"{one}children/",
        "child": f"{one}children/{child}/", "concern": f"{one}children/{child}/at-risk/",
        "log": f"{one}log/", "export": f"{one}log/export/", "move": f"{one}move/", "remove": f"{one}people/1/remove/",
        "evidence": f"{one}evidence/", "new_evidence": f"{one}evidence/new/",
        "piece": f"{one}evidence/{inspection.evidence.all()[0].pk}/", "ratings": f"{one}ratings/",
        "cell": f"{one}ratings/p1/police/", "judgment": f"{one}judgment/", "finish": f"{one}ratings/finish/",
        "dissent": f"{one}ratings/p1/police/dissent/", "build": f"{one}casebook/build/",
        "acknowledge": f"{one}concerns/1/acknowledge/", "invite": f"{one}people/1/invite/",
        "withdraw": f"{one}people/1/withdraw/", "shut_out": "/everybody/1/shut-out/", "let_in": "/everybody/1/let-in/",
    }[name]  # fmt: skip


def expected(name: str, who: str) -> int:
    if who == "nobody":
        return 302
    if who == "stranger":
        return 404
    return 200 if who in GET[name] else 403


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", GET)
def test_page(name: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in(who).get(address(name, inspection))
    assert answer.status_code == expected(name, who)


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_what_changes_something_is_not_asked_by_get(
    name: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert signed_in("lead").get(address(name, inspection)).status_code == 405


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", CHANGES)
def test_who_may_change(
    name: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    may = CHANGES[name]
    status = signed_in(who).post(address(name, inspection), {"to": "no_such_stage"}).status_code
    assert status == (302 if who in (*may, "nobody") else 404 if who == "stranger" else 403)


@pytest.mark.parametrize(
    ("who", "agency", "status"),
    [
        ("police contact", "police", 200), ("police contact", "council", 404), ("council contact", "police", 404),
        ("lead", "police", 200), ("analyst", "health", 200), ("inspector", "police", 403), ("observer", "police", 403),
        ("stranger", "police", 404), ("lead", "no-such-agency", 404),
    ],
)  # fmt: skip
def test_a_contact_sends_and_sees_its_own_return_alone(
    who: str, agency: str, status: int, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(who)
    assert client.get(f"/inspections/{inspection.pk}/returns/send/{agency}/").status_code == status
    if who.endswith("contact"):
        sent = inspection.returns.get(agency=agency)
        assert client.get(f"/inspections/{inspection.pk}/returns/{sent.pk}/").status_code == status


def test_no_address_is_left_out_of_the_tables() -> None:
    names = {pattern.name for pattern in _ours(get_resolver().url_patterns)}
    assert names == {*GET, *POST_ONLY, *BY_AGENCY, *OPEN}


def _ours(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(pattern)
        elif "account" not in str(pattern.pattern):  # the sign-in library's, tested by itself
            found += _ours(pattern.url_patterns)
    return found


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("inspector", 403), ("stranger", 403), ("nobody", 302)]
)
def test_setting_up_is_for_those_who_may(who: str, status: int, signed_in: Callable[[str], Client]) -> None:
    assert signed_in(who).get("/inspections/new/").status_code == status
    assert signed_in(who).get("/everybody/").status_code == status
    if who != "lead":  # who would shut somebody out
        assert signed_in(who).post("/everybody/1/shut-out/").status_code == status
        assert signed_in(who).post("/everybody/1/let-in/").status_code == status


def test_a_stranger_sees_no_inspection_on_the_first_page(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert inspection.title.encode() in signed_in("observer").get("/").content
    assert inspection.title.encode() not in signed_in("stranger").get("/").content
