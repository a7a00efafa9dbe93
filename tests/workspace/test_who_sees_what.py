"""Every address, for everybody: what each is answered stands in one table."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from conspectus import workspace
from conspectus.terms import Agency
from conspectus.workspace.evidence.models import Document
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings.cells import children_of
from tests.library.library_making import joint
from tests.workspace.conftest import PEOPLE, a_child, a_figure, an_entry
from tests.workspace.letters.test_letter_pages import (
    AFTER,
    AFTER_CHANGES,
    FOLLOW_UP,
    LAID,
    PUBLIC,
    SIGNED,
)
from tests.workspace.letters.test_letter_pages import CHANGES as LETTER_CHANGES

EVERYBODY = ("nobody", *PEOPLE)
INSPECTING = ("lead", "inspector", "moderator", "analyst")
CONTACTS = ("police contact", "council contact")
MEMBERS = (*INSPECTING, *CONTACTS, "observer")

# For each page who gets it, before, in and after the stage in which it is worked on: members without the right get 403,
# strangers 404, nobody is led to the sign-in. The reference is written from the same file.
TABLE = tomllib.loads((Path(workspace.__file__).parent / "who_sees.toml").read_text(encoding="utf-8"))["page"]
STAGES = {"before": "set_up", "who": "moderation", "after": "closed"}
OF_PART = {
    "contact": CONTACTS,
    "own contact": (),
}  # whose it is changes with the return: in a test of its own


def _let_in(page: dict[str, Any], when: str) -> tuple[str, ...]:
    return tuple(one for part in page.get(when, page["who"]) for one in OF_PART.get(part, (part,)))


WHEN = {page["name"]: {when: _let_in(page, when) for when in STAGES} for page in TABLE}
OWN = {page["name"] for page in TABLE if "own contact" in page["who"]}
GET = {name: may["who"] for name, may in WHEN.items() if not name.startswith("api:") and name not in OWN}
# Shows restricted rows, and only to the roles that the inspection names; each time is logged.
RESTRICTED = {page["name"] for page in TABLE if page.get("restricted")}
# Answered 405 to whoever asks by GET: they only change something.
POST_ONLY = {
    "move", "remove", "build", "cancel-build", "take_out", "count_in", "acknowledge", "finish", "take_up", "give_leave",
    "confirm", "dissent",
    "add_document", "send_audit",
    "absent_audit", "ask", "answer", "accept", "withdraw", "revoke_token", "answer_link",
    "settle_link", "take_back_link", "take_sample", "risk_step",
    "mark_read", "take_back_comment", "use_comment", "assign_chosen", "track_chosen", "export_children", "find_number",
    "withdraw_destruction", "invite", "withdraw_invitation", "shut_out", "let_in",
}  # fmt: skip
# What only changes something, and who may.
CHANGES = {
    "move": ("lead",),
    "build": ("lead", "analyst"),
    "cancel-build": ("lead", "analyst"),
    "take_out": ("lead", "analyst"),
    "count_in": ("lead", "analyst", "council contact"),  # who sends for the agency
    "invite": ("lead",),
    "withdraw_invitation": ("lead",),
    "mark_read": INSPECTING,
    "find_number": INSPECTING,
    "assign_chosen": ("lead", "analyst"),
    "finish": ("lead", "inspector"),
    "take_up": ("lead", "inspector"),
    "confirm": ("lead", "inspector"),
    "give_leave": ("lead",),
}
# Pages that are told apart by agency have a table of their own, below.
# The columns of a return are in `test_columns`.
BY_AGENCY = {"send", "return", "columns", "mend", "return_template", "audit", "audit_child"}
# A child at immediate risk: for whoever must act, raised it or inspects, in every stage; in `test_at_risk`.
BY_CONCERN = {"risk"}
# Leads on where there is no conflict to look at, or to the next child.
LEADS_ON = {"note_conflict", "read_next"}
# Who chooses children changes with the stage: in their own tests.
CHOOSING = {"add_child", "replace_child"}
# Pages of the library: for whoever is signed in, by a setting for everybody.
LIBRARY = {
    "practice": "/practice/",
    "practice_report": f"/practice/reports/{joint().sha256}/",
    "practice_areas": "/practice/areas/",
    "practice_area": f"/practice/areas/{joint().area_code}/",
    "practice_coverage": "/practice/coverage/",
}
KEPT = {"save_practice", "keep_practice"}
# Each person's own, and to everybody else as if there were none; in `test_kept_searches`.
OF_THEIR_OWN = {"kept_searches", "kept_search", "keep_search", "see_search", "drop_search"}
OPEN = {
    "home",
    "new",
    "pictures_css",
    "help",
    "help_page",
    "help_picture",
    "everybody",
    "invitation",
    "running",
}
# Series have parts of their own, and areas are open to whoever is signed in; in `series/test_series_pages`.
SERIES = {
    "new_series", "series", "series_people", "series_remove", "bring_in", "open_round", "owed", "series_sharing",
    "withdraw_grant", "mark_done", "round", "move_round", "agree", "send_again", "opened_trends", "signal_evidence",
    "areas", "take_in", "area", "trends_css", "declared_changes", "declare_change", "correct_change",
    "take_back_change",
}  # fmt: skip
# Asked by token alone: who is answered 200; another part gets 403, a token of nobody's part 401.
API = {name: may["who"] for name, may in WHEN.items() if name.startswith("api:")}
NONE_YET = {"api:letter", "api:statement_of_action"}
API_OPEN = {"api:openapi-json", "api:api-root"}


# Where each page stands, by what is looked up in the inspection once an address asks for it.
ADDRESSES = {
    "inspection": "{one}", "handling": "{one}handling/", "people": "{one}people/", "returns": "{one}returns/",
    "builds": "{one}casebook/", "picture": "{one}picture/", "children": "{one}children/",
    "obligations": "{one}picture/{figure}/", "child": "{one}children/{child}/",
    "concern": "{one}children/{child}/at-risk/", "activity": "{one}activity/",
    "search": "{one}search/", "log": "{one}log/",
    "export": "{one}log/export/", "move": "{one}move/", "remove": "{one}people/1/remove/",
    "evidence": "{one}evidence/", "new_evidence": "{one}evidence/new/", "ratings": "{one}ratings/",
    "cell": "{one}ratings/p1/police/", "judgment": "{one}judgment/", "finish": "{one}ratings/finish/",
    "confirm": "{one}ratings/confirm/", "take_up": "{one}ratings/finish/undo/",
    "give_leave": "{one}ratings/p1/police/leave/", "dissent": "{one}ratings/p1/police/dissent/",
    "build": "{one}casebook/build/", "cancel-build": "{one}casebook/build/{build}/cancel/",
    "count_in": "{one}returns/{council}/another/", "take_out": "{one}returns/{sent}/take-out/",
    "acknowledge": "{one}concerns/1/acknowledge/", "risk_step": "{one}concerns/1/done/",
    "audits": "{one}audits/", "moderation": "{one}moderation/", "ask": "{one}moderation/p1/police/ask/",
    "answer": "{one}moderation/p1/police/answer/", "accept": "{one}moderation/p1/police/accept/",
    "depart": "{one}judgment/depart/", "departures": "{one}judgment/departures/",
    "withdraw": "{one}judgment/departures/1/withdraw/", "send_audit": "{one}audits/police/send/",
    "absent_audit": "{one}audits/police/absent/", "destruction": "{one}destruction/",
    "withdraw_destruction": "{one}destruction/withdraw/", "tokens": "{one}tokens/",
    "revoke_token": "{one}tokens/1/revoke/", "cell_history": "{one}ratings/p1/police/history/",
    "invite": "{one}people/1/invite/", "withdraw_invitation": "{one}people/1/withdraw/",
    "shut_out": "/everybody/1/shut-out/", "let_in": "/everybody/1/let-in/",
    "comment_entry": "{one}reading/{entry[0]}/comment/?entry={entry[1]}",
    "read_next": "{one}reading/", "mark_read": "{one}reading/{child}/mark/",
    "assign_chosen": "{one}reading/assign/", "track_chosen": "{one}reading/track/",
    "export_children": "{one}reading/export/", "find_number": "{one}reading/number/",
    "take_back_comment": "{one}reading/comments/1/take-back/",
    "use_comment": "{one}evidence/from-comment/1/",
    "tracked": "{one}tracked/", "take_sample": "{one}tracked/take/", "links": "{one}links/",
    "link": "{one}links/{link}/", "answer_link": "{one}links/{link}/answer/",
    "settle_link": "{one}links/{link}/settle/", "take_back_link": "{one}links/{link}/take-back/",
    "piece": "{one}evidence/{piece}/", "correct": "{one}evidence/{piece}/correct/",
    "piece_history": "{one}evidence/{piece}/history/", "add_document": "{one}evidence/{piece}/documents/",
    "document": "{one}documents/{document}/", "notes": "{one}notes/", "new_note": "{one}notes/new/",
    "note": "{one}notes/{note}/", "note_conflict": "{one}notes/{note}/both/",
    "note_history": "{one}notes/{note}/history/",
}  # fmt: skip
FOUND: dict[str, Callable[[Inspection], object]] = {
    "one": lambda inspection: f"/inspections/{inspection.pk}/",
    "api": lambda inspection: f"/api/v1/inspections/{inspection.pk}",
    "child": a_child,
    "figure": a_figure,
    "entry": an_entry,
    "build": lambda inspection: inspection.builds.all()[0].pk,
    "council": lambda inspection: inspection.returns.get(agency="council").pk,
    "health": lambda inspection: inspection.returns.get(agency="health").pk,
    "sent": lambda inspection: inspection.returns.all()[0].pk,
    "link": lambda inspection: inspection.link_questions.all()[0].pk,
    "piece": lambda inspection: inspection.evidence.all()[0].pk,
    "document": lambda inspection: Document.objects.filter(evidence__inspection=inspection)[0].pk,
    "note": lambda inspection: inspection.notes.all()[0].pk,
}


class Found(dict[str, object]):
    """What stands in addresses of an inspection, each looked up when it is asked for."""

    def __init__(self, inspection: Inspection) -> None:
        super().__init__()
        self.inspection = inspection

    def __missing__(self, name: str) -> object:
        return FOUND[name](self.inspection)


def address(name: str, inspection: Inspection) -> str:
    return ADDRESSES[name].format_map(Found(inspection))


def expected(name: str, who: str, when: str = "who") -> int:
    if who == "nobody":
        return 302
    if who == "stranger":
        return 404
    return 200 if who in WHEN[name][when] else 403


@pytest.mark.database
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", GET)
def test_page(name: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]) -> None:
    client, page = signed_in(who), address(name, inspection)
    found = {}
    for when, stage in STAGES.items():
        Inspection.objects.update(stage=stage)
        found[when] = client.get(page).status_code
    assert found == {when: expected(name, who, when) for when in STAGES}


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_what_changes_something_is_not_asked_by_get(
    name: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert signed_in("lead").get(address(name, inspection)).status_code == 405


@pytest.mark.database
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
        ("police contact", "police", 200), ("police contact", "council", 403), ("council contact", "police", 403),
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


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", sorted(LEADS_ON))
def test_what_leads_on_leads_on_those_alone_who_may(
    name: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    status = signed_in(who).get(address(name, inspection)).status_code
    assert status == (302 if who in (*INSPECTING, "nobody") else 404 if who == "stranger" else 403)


@pytest.mark.database
@pytest.mark.parametrize(
    ("who", "locked", "before"),
    [
        ("police contact", 200, 200), ("council contact", 403, 403), ("lead", 200, 403), ("inspector", 200, 403),
        ("moderator", 200, 403), ("analyst", 200, 403), ("observer", 403, 403), ("stranger", 404, 404),
        ("nobody", 302, 302),
    ],
)  # fmt: skip
def test_an_audit_is_its_agencys_own_until_it_is_locked(
    who: str, locked: int, before: int, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    page = f"/inspections/{inspection.pk}/audits/police/"
    assert signed_in(who).get(page).status_code == locked
    Inspection.objects.update(stage="agencies_audit")
    assert signed_in(who).get(page).status_code == before


@pytest.mark.parametrize(
    ("who", "page", "send"),
    [
        ("police contact", 200, 302), ("council contact", 403, 403), ("lead", 403, 403), ("observer", 403, 403),
        ("stranger", 404, 404), ("nobody", 302, 302),
    ],
)  # fmt: skip
def test_an_audit_is_written_by_its_agencys_contact_alone(
    who: str, page: int, send: int, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    child = children_of(inspection, Agency.POLICE)[0].child
    one = f"/inspections/{inspection.pk}/audits/police/"
    assert signed_in(who).get(f"{one}children/{child}/").status_code == page
    sent = signed_in(who).post(f"{one}send/", {"summary": ""}).status_code
    assert (302 if sent == 409 else sent) == send  # let in, and shown both
    absent = 302 if who in ("lead", "nobody") else 404 if who == "stranger" else 403
    assert signed_in(who).post(f"{one}absent/", {"why": "None."}).status_code == absent


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("name", "may"), [("ask", "moderator"), ("accept", "moderator"), ("answer", "inspector")]
)
def test_who_moderates_and_who_answers(
    name: str, may: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    status = signed_in(who).post(address(name, inspection)).status_code
    status = 302 if status == 409 else status  # let in, and shown both
    assert status == (302 if who in (may, "nobody") else 404 if who == "stranger" else 403)


API_ADDRESSES = {
    "api:inspection": "{api}", "api:people": "{api}/people", "api:returns": "{api}/returns",
    "api:one_return": "{api}/returns/{health}", "api:builds": "{api}/builds", "api:concerns": "{api}/concerns",
    "api:log": "{api}/log", "api:links": "{api}/links", "api:tracked": "{api}/tracked",
    "api:picture": "{api}/picture", "api:children": "{api}/children", "api:child": "{api}/children/{child}",
    "api:evidence": "{api}/evidence", "api:piece": "{api}/evidence/{piece}", "api:ratings": "{api}/ratings",
    "api:judgment": "{api}/judgment", "api:letter": "{api}/letter", "api:editions": "{api}/letter/editions",
    "api:comments": "{api}/letter/comments", "api:statement_of_action": "{api}/statement-of-action",
}  # fmt: skip


def api_address(name: str, inspection: Inspection) -> str:
    return API_ADDRESSES[name].format_map(Found(inspection))


def api_expected(name: str, who: str, when: str = "who") -> int:
    if who in ("nobody", "stranger"):
        return 401
    if who in WHEN[name][when]:
        return 404 if name in NONE_YET else 200
    return 403


@pytest.mark.database
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", API)
def test_program(name: str, who: str, inspection: Inspection, by_token: Callable[[str], Client]) -> None:
    client, place = by_token(who), api_address(name, inspection)
    found = {}
    for when, stage in STAGES.items():
        Inspection.objects.update(stage=stage)
        found[when] = client.get(place).status_code
    assert found == {when: api_expected(name, who, when) for when in STAGES}


def test_the_table_names_every_part_and_nobody_else() -> None:
    assert set(Role) == {Role(one.replace("own ", "")) for page in TABLE for one in page["who"]}
    keys = {"name", "shows", "who", "before", "after", "restricted"}
    assert all(set(page) <= keys and page["shows"] for page in TABLE)
    assert len({page["name"] for page in TABLE}) == len(TABLE)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", API)
def test_signing_in_lets_no_program_in(
    name: str, who: str, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    assert signed_in(who).get(api_address(name, inspection)).status_code == 401


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", LIBRARY)
def test_library(
    name: str, who: str, public: bool, library: Path, signed_in: Callable[[str], Client], settings: Settings
) -> None:
    settings.LIBRARY_PUBLIC = public
    assert signed_in(who).get(LIBRARY[name]).status_code == (302 if who == "nobody" and not public else 200)


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_keeps_published_practice(
    who: str, public: bool, inspection: Inspection, library: Path, signed_in: Callable[[str], Client],
    settings: Settings,
) -> None:  # fmt: skip
    """The library open to everybody lets nobody keep anything."""
    settings.LIBRARY_PUBLIC = public
    kept, sentence = inspection.evidence.count(), f"{joint().sha256}/2/"
    in_it = f"/inspections/{inspection.pk}/practice/{sentence}"
    let_in = 200 if who in INSPECTING else 302 if who == "nobody" else 404 if who == "stranger" else 403
    assert signed_in(who).get(in_it).status_code == let_in
    assert signed_in(who).post(in_it).status_code == let_in  # without an answer nothing is kept
    chosen = signed_in(who).get(f"/practice/reports/{sentence}save/")
    assert chosen.status_code == (302 if who in (*INSPECTING, "nobody") else 403)
    assert (who in INSPECTING) == (chosen.headers.get("Location") == in_it)
    assert inspection.evidence.count() == kept


def test_no_address_is_left_out_of_the_tables() -> None:
    names = set(_ours(get_resolver().url_patterns))
    letters = {*LAID, *LETTER_CHANGES, *AFTER, *AFTER_CHANGES, *FOLLOW_UP, *PUBLIC, *SIGNED}
    assert names == {
        *GET,
        *POST_ONLY,
        *BY_AGENCY,
        *BY_CONCERN,
        *LEADS_ON,
        *CHOOSING,
        *OPEN,
        *LIBRARY,
        *KEPT,
        *OF_THEIR_OWN,
        *API,
        *API_OPEN,
        *letters,
        *SERIES,
    }


def _ours(patterns: list[URLPattern | URLResolver], within: str = "") -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{within}{pattern.name}")
        elif "account" not in str(pattern.pattern):  # the sign-in library's, tested by itself
            found += _ours(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else within)
    return found


@pytest.mark.database
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
