"""Link questions: two people decide blind, a lead where they differ, and the next casebook follows."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.config import demonstration
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import NotAllowed
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.linking import actions
from conspectus.workspace.linking.compared import _same, pair_of
from conspectus.workspace.linking.contradictions import Decided, against
from conspectus.workspace.linking.models import LinkAnswer, LinkDecision, LinkQuestion, Settled, Word
from conspectus.workspace.linking.rounds import told
from conspectus.workspace.retention import destroying
from tests.workspace.conftest import PEOPLE

pytestmark = pytest.mark.django_db
State = LinkQuestion.State
Part = Callable[[str], Member]


@pytest.fixture
def part(inspection: Inspection) -> Part:
    def of(name: str) -> Member:
        return inspection.members.select_related("person", "inspection").get(person__email=PEOPLE[name])

    return of


APART = """
select a.sender as sender_a, a.person_id as person_id_a, b.sender as sender_b, b.person_id as person_id_b
from links a join links b on a.sender < b.sender and a.child_id <> b.child_id
join people p on p.sender = a.sender and p.person_id = a.person_id
join people q on q.sender = b.sender and q.person_id = b.person_id
where p.agency = 'council' and q.agency = 'police' and p.born_text is not null and not p.restricted and not q.restricted
order by all offset {skipped} limit 1
"""


def ask(inspection: Inspection, place: int) -> LinkQuestion:
    """Of two records of the casebook that it holds apart: a small area asks too little by itself."""
    build = last_built(inspection)
    assert build is not None
    row = opened(build.casebook).rows(APART.format(skipped=place))[0]
    return LinkQuestion.objects.create(
        inspection=inspection, agency_a="council", agency_b="police", place=place, probability=0.5,
        reason="postcode agrees; surname differs", restricted=False, **row,
    )  # fmt: skip


@pytest.fixture
def fresh(inspection: Inspection) -> LinkQuestion:
    """One that nobody has answered."""
    return ask(inspection, 90)


@pytest.fixture
def elsewhere(inspection: Inspection, settings: Settings, tmp_path: Path) -> Inspection:
    """The inspection over a copy of its files: what is built in a test is not rolled back."""
    shutil.copytree(inspection.folder, tmp_path / "inspections" / str(inspection.pk))
    settings.DATA = tmp_path
    return inspection


def say(member: Member, question: LinkQuestion, word: Word) -> LinkQuestion:
    return actions.answer(member=member, question=question, word=word, by=member.person)


def page(question: LinkQuestion, rest: str = "") -> str:
    return f"/inspections/{question.inspection_id}/links/{question.pk}/{rest}"


def read(client: Client, address: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(address).content.decode())


@pytest.mark.database
def test_two_who_agree_decide(fresh: LinkQuestion, part: Part) -> None:
    assert say(part("analyst"), fresh, Word.SAME).state == State.OPEN
    assert say(part("inspector"), fresh, Word.SAME).state == State.DECIDED
    decision = fresh.decisions.get()
    assert (decision.word, decision.settled_by) == (Settled.SAME, None)
    assert decision.whose == "Ana Analyst and Ivan Inspector"


@pytest.mark.parametrize(
    "words",
    [(Word.SAME, Word.DIFFERENT), (Word.CANNOT_TELL, Word.CANNOT_TELL), (Word.SAME, Word.CANNOT_TELL)],
)
def test_where_two_do_not_agree_the_lead_decides_and_says_why(
    words: tuple[Word, Word], fresh: LinkQuestion, part: Part
) -> None:
    for name, word in zip(("analyst", "inspector"), words, strict=True):
        say(part(name), fresh, word)
    fresh.refresh_from_db()
    assert fresh.state == State.WITH_LEAD
    lead = part("lead")
    with pytest.raises(ConspectusError, match="needs a reason"):
        actions.settle(member=lead, question=fresh, word=Settled.SAME, why=" ", by=lead.person)
    made = actions.settle(
        member=lead, question=fresh, word=Settled.SAME, why="One address, one school.", by=lead.person
    )
    fresh.refresh_from_db()
    assert (fresh.state, made.whose) == (State.DECIDED, "Lena Lead")
    with pytest.raises(ConspectusError, match="not with the lead"):
        actions.settle(member=lead, question=fresh, word=Settled.SAME, why="Again.", by=lead.person)


def test_nobody_can_tell_that_somebody_else_has_answered(
    fresh: LinkQuestion, part: Part, signed_in: Callable[[str], Client], by_token: Callable[[str], Client]
) -> None:
    places = (page(fresh), page(fresh).removesuffix(f"{fresh.pk}/"))
    seen = {(name, place): read(signed_in(name), place) for name in ("inspector", "lead") for place in places}
    program = f"/api/v1/inspections/{fresh.inspection_id}/links?limit=500"
    told_before = by_token("inspector").get(program).json()
    say(part("analyst"), fresh, Word.SAME)
    for (name, place), before in seen.items():
        assert read(signed_in(name), place) == before
    assert by_token("inspector").get(program).json() == told_before
    assert "The same person. It cannot be changed" in read(signed_in("analyst"), page(fresh))


@pytest.mark.database
def test_figures_and_proposals_are_shown_only_after_ones_own_answer(
    fresh: LinkQuestion, part: Part, signed_in: Callable[[str], Client], by_token: Callable[[str], Client]
) -> None:
    LinkQuestion.objects.filter(pk=fresh.pk).update(probability=0.93)

    def told(name: str) -> tuple[bool, bool, float | None]:
        shown, program = (
            read(signed_in(name), page(fresh)),
            f"/api/v1/inspections/{fresh.inspection_id}/links",
        )
        items = by_token(name).get(f"{program}?limit=500").json()["items"]
        [chance] = [one["probability"] for one in items if one["id"] == fresh.pk]
        proposed = "Held to be" in shown or "the newest casebook holds them" in shown
        assert not proposed or all(child in shown for child in _children(fresh.inspection, fresh))
        return "93%" in shown, proposed, chance

    nothing, everything = (False, False, None), (True, True, 0.93)
    answering = ("lead", "inspector", "analyst")
    assert [told(name) for name in answering] == [nothing] * 3
    assert told("moderator") == everything  # answers none
    assert "93%" not in signed_in("analyst").post(page(fresh)).content.decode()  # with names shown, too
    say(part("analyst"), fresh, Word.SAME)
    assert [told(name) for name in answering] == [nothing, nothing, everything]
    say(part("inspector"), fresh, Word.DIFFERENT)
    assert told("lead") == everything  # who settles it
    LinkQuestion.objects.filter(pk=fresh.pk).update(state=State.OPEN, place=None)
    assert told("lead") == nothing  # asked no longer, and may be again


@pytest.mark.database
def test_nobody_answers_twice_and_no_third_is_asked(fresh: LinkQuestion, part: Part) -> None:
    say(part("analyst"), fresh, Word.SAME)
    with pytest.raises(ConspectusError, match="you have answered"):
        say(part("analyst"), fresh, Word.DIFFERENT)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor two of one's own at the same moment
        LinkAnswer.objects.create(question=fresh, by=part("analyst").person, word=Word.SAME)
    say(part("inspector"), fresh, Word.DIFFERENT)
    with pytest.raises(ConspectusError, match="not open any more"):
        say(part("lead"), fresh, Word.SAME)


@pytest.mark.parametrize("name", ["moderator", "observer", "police contact"])
def test_whose_part_it_is_not_does_not_answer(name: str, fresh: LinkQuestion, part: Part) -> None:
    with pytest.raises(NotAllowed, match="lead inspector, inspector and analyst; your part is"):
        say(part(name), fresh, Word.SAME)


def test_one_of_the_two_settles_only_where_nobody_else_leads(fresh: LinkQuestion, part: Part) -> None:
    lead, other = part("lead"), part("moderator")
    Member.objects.filter(pk=other.pk).update(role=Role.LEAD)
    say(lead, fresh, Word.SAME)
    say(part("analyst"), fresh, Word.DIFFERENT)
    with pytest.raises(NotAllowed, match="one of the two"):
        actions.settle(member=lead, question=fresh, word=Settled.SAME, why="I know.", by=lead.person)
    Member.objects.filter(pk=other.pk).update(role=Role.MODERATOR)
    made = actions.settle(member=lead, question=fresh, word=Settled.SAME, why="Nobody else.", by=lead.person)
    assert made.settled_by == lead.person


A, B, C, D = (("police", "1"), ("council", "2"), ("health", "3"), ("school", "4"))


@pytest.mark.parametrize(
    ("new", "decided", "found"),
    [
        (Decided(9, A, C, same=False), [Decided(1, A, B, same=True), Decided(2, B, C, same=True)], [1, 2]),
        (Decided(9, A, C, same=True), [Decided(1, A, B, same=True), Decided(2, B, C, same=False)], [2]),
        (Decided(9, A, C, same=True), [Decided(1, A, B, same=True), Decided(2, C, D, same=True)], []),
        (Decided(9, A, C, same=False), [Decided(1, A, B, same=True), Decided(2, C, D, same=True)], []),
        (Decided(9, A, B, same=True), [Decided(1, A, B, same=False)], [1]),
        (Decided(9, A, D, same=True), [
            Decided(1, A, B, same=True), Decided(2, C, D, same=True), Decided(3, B, C, same=False),
        ], [3]),
    ],
)  # fmt: skip
def test_what_cannot_hold_together_is_named(new: Decided, decided: list[Decided], found: list[int]) -> None:
    assert against(new, decided) == found


@pytest.mark.database
def test_an_agreement_that_contradicts_another_goes_to_the_lead(fresh: LinkQuestion, part: Part) -> None:
    """Two said that A is B and another is not: the third side of the triangle is for the lead."""
    (sender_a, person_a), (sender_b, person_b) = fresh.records
    third = {"sender_b": "zz-third", "person_id_b": "Z1", "agency_b": "health"}
    common = {"inspection": fresh.inspection, "probability": 0.5, "reason": "", "restricted": False}
    one = LinkQuestion.objects.create(
        sender_a=sender_a, person_id_a=person_a, agency_a=fresh.agency_a, place=900, **third, **common
    )
    two = LinkQuestion.objects.create(
        sender_a=sender_b, person_id_a=person_b, agency_a=fresh.agency_b, place=901, **third, **common
    )
    for question, word in ((fresh, Word.SAME), (one, Word.SAME), (two, Word.DIFFERENT)):
        for name in ("analyst", "inspector"):
            say(part(name), question, word)
    two.refresh_from_db()
    assert two.state == State.WITH_LEAD
    lead = part("lead")
    with pytest.raises(ConspectusError, match=f"question {fresh.pk}, {one.pk}"):
        actions.settle(member=lead, question=two, word=Settled.DIFFERENT, why="No.", by=lead.person)


def _children(inspection: Inspection, question: LinkQuestion) -> set[str]:
    build = last_built(inspection)
    assert build is not None
    held = "select child_id from links where sender = ? and person_id = ?"
    return {str(opened(build.casebook).rows(held, record)[0]["child_id"]) for record in question.records}


def test_the_next_casebook_follows_what_was_decided(
    elsewhere: Inspection, fresh: LinkQuestion, part: Part, signed_in: Callable[[str], Client]
) -> None:
    together = len(_children(elsewhere, fresh)) == 1
    word = Word.DIFFERENT if together else Word.SAME  # what the figures did not say
    for name in ("analyst", "inspector"):
        say(part(name), fresh, word)
    assert "2 link decisions wait" in told(elsewhere).ahead  # this one, and one that the demonstration made
    build = demonstration.build(elsewhere)
    assert build.trouble == ""
    assert (len(_children(elsewhere, fresh)) == 1) is not together
    assert "0 link decisions wait" in told(elsewhere).ahead
    assert (
        "2 link decisions used"
        in signed_in("lead").get(f"/inspections/{elsewhere.pk}/casebook/").content.decode()
    )
    fresh.refresh_from_db()
    assert (fresh.state, fresh.place) == (State.DECIDED, None)  # it is asked no longer
    lead = part("lead")
    actions.take_back(question=fresh, why="A third record shows otherwise.", by=lead.person)
    fresh.refresh_from_db()
    assert (fresh.state, fresh.place) == (State.OPEN, 0)
    assert "1 link decision waits" in told(elsewhere).ahead  # to be forgotten
    assert demonstration.build(elsewhere).trouble == ""
    assert (len(_children(elsewhere, fresh)) == 1) is together


def test_a_decision_outlives_a_record_that_nobody_sends_any_more(
    elsewhere: Inspection, fresh: LinkQuestion, part: Part
) -> None:
    LinkQuestion.objects.filter(pk=fresh.pk).update(person_id_b="not-sent-any-more")
    fresh.refresh_from_db()
    for name in ("analyst", "inspector"):
        say(part(name), fresh, Word.SAME)
    build = demonstration.build(elsewhere)
    assert build.trouble == ""
    assert "(1 more on records that nobody sends any more)" in told(elsewhere).of[build.pk]


@pytest.mark.database
def test_a_decision_taken_back_stays_on_record_and_two_are_asked_again(
    fresh: LinkQuestion, part: Part, signed_in: Callable[[str], Client]
) -> None:
    for name in ("analyst", "inspector"):
        say(part(name), fresh, Word.SAME)
    given = {"taken_back_why": "Two children of one name."}
    assert signed_in("inspector").post(page(fresh, "take-back/"), given).status_code == 403
    assert signed_in("lead").post(page(fresh, "take-back/"), given).status_code == 302
    assert "Two children of one name." not in read(
        signed_in("lead"), page(fresh)
    )  # who may answer must not see it
    assert LinkDecision.objects.standing().filter(question=fresh).count() == 0
    say(part("analyst"), fresh, Word.DIFFERENT)
    say(part("lead"), fresh, Word.DIFFERENT)
    assert "Two children of one name." in read(signed_in("lead"), page(fresh))
    assert [one.word for one in fresh.decisions.all()] == ["same", "different"]
    assert fresh.answers.count() == 4


def test_what_senders_said_is_masked_until_asked_for_which_is_logged(
    fresh: LinkQuestion, signed_in: Callable[[str], Client], inspection: Inspection
) -> None:
    build = last_built(inspection)
    assert build is not None
    held = "select surname, born_text from people where sender = ? and person_id = ?"
    [row] = opened(build.casebook).rows(held, fresh.records[0])
    masked = read(signed_in("inspector"), page(fresh))
    shown = signed_in("inspector").post(page(fresh)).content.decode()
    for said in (row["surname"], row["born_text"]):
        assert said not in masked and said in shown
    rows = Entry.objects.filter(target=fresh.target).order_by("number")
    assert [one.action for one in rows] == [Action.LINK_READ, Action.NAMES_SHOWN]


@pytest.mark.database
def test_a_restricted_record_is_in_questions_of_named_roles_alone(
    fresh: LinkQuestion, signed_in: Callable[[str], Client], by_token: Callable[[str], Client]
) -> None:
    LinkQuestion.objects.filter(pk=fresh.pk).update(restricted=True)
    assert signed_in("lead").get(page(fresh)).status_code == 200
    assert signed_in("inspector").get(page(fresh)).status_code == 404
    assert signed_in("inspector").post(page(fresh, "answer/"), {"word": "same"}).status_code == 404
    program = f"/api/v1/inspections/{fresh.inspection_id}/links?limit=500"
    seen = {
        name: {one["id"] for one in by_token(name).get(program).json()["items"]}
        for name in ("lead", "inspector")
    }
    assert seen["lead"] - seen["inspector"] == {fresh.pk}


def test_a_record_restricted_after_its_question_was_decided_is_kept_back_too(
    elsewhere: Inspection, signed_in: Callable[[str], Client]
) -> None:
    build = last_built(elsewhere)
    assert build is not None
    book = opened(build.casebook)
    held = "select sender, person_id, agency, surname from people where {} order by all limit 1"
    [hidden] = book.rows(held.format("restricted and surname is not null"))
    [other] = book.rows(held.format("not restricted and sender <> ?"), [hidden["sender"]])
    pair = {
        f"{name}_{side}": row[name]
        for side, row in (("a", hidden), ("b", other))
        for name in ("sender", "person_id", "agency")
    }
    settled = LinkQuestion.objects.create(
        inspection=elsewhere, **pair, probability=0.5, reason="", restricted=False, state=State.DECIDED
    )
    assert demonstration.build(elsewhere).trouble == ""
    assert signed_in("inspector").post(page(settled)).status_code == 404
    assert hidden["surname"] in signed_in("lead").post(page(settled)).content.decode()


def test_family_is_told_on_whichever_side_a_record_stands(inspection: Inspection) -> None:
    build = last_built(inspection)
    assert build is not None
    book = opened(build.casebook)
    [row] = book.rows(
        "select sender, person_id, related_person_id from relationships where relation = 'parent' limit 1"
    )
    question = LinkQuestion(
        sender_a=row["sender"], person_id_a=row["person_id"], sender_b=row["sender"],
        person_id_b=row["related_person_id"],
    )  # fmt: skip
    pair = pair_of(book, question, names=True)
    assert pair is not None
    assert any(one.startswith("is a parent of: ") for one in pair.a.family)
    assert any(one.startswith("has a parent: ") for one in pair.b.family)


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        ((2010, 5, 1), (2010, 5, 1), True),
        ((2010, 5, 1), (2010, 5, 31), None),
        ((2010, 6, 1), (2010, 6, 30), False),
    ],
)
def test_a_month_of_birth_is_not_its_first_day(
    first: tuple[int, int, int], last: tuple[int, int, int], same: bool | None
) -> None:
    day = date(2010, 5, 1)
    known = {"born_text": "1 May 2010", "born_first": day, "born_last": day}
    other = {"born_text": "as sent", "born_first": date(*first), "born_last": date(*last)}
    assert _same("born_text", known, other) is same


@pytest.mark.database
def test_programs_are_told_the_most_doubtful_first(
    fresh: LinkQuestion, by_token: Callable[[str], Client]
) -> None:
    LinkQuestion.objects.exclude(pk=fresh.pk).update(place=None)
    program = f"/api/v1/inspections/{fresh.inspection_id}/links"
    assert by_token("lead").get(program).json()["items"][0]["id"] == fresh.pk


@pytest.mark.parametrize("who", ("nobody", *PEOPLE))
def test_who_may_answer_and_settle(who: str, fresh: LinkQuestion, signed_in: Callable[[str], Client]) -> None:
    def status(rest: str) -> int:
        return signed_in(who).post(page(fresh, rest), {"word": "same"}).status_code

    barred = 302 if who == "nobody" else 404 if who == "stranger" else 403
    assert status("answer/") == (302 if who in ("lead", "inspector", "analyst") else barred)
    assert status("settle/") == (200 if who == "lead" else barred)  # the form again: no decision was given
    assert LinkAnswer.objects.filter(question=fresh).count() == (who in ("lead", "inspector", "analyst"))


@pytest.mark.database
def test_answering_leads_on_to_the_next_most_doubtful(
    inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    first, second = ask(inspection, 90), ask(inspection, 91)
    answer = signed_in("lead").post(page(first, "answer/"), {"word": "different"})
    assert answer.headers["Location"] == page(second)
    again = signed_in("lead").post(page(first, "answer/"), {"word": "same"}, follow=True)
    assert "you have answered this question" in again.content.decode()
    nothing = signed_in("lead").post(page(second, "answer/"), {})
    assert nothing.status_code == 200 and "There is a problem" in nothing.content.decode()


@pytest.mark.database
def test_questions_and_answers_go_with_the_casebooks(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    asked = inspection.link_questions.count()
    assert asked and LinkAnswer.objects.exists()
    assert destroying.link_questions(inspection) == (asked, [])
    assert not LinkAnswer.objects.exists() and not LinkDecision.objects.exists()


def test_the_time_of_a_decision_is_the_one_that_builds_are_told(fresh: LinkQuestion, part: Part) -> None:
    before = timezone.now()
    for name in ("analyst", "inspector"):
        say(part(name), fresh, Word.SAME)
    assert before <= fresh.decisions.get().at <= timezone.now()
