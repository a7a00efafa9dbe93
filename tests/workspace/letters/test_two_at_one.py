"""Two browsers at one decision: nothing is lost in silence. Every form of the workspace is in the table below."""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from conspectus.terms import Agency
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import READING, Action
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters.models import PlannedAction
from conspectus.workspace.ratings.cells import children_of
from conspectus.workspace.ratings.models import AgencyAudit
from tests.workspace import test_notes
from tests.workspace.letters.making import POLICE
from tests.workspace.two_browsers import SEEN, seen

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]

# What becomes of the second of two who have a form open. A form that is in no set fails the test below.
BOTH_SHOWN = {  # it would save over what its reader has not seen: both are shown, and nothing is saved; by which test
    "cell": "test_both_are_shown_in_moderation",
    "handling": "test_both_are_shown_to_two_who_are_the_first_to_say_how_data_are_handled",
    "letter_facts": "test_both_are_shown_to_two_who_record_the_facts",
    "statement": "test_both_are_shown_to_two_who_word_one_statement",
    "restore_statement": "test_both_are_shown_to_two_who_word_one_statement",
    "correct": "test_both_are_shown_in_moderation",
    "depart": "test_both_are_shown_in_moderation",
    "withdraw": "test_a_departure_that_was_put_otherwise_is_not_taken_back_unseen",
    "audit_child": "test_both_are_shown_to_two_who_audit_one_child",
    "send_audit": "test_an_audit_is_not_sent_with_an_answer_nobody_saw",
    "absent_audit": "test_both_are_shown_to_two_who_say_why_there_is_no_audit",
    "answer": "test_both_are_shown_to_two_who_answer_the_moderator",
    "accept": "test_both_are_shown_in_moderation",
    "found": "test_both_are_shown_to_two_who_follow_up",
    "principal": "test_both_are_shown_to_two_who_name_who_sends_the_statement",
    "send_statement": "test_a_statement_is_not_sent_with_an_action_nobody_saw",
    "publication": "test_both_are_shown_to_two_who_set_the_time_of_publication",
    "correct_day": "test_both_are_shown_to_two_who_correct_the_day",
    "destruction": "test_data_are_not_destroyed_on_another_day_than_was_read",
    "note": "test_whoever_saves_over_a_text_they_have_not_seen_is_shown_both",
    "note_conflict": "test_a_third_change_meanwhile_is_a_conflict_again",
}  # fmt: skip
REFUSED = {  # it can be done once, or from one state alone: the second is told so
    "move", "cancel-build", "answer_link", "settle_link", "take_back_link", "take_sample", "replace_child", "ask",
    "give_leave", "take_out", "count_in", "columns",
    "answer_comment", "take_back", "sign", "withdraw_publication", "withdraw_destruction", "acknowledge", "remove",
    "withdraw_invitation", "invitation", "revoke_token", "shut_out", "let_in", "finish", "take_up", "confirm",
    "make_key", "open_round", "move_round", "mark_done", "withdraw_grant", "series_remove", "take_in",
    "correct_change", "take_back_change",
}  # fmt: skip
ADDS = {  # it stands beside what others add, and takes nothing away
    "new", "people", "invite", "send", "build", "concern", "risk_step", "new_evidence", "add_document", "new_note",
    "add_child", "mark_read", "comment_entry", "take_back_comment", "use_comment", "assign_chosen",
    "track_chosen", "keep_search", "see_search", "drop_search", "dissent", "add_statement",
    "make_letter", "comment", "plan", "tokens",
    "keep_practice", "new_series", "series_people", "series_sharing", "bring_in", "agree", "send_again",
    "signal_evidence", "declare_change",
}  # fmt: skip
SHOWS = {
    "child",
    "link",
    "return",
    "organisation_login",
    "find_number",
    "search",
    "export_children",
}  # asks to see more; nothing is decided


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def _pages(view: object, looked: set[int]) -> Iterator[object]:
    """A view and every function of ours that its decorators hold."""
    if id(view) in looked or not inspect.isfunction(view):
        return
    looked.add(id(view))
    if view.__module__.startswith("conspectus.workspace"):
        yield view
    for cell in view.__closure__ or ():
        yield from _pages(cell.cell_contents, looked)


def test_every_form_is_in_the_table() -> None:
    ours = {
        one.name
        for one in _patterns(get_resolver().url_patterns)
        if one.name and any("POST" in inspect.getsource(page) for page in _pages(one.callback, set()))  # type: ignore[arg-type]
    }
    listed = [*BOTH_SHOWN, *REFUSED, *ADDS, *SHOWS]
    assert ours - set(listed) == set(), "say what becomes of the second of two who have it open"
    assert set(listed) - ours == set()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", BOTH_SHOWN)
def test_every_form_that_shows_both_is_tried(name: str) -> None:
    assert inspect.isfunction(
        getattr(sys.modules[__name__], BOTH_SHOWN[name], getattr(test_notes, BOTH_SHOWN[name], None))
    )


class Case(NamedTuple):
    """One form with two people at it: what each means to save."""

    page: str  # where the form stands
    first: Mapping[str, object]
    second: Mapping[str, object]
    shows: tuple[str, ...]  # what the page of both shows
    to: str = ""  # where the form is sent, where that is another address
    who: tuple[str, str] = ("lead", "second lead")
    meanwhile: tuple[str, Mapping[str, object]] | None = None  # what the first does instead, and where


def two_at_once(case: Case, inspection: Inspection, browsers: tuple[Client, Client]) -> None:
    """The second is shown both, nothing is saved; what they then choose is."""
    one, other = browsers
    at = f"/inspections/{inspection.pk}/"
    to = at + (case.to or case.page)
    shown = [browser.get(at + case.page).content.decode() for browser in browsers]
    place, answers = case.meanwhile or (case.to or case.page, case.first)
    mark = (
        seen(one.get(at + case.page).content.decode(), at + place)
        if case.to or case.meanwhile
        else seen(shown[0])
    )
    assert one.post(at + place, {**answers, SEEN: mark}).status_code == 302
    before = _changes(inspection)
    mine = {**case.second, SEEN: seen(shown[1], to if case.to else "")}
    refused = other.post(to, mine)
    assert refused.status_code == 409
    both = refused.content.decode()
    for text in ("Somebody else changed it while you had it open", *case.shows):
        assert text in both
    assert _changes(inspection) == before
    assert other.post(to, {**case.second, SEEN: seen(both)}).status_code == 302
    assert _changes(inspection) > before


def _changes(inspection: Inspection) -> int:
    """What anybody else could see; a draft of one's own is kept where it was refused: nothing is typed twice."""
    nothing = {*READING, Action.RATING_DRAFTED}
    return Entry.objects.filter(inspection=inspection.pk).exclude(action__in=nothing).count()


@pytest.fixture
def browsers(
    inspection: Inspection, signed_in: Browser
) -> Callable[[tuple[str, str]], tuple[Client, Client]]:
    """Two, of whom the second may lead beside the first."""

    def of(who: tuple[str, str]) -> tuple[Client, Client]:
        if "second lead" in who:
            inspection.members.filter(person__email="moderator@example.org").update(role=Role.LEAD)
        return signed_in(who[0]), signed_in("moderator" if who[1] == "second lead" else who[1])

    return of


Browsers = Callable[[tuple[str, str]], tuple[Client, Client]]


IN_MODERATION = {
    "cell": Case(
        "ratings/p1/police/", {"level": "good", "rationale": "All six calls."},
        {"level": "inadequate", "rationale": "Four of six."},
        ("<mark>All six calls.</mark>", "<mark>Four of six.</mark>"), who=("inspector", "inspector"),
    ),
    "handling": Case(
        "handling/",
        {"lawful_basis": "The first basis", "keep_until_0": "1", "keep_until_1": "2", "keep_until_2": "2028",
                      "keep_until": "2028-02-01", "restricted_to": ["lead"]},
        {"lawful_basis": "The second basis", "keep_until_0": "1", "keep_until_1": "2", "keep_until_2": "2029",
         "keep_until": "2029-02-01", "restricted_to": ["lead", "inspector"]},
        ("The first basis", "The second basis"),
    ),
    "correct": Case(
        "evidence/1/correct/",
        {"seen": "Two of nine.", "bearing": "against", "criteria": ["p1"], "why": "Counted anew"},
        {"seen": "Three of nine.", "bearing": "against", "criteria": ["p1"], "why": "Counted too"},
        ("Two of nine.", "Three of nine."),
    ),
    "depart": Case(
        "judgment/depart/", {"target": "overall", "level": "inadequate", "rationale": "Too many children."},
        {"target": "overall", "level": "good", "rationale": "It has been mended."},
        ("Too many children.", "It has been mended."),
    ),
    "accept": Case(
        "ratings/p1/police/", {}, {"note": "It stands."}, ("Now we think otherwise.", "It stands."),
        to="moderation/p1/police/accept/", who=("inspector", "moderator"),
        meanwhile=("ratings/p1/police/", {"level": "good", "rationale": "Now we think otherwise."}),
    ),
}  # fmt: skip


@pytest.mark.database
@pytest.mark.parametrize("name", IN_MODERATION)
def test_both_are_shown_in_moderation(name: str, inspection: Inspection, browsers: Browsers) -> None:
    case = IN_MODERATION[name]
    two_at_once(case, inspection, browsers(case.who))


@pytest.mark.database
def test_both_are_shown_to_two_who_are_the_first_to_say_how_data_are_handled(
    inspection: Inspection, browsers: Browsers
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(lawful_basis="", keep_until=None, restricted_to=[])
    case = IN_MODERATION["handling"]
    two_at_once(case, inspection, browsers(case.who))


def test_both_are_shown_to_two_who_answer_the_moderator(
    inspection: Inspection, signed_in: Browser, browsers: Browsers
) -> None:
    to = f"/inspections/{inspection.pk}/moderation/p1/police/ask/"
    signed_in("moderator").post(to, {"question": "Which desk?"})
    case = Case("ratings/p1/police/", {"answer": "The first desk."}, {"answer": "The second desk."},
                ("The first desk.", "The second desk."), to="moderation/p1/police/answer/",
                who=("inspector", "inspector"))  # fmt: skip
    two_at_once(case, inspection, browsers(case.who))


def test_data_are_not_destroyed_on_another_day_than_was_read(
    inspection: Inspection, browsers: Browsers
) -> None:
    one, other = browsers(("lead", "second lead"))
    page = f"/inspections/{inspection.pk}/destruction/"
    Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.CLOSED)
    mark = seen(other.get(page).content.decode())
    assert mark
    Inspection.objects.filter(pk=inspection.pk).update(keep_until="2031-05-06")
    refused = other.post(page, {"read": "on", SEEN: mark})
    assert refused.status_code == 409 and "6 May 2031" in refused.content.decode()
    assert not inspection.destructions.exists()
    for client in (one, other):  # the second time nothing new is to be done
        mark = seen(client.get(page).content.decode()) or seen(refused.content.decode())
        assert "is confirmed" in client.post(page, {"read": "on", SEEN: mark}, follow=True).content.decode()
    assert [made.confirmed_by.email for made in inspection.destructions.all()] == ["lead@example.org"]


def test_a_departure_that_was_put_otherwise_is_not_taken_back_unseen(
    inspection: Inspection, browsers: Browsers
) -> None:
    lead, _ = two = browsers(("lead", "second lead"))
    given = {"target": "overall", "level": "inadequate", "rationale": "Too many."}
    lead.post(f"/inspections/{inspection.pk}/judgment/depart/", given)
    to = f"judgment/departures/{inspection.departures.get().pk}/withdraw/"
    otherwise = ("judgment/depart/", {**given, "rationale": "Far too many."})
    at = f"/inspections/{inspection.pk}/"
    marks = [seen(one.get(f"{at}judgment/").content.decode(), at + to) for one in two]
    lead.post(at + otherwise[0], {**otherwise[1], SEEN: marks[0]})
    refused = two[1].post(at + to, {SEEN: marks[1]})
    assert refused.status_code == 409 and "Far too many." in refused.content.decode()
    assert inspection.departures.exists()


AUDIT = "audits/police/"


@pytest.fixture
def auditing(inspection: Inspection) -> str:
    """The agencies audit themselves, and none has begun: a child of the police's."""
    AgencyAudit.objects.all().delete()
    Inspection.objects.filter(pk=inspection.pk).update(stage=Stage.AGENCIES_AUDIT)
    return children_of(inspection, Agency.POLICE)[0].child


def test_both_are_shown_to_two_who_audit_one_child(
    auditing: str, inspection: Inspection, signed_in: Browser, browsers: Browsers
) -> None:
    page = f"{AUDIT}children/{auditing}/"
    shown = signed_in("police contact").get(f"/inspections/{inspection.pk}/{page}")
    asked = list(shown.context["form"].fields)
    first, second = (
        {one: "good" if one.startswith("level") else why for one in asked}
        for why in ("We asked.", "We did not ask.")
    )
    case = Case(
        page, first, second, ("We asked.", "We did not ask."), who=("police contact", "police contact")
    )
    two_at_once(case, inspection, browsers(case.who))


def test_an_audit_is_not_sent_with_an_answer_nobody_saw(
    auditing: str, inspection: Inspection, signed_in: Browser
) -> None:
    one, other = signed_in("police contact"), signed_in("police contact")
    at = f"/inspections/{inspection.pk}/{AUDIT}"
    child = f"{at}children/{auditing}/"
    asked = list(one.get(child).context["form"].fields)
    given = {name: "good" if name.startswith("level") else "We asked." for name in asked}
    one.post(child, given)
    shown = other.get(at).content.decode()
    otherwise = {name: "We did not ask." if value == "We asked." else value for name, value in given.items()}
    one.post(child, {**otherwise, SEEN: seen(one.get(child).content.decode())})
    refused = other.post(f"{at}send/", {"summary": "Well done.", SEEN: seen(shown, f"{at}send/")})
    assert refused.status_code == 409 and "We did not ask." in refused.content.decode()
    assert not AgencyAudit.objects.filter(inspection=inspection, sent_at__isnull=False).exists()


def test_both_are_shown_to_two_who_say_why_there_is_no_audit(
    auditing: str, inspection: Inspection, browsers: Browsers
) -> None:
    case = Case("audits/", {"why": "They are moving."}, {"why": "They refuse."}, ("They are moving.", "They refuse."),
                to="audits/health/absent/")  # fmt: skip
    two_at_once(case, inspection, browsers(case.who))


@pytest.mark.parametrize("to", ["", "restore/"])
def test_both_are_shown_to_two_who_word_one_statement(
    to: str, drafting: Inspection, browsers: Browsers
) -> None:
    page = f"letter/statements/{POLICE}/"
    first = {"text": "Police told others too late.", "section": "improve"}
    two = browsers(("lead", "second lead"))
    if to:  # there is something to restore
        two[0].post(
            f"/inspections/{drafting.pk}/{page}",
            {**first, "text": "Before.", SEEN: _mark(two[0], drafting, page)},
        )
    case = Case(page, first, {} if to else {**first, "text": "Police were in time."},
                ("Police told others too late.", *([] if to else ["Police were in time."])),
                to=page + to if to else "", meanwhile=(page, first))  # fmt: skip
    two_at_once(case, drafting, two)


def _mark(client: Client, inspection: Inspection, page: str) -> str:
    return seen(client.get(f"/inspections/{inspection.pk}/{page}").content.decode())


def test_both_are_shown_to_two_who_correct_the_day(signed: Inspection, browsers: Browsers) -> None:
    case = Case(
        "letter/publication/day/",
        {"published": "2031-04-03"},
        {"published": "2031-06-05"},
        ("3 April 2031", "5 June 2031"),
    )
    two_at_once(case, signed, browsers(case.who))


def test_both_are_shown_to_two_who_set_the_time_of_publication(
    signed: Inspection, browsers: Browsers
) -> None:
    case = Case("letter/publication/", {"time": "23:58"}, {"time": "23:59"}, ("23:58", "23:59"))
    two_at_once(case, signed, browsers(case.who))


@pytest.mark.parametrize("recorded", [False, True])
def test_both_are_shown_to_two_who_record_the_facts(
    recorded: bool, drafting: Inspection, browsers: Browsers
) -> None:
    if not recorded:  # two who are the first to do so
        drafting.letter_facts.delete()
    given = {"fieldwork_from": "2026-05-01", "fieldwork_to": "2026-05-05", "published": "2031-08-03"}
    case = Case("letter/facts/", {**given, "addressees": "The partnership"}, {**given, "addressees": "The council"},
                ("The partnership", "The council"))  # fmt: skip
    two_at_once(case, drafting, browsers(case.who))


def test_a_letter_made_anew_is_not_signed_unread(laid: Inspection, signed_in: Browser) -> None:
    to = f"/inspections/{laid.pk}/letter/signatures/ofsted/sign/"
    answer = signed_in("lead").post(to, {"passphrase": "quiet lantern orchard", SEEN: "0" * 64}, follow=True)
    assert "the letter was made anew" in answer.content.decode()


def test_both_are_shown_to_two_who_follow_up(acting: Inspection, browsers: Browsers) -> None:
    Inspection.objects.filter(pk=acting.pk).update(stage=Stage.FOLLOW_UP)
    page = f"statement-of-action/actions/{PlannedAction.objects.get().pk}/found/"
    case = Case(page, {"found": "done", "note": "Eight of nine."}, {"found": "not_done", "note": "One of nine."},
                ("Eight of nine.", "One of nine."), who=("lead", "inspector"))  # fmt: skip
    two_at_once(case, acting, browsers(case.who))


def test_both_are_shown_to_two_who_name_who_sends_the_statement(
    acting: Inspection, browsers: Browsers
) -> None:
    case = Case("statement-of-action/", {"principal": "police"}, {"principal": "health"}, ("Police", "Health"),
                to="statement-of-action/principal/")  # fmt: skip
    two_at_once(case, acting, browsers(case.who))


def test_a_statement_is_not_sent_with_an_action_nobody_saw(acting: Inspection, signed_in: Browser) -> None:
    council, at = signed_in("council contact"), f"/inspections/{acting.pk}/statement-of-action/"
    mark = seen(council.get(at).content.decode(), f"{at}send/")
    assert mark
    PlannedAction.objects.create(
        statement_of_action=acting.statement_of_action, answers=POLICE, agency="police", what="Slipped in.",
        by_when=timezone.localdate() + timedelta(days=9), known_by="A count.", by=acting.made_by,
    )  # fmt: skip
    refused = council.post(f"{at}send/", {SEEN: mark})
    assert refused.status_code == 409 and "Slipped in." in refused.content.decode()
    acting.statement_of_action.refresh_from_db()
    assert acting.statement_of_action.sent_at is None


@pytest.mark.parametrize(
    ("to", "given", "says"),
    [
        ("move/", {"to": "drafting", "sure": "yes"}, "cannot go from"),
        ("moderation/p1/police/ask/", {"question": "Which desk?"}, "with its raters already"),
    ],
)
def test_what_is_done_once_is_refused_in_words(
    to: str, given: Mapping[str, object], says: str, inspection: Inspection, signed_in: Browser
) -> None:
    who = "moderator" if "ask" in to else "lead"
    place = f"/inspections/{inspection.pk}/{to}"
    signed_in(who).post(place, given)
    assert says in signed_in(who).post(place, given, follow=True).content.decode()
