"""Every action asks whether whoever acts may: a stranger finds nothing there, others are told why not."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import Any, NamedTuple

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import conspectus.workspace
from conspectus.definitions import CellKey
from conspectus.records.mapping import NO_CHOICES
from conspectus.terms import Agency, Bearing, Nation
from conspectus.terms import Stage as RatingStage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.api.models import Token
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.evidence.actions import Observation
from conspectus.workspace.evidence.models import Draft, Evidence, Note
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.actions import Appointment, Delivery, Subject
from conspectus.workspace.inspections.asking import NotAPart
from conspectus.workspace.inspections.models import Build, Concern, Inspection, Member, SentReturn
from conspectus.workspace.inspections.policies import NotAllowed
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.letters.actions import LetterFacts, Promise
from conspectus.workspace.letters.models import Comment, Edition, Facts, PlannedAction, StatementOfAction
from conspectus.workspace.linking.models import Settled, Word
from conspectus.workspace.practice.actions import Passage
from conspectus.workspace.practice.models import KeptSearch
from conspectus.workspace.ratings.actions import Begun
from conspectus.workspace.reading.actions import Remark
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.sampling.models import TrackedChild
from conspectus.workspace.series.actions.changes import Declaration
from conspectus.workspace.series.actions.rounds import Extract
from conspectus.workspace.series.models import AgreedAction, DeclaredChange, Grant, Series
from conspectus.workspace.series.overview import figures_from
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.stages import RoundStage
from tests.library.library_making import joint

pytestmark = pytest.mark.django_db
CELL = CellKey("p1", Agency.POLICE)
DAY = date(2027, 1, 4)


class Asked(NamedTuple):
    """An action: with what it is called, and somebody who takes part and may not."""

    given: Callable[[Inspection], dict[str, Any]]
    may_not: str = "observer"


def part(inspection: Inspection) -> Member:
    """Somebody's part, to which something is done."""
    return inspection.members.get(person__email="council@example.org")


def edition(inspection: Inspection) -> Edition:
    return Edition(inspection=inspection, number=1)


def statement(inspection: Inspection) -> StatementOfAction:
    return StatementOfAction(inspection=inspection, principal=Agency.COUNCIL, due=DAY)


def planned(inspection: Inspection) -> PlannedAction:
    return PlannedAction(statement_of_action=statement(inspection), agency=Agency.POLICE, what="Tell.")


def concern(inspection: Inspection) -> Concern:
    return Concern(inspection=inspection, agency=Agency.POLICE, child="c1")


def sent(inspection: Inspection) -> SentReturn:
    return SentReturn(inspection=inspection, agency=Agency.POLICE, sender="police", version=1)


def tracked(inspection: Inspection) -> TrackedChild:
    return TrackedChild(inspection=inspection, child="c1", place=1)


def file() -> ContentFile[bytes]:
    return ContentFile(b"Minutes.\n", "Minutes.txt")


# By module and name; what is changed need not be kept anywhere, as nothing of it is read before the policy is asked.
ACTIONS = {
    "inspections.actions.builds.ask_for_build": Asked(lambda one: {"inspection": one}, "inspector"),
    "inspections.actions.builds.cancel_build": Asked(
        lambda one: {"build": Build(inspection=one)}, "inspector"
    ),
    "inspections.actions.concerns.raise_concern": Asked(
        lambda one: {"inspection": one, "child": "c1", "agency": Agency.POLICE, "says": "Now."}
    ),
    "inspections.actions.concerns.acknowledge": Asked(
        lambda one: {"concern": concern(one)}, "council contact"
    ),
    "inspections.actions.concerns.add_step": Asked(
        lambda one: {"concern": concern(one), "says": "Gone there."}, "inspector"
    ),
    "inspections.actions.inspection.move": Asked(
        lambda one: {"inspection": one, "to": Stage.DRAFTING}, "moderator"
    ),
    "inspections.actions.inspection.record_handling": Asked(
        lambda one: {"inspection": one, "lawful_basis": "A law", "keep_until": DAY, "restricted_to": []},
        "analyst",
    ),
    "inspections.actions.invitations.invite": Asked(
        lambda one: {"member": part(one), "place": "https://example.org/"}, "inspector"
    ),
    "inspections.actions.invitations.withdraw_invitation": Asked(
        lambda one: {"member": part(one)}, "inspector"
    ),
    "inspections.actions.people.add_person": Asked(
        lambda one: {
            "inspection": one, "email": "x@example.org", "name": "X", "given": Appointment(role=Role.LEAD),
        }, "analyst",
    ),
    "inspections.actions.people.remove_person": Asked(lambda one: {"member": part(one)}, "council contact"),
    "inspections.actions.returns.send_return": Asked(
        lambda one: {"inspection": one, "agency": Agency.POLICE, "delivery": Delivery(sender="x", files=[], says=None)},
        "council contact",
    ),
    "inspections.actions.columns.settle_columns": Asked(
        lambda one: {"sent": sent(one), "choices": NO_CHOICES}, "inspector"
    ),
    "inspections.actions.returns.count_in": Asked(lambda one: {"sent": sent(one)}, "inspector"),
    "inspections.actions.returns.take_out": Asked(
        lambda one: {"sent": sent(one), "why": "Wrong."}, "police contact"
    ),
    "evidence.actions.documents.add_document": Asked(
        lambda one: {"evidence": Evidence(inspection=one), "file": file()}
    ),
    "evidence.actions.evidence.add_evidence": Asked(
        lambda one: {
            "inspection": one,
            "observed": Observation("interview", Agency.POLICE, ["p1"], Bearing.FOR, "It."),
        }, "police contact",
    ),
    "evidence.actions.evidence.correct_evidence": Asked(
        lambda one: {
            "evidence": Evidence(inspection=one), "criteria": ["p1"], "bearing": Bearing.FOR, "seen": "It.",
            "why": "Better.",
        }, "inspector",
    ),
    "evidence.actions.evidence.correct_comment": Asked(
        lambda one: {
            "evidence": Evidence(inspection=one, comment_number=1), "text": "It.", "why": "So.",
        },
        "moderator",
    ),
    "evidence.actions.evidence.use_comment": Asked(
        lambda one: {
            "comment": EntryComment(inspection=one, child="c1", entry="e1", by=one.made_by), "criterion": "p1",
            "bearing": Bearing.FOR,
        },
    ),
    "evidence.actions.notes.start_note": Asked(
        lambda one: {"inspection": one, "kind": "interview", "agency": Agency.POLICE, "title": "T", "text": ""}
    ),
    "evidence.actions.notes.save_note": Asked(
        lambda one: {"note": Note(inspection=one), "title": "T", "text": "", "based_on": 1}
    ),
    "evidence.actions.notes.settle": Asked(
        lambda one: {
            "draft": Draft(note=Note(inspection=one), by=one.made_by), "title": "T", "text": "", "based_on": 1
        }, "inspector",
    ),
    "practice.actions.save_practice": Asked(
        lambda one: {
            "inspection": one, "passage": Passage(report=joint(), sentence=joint().sentences[0]),
            "agency": Agency.POLICE, "criteria": ["p1"], "seen": "It.",
        },
    ),
    "sampling.actions.take_sample": Asked(lambda one: {"inspection": one}, "analyst"),
    "sampling.actions.add": Asked(
        lambda one: {"inspection": one, "child": "c1", "why": "Asked."}, "inspector"
    ),
    "sampling.actions.replace": Asked(
        lambda one: {"tracked": tracked(one), "child": "c2", "why": "Asked."}, "inspector"
    ),
    "sampling.actions.take_out": Asked(lambda one: {"tracked": tracked(one), "why": "Asked."}, "inspector"),
    "sampling.actions.add_several": Asked(
        lambda one: {"inspection": one, "children": ["c1"], "why": "Asked."}, "inspector"
    ),
    "reading.actions.mark_read": Asked(lambda one: {"inspection": one, "child": "c1"}),
    "reading.actions.unmark_read": Asked(lambda one: {"inspection": one, "child": "c1"}, "police contact"),
    "reading.actions.assign": Asked(
        lambda one: {"inspection": one, "children": ["c1"], "to": one.made_by}, "inspector"
    ),
    "reading.actions.comment": Asked(
        lambda one: {"inspection": one, "child": "c1", "remark": Remark("e1", "Late.")}, "council contact"
    ),
    "reading.actions.take_back_comment": Asked(
        lambda one: {"comment": EntryComment(inspection=one, child="c1", entry="e1", by=one.made_by)},
        "inspector",
    ),
    "linking.actions.answer": Asked(
        lambda one: {"member": part(one), "question": one.link_questions.all()[0], "word": Word.SAME},
        "moderator",
    ),
    "linking.actions.settle": Asked(
        lambda one: {
            "member": part(one), "question": one.link_questions.all()[0], "word": Settled.SAME, "why": "So."
        }, "analyst",
    ),
    "linking.actions.take_back": Asked(
        lambda one: {"question": one.link_questions.all()[0], "why": "So."}, "analyst"
    ),
    "ratings.actions.audits.answer": Asked(
        lambda one: {"inspection": one, "agency": Agency.POLICE, "child": "c1", "given": {}}, "council contact"
    ),
    "ratings.actions.audits.send": Asked(
        lambda one: {"inspection": one, "agency": Agency.POLICE, "summary": ""}, "lead"
    ),
    "ratings.actions.audits.excuse": Asked(
        lambda one: {"inspection": one, "agency": Agency.POLICE, "why": "None."}, "inspector"
    ),
    "ratings.actions.drafts.keep_draft": Asked(
        lambda one: {
            "member": part(one), "cell": CELL, "stage": RatingStage.INDEPENDENT, "begun": Begun("good", "", (), "")
        }, "lead",
    ),
    "ratings.actions.drafts.throw_away": Asked(
        lambda one: {"member": part(one), "cell": CELL, "stage": RatingStage.INDEPENDENT}, "lead"
    ),
    "ratings.actions.ratings.rate": Asked(
        lambda one: {"member": part(one), "cell": CELL, "level": "good", "rationale": "So.", "evidence": []},
        "lead",
    ),
    "ratings.actions.ratings.consolidate": Asked(
        lambda one: {"member": part(one), "cell": CELL, "level": "good", "rationale": "So.", "evidence": []},
        "moderator",
    ),
    "ratings.actions.ratings.give_leave": Asked(
        lambda one: {"inspection": one, "cell": CELL, "why": "So."}, "inspector"
    ),
    "ratings.actions.ratings.confirm": Asked(
        lambda one: {"member": part(one), "rationale": "So."}, "moderator"
    ),
    "ratings.actions.ratings.finish": Asked(lambda one: {"member": part(one)}, "analyst"),
    "ratings.actions.ratings.take_up": Asked(lambda one: {"member": part(one)}, "analyst"),
    "ratings.actions.ratings.dissent": Asked(
        lambda one: {"member": part(one), "target": str(CELL), "level": "good", "rationale": "So."}, "lead"
    ),
    "judgments.actions.departures.depart": Asked(
        lambda one: {"inspection": one, "target": "overall", "level": "good", "rationale": "So.", "evidence": []},
        "moderator",
    ),
    "judgments.actions.departures.withdraw": Asked(
        lambda one: {"departure": Departure(inspection=one, target="overall")}, "inspector"
    ),
    "judgments.actions.moderation.ask": Asked(
        lambda one: {"inspection": one, "cell": CELL, "question": "Why?"}, "lead"
    ),
    "judgments.actions.moderation.answer": Asked(
        lambda one: {"inspection": one, "cell": CELL, "text": "So."}, "lead"
    ),
    "judgments.actions.moderation.accept": Asked(
        lambda one: {"inspection": one, "cell": CELL, "note": "So."}, "inspector"
    ),
    "letters.actions.drafting.record_facts": Asked(
        lambda one: {
            "inspection": one, "given": LetterFacts(
                fieldwork_from=DAY, fieldwork_to=DAY, addressees="All", sample="Some", published=DAY
            ),
        }, "inspector",
    ),
    "letters.actions.drafting.correct_day": Asked(
        lambda one: {"inspection": one, "published": DAY}, "inspector"
    ),
    "letters.actions.drafting.word": Asked(
        lambda one: {"inspection": one, "statement": "s", "text": "T"}, "inspector"
    ),
    "letters.actions.drafting.add": Asked(
        lambda one: {"inspection": one, "text": "T", "section": "improve", "cells": []}, "moderator"
    ),
    "letters.actions.drafting.restore": Asked(
        lambda one: {"inspection": one, "statement": "s"}, "police contact"
    ),
    "letters.actions.drafting.make_edition": Asked(lambda one: {"inspection": one}, "inspector"),
    "letters.actions.accuracy.comment": Asked(
        lambda one: {"edition": edition(one), "agency": Agency.POLICE, "statement": "s", "says": "No."},
        "lead",
    ),
    "letters.actions.accuracy.answer_comment": Asked(
        lambda one: {"comment": Comment(edition=edition(one)), "answer": "refused", "why": "So."},
        "police contact",
    ),
    "letters.actions.signing.make_key": Asked(
        lambda one: {"inspection": one, "inspectorate": "hmicfrs", "passphrase": "three words here"}, "lead"
    ),
    "letters.actions.signing.sign": Asked(
        lambda one: {"edition": edition(one), "inspectorate": "hmicfrs", "passphrase": "three words here"},
        "moderator",
    ),
    "letters.actions.publishing.set_publication": Asked(
        lambda one: {"inspection": one, "at": timezone.now()}, "inspector"
    ),
    "letters.actions.publishing.withdraw_publication": Asked(lambda one: {"inspection": one}, "inspector"),
    "letters.actions.follow_up.name_principal": Asked(
        lambda one: {"statement": statement(one), "principal": Agency.POLICE}, "council contact"
    ),
    "letters.actions.follow_up.plan": Asked(
        lambda one: {
            "statement": statement(one), "promise": Promise(
                answers="s", agency=Agency.POLICE, what="It", by_when=DAY, known_by="Figures"
            ),
        }, "lead",
    ),
    "letters.actions.follow_up.take_back": Asked(lambda one: {"planned": planned(one)}, "lead"),
    "letters.actions.follow_up.send_statement": Asked(
        lambda one: {"statement": statement(one)}, "police contact"
    ),
    "letters.actions.follow_up.follow_up": Asked(
        lambda one: {"planned": planned(one), "found": "done", "note": "So."}, "analyst"
    ),
    "retention.actions.confirm": Asked(lambda one: {"inspection": one}, "analyst"),
    "retention.actions.withdraw": Asked(lambda one: {"inspection": one}, "analyst"),
    "api.actions.make_token": Asked(lambda one: {"member": part(one), "name": "x", "days": 1}, "lead"),
    "api.actions.revoke_token": Asked(
        lambda one: {"token": Token(inspection=one, person=part(one).person)}, "lead"
    ),
}  # fmt: skip


def agreed(series: Series) -> AgreedAction:
    return AgreedAction(series=series, agency=Agency.POLICE, what="Tell.", by_when=DAY)


def changed(series: Series) -> DeclaredChange:
    return DeclaredChange(series=series, date=DAY, what="A new form")


# Asked of a part in a series; `may_not` by its e-mail address.
OF_SERIES: dict[str, tuple[Callable[[Series], dict[str, Any]], str]] = {
    "series.actions.people.add_participant": (
        lambda one: {"series": one, "email": "x@example.org", "name": "X", "part": Part.AUDITOR}, "auditor",
    ),
    "series.actions.people.remove_participant": (
        lambda one: {"participant": one.participants.select_related("series").all()[0]}, "police",
    ),
    "series.actions.rounds.open_round": (
        lambda one: {"series": one, "returns_due": DAY, "lawful_basis": "A law", "keep_until": DAY}, "auditor",
    ),
    "series.actions.rounds.bring_in": (
        lambda one: {"series": one, "figures": figures_from(one.rounds.all()[0].figures)}, "auditor",
    ),
    "series.actions.rounds.send_again": (
        lambda one: {
            "one": one.rounds.select_related("series").get(number=3), "sender": one.senders.get(agency="police"),
            "files": [], "extract": Extract(first=DAY, last=DAY, extracted=DAY),
        }, "council",
    ),
    "series.actions.rounds.move_round": (
        lambda one: {"one": one.rounds.select_related("series").get(number=3), "to": RoundStage.AUDIT}, "auditor",
    ),
    "series.actions.agreed.agree": (
        lambda one: {
            "one": one.rounds.select_related("series").get(number=3), "agency": Agency.POLICE, "what": "It",
            "by_when": DAY,
        }, "auditor",
    ),
    "series.actions.agreed.mark_done": (lambda one: {"action": agreed(one), "on": DAY}, "council"),
    "series.actions.changes.declare_change": (
        lambda one: {"series": one, "declared": Declaration(date=DAY, what="A new form")}, "auditor",
    ),
    "series.actions.changes.correct_change": (
        lambda one: {"change": changed(one), "declared": Declaration(date=DAY, what="A form"), "instead_of": ""},
        "police",
    ),
    "series.actions.changes.take_back_change": (
        lambda one: {"change": changed(one), "instead_of": ""}, "auditor",
    ),
    "series.actions.opening.grant": (lambda one: {"series": one, "inspection": 1}, "auditor"),
    "series.actions.opening.withdraw_grant": (lambda one: {"grant": Grant(series=one)}, "police"),
}  # fmt: skip
# Of no inspection: asked of the account.
OF_ACCOUNTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "inspections.actions.inspection.set_up": lambda other: {
        "subject": Subject(title="T", area="A", framework="whole-system", theme="cse", nation=Nation.ENGLAND),
        "inspectorate": "ofsted",
    },
    "inspections.actions.invitations.shut_out": lambda other: {"person": other},
    "inspections.actions.invitations.let_in": lambda other: {"person": other},
    "series.actions.series.set_up_series": lambda other: {
        "title": "T", "area": "A", "nation": Nation.ENGLAND, "theme": "cse", "every": 3,
    },
    "series.actions.areas.take_in": lambda other: {"content": b""},
}  # fmt: skip
# Of one person alone: to everybody else it is as if there were none.
OF_THEIR_OWN: dict[str, Callable[[KeptSearch], dict[str, Any]]] = {
    "practice.actions.see_search": lambda kept: {"kept": kept, "reports": set()},
    "practice.actions.drop_search": lambda kept: {"kept": kept},
}
# What whoever is signed in does for themselves, and what keeps it theirs.
FOR_THEMSELVES = {
    "practice.actions.keep_search": "it is the search of whoever acts, by `by`, and nobody else’s"
}
# What the workspace does by itself, asked of nobody, and why that is right.
BY_ITSELF = {
    "api.actions.end_all": "whoever takes a part away ends its programs with it",
    "inspections.actions.concerns.escalate": "the worker does it, once nobody has acknowledged a concern in time",
    "inspections.actions.concerns.tell": "whoever raises a concern has it sent, and the worker, where it did not go",
    "inspections.actions.inspection.move_on": "publication moves it on, in the name of whoever set the time",
    "inspections.actions.invitations.accept_invitation": "whoever holds the link is let in by it",
    "inspections.actions.invitations.take_up_by_organisation": "whom their organisation vouches for is let in by it",
    "inspections.actions.people.take_away": "whoever may removes somebody from the inspection, or from its series",
    "letters.actions.publishing.publish": "the worker does it at the time that somebody set who might",
    "letters.actions.publishing.fail": "the worker does it, where that did not work",
    "retention.actions.destroy": "the worker or a command does it, of what a lead confirmed and what is due",
}
# Beside them, what changes nothing: it reads, or works something out.
CHANGE_NOTHING = {
    "api.actions.digest",
    "inspections.actions.concerns.told",
    "inspections.actions.invitations.invited_by",
    "inspections.actions.invitations.token_of",
    "inspections.actions.returns.manifest",
    "letters.actions.publishing.working_days",
    "letters.actions.signing.key_now",
    "letters.actions.signing.keys_of",
    "linking.actions.contradicted_by",
    "ratings.actions.ratings.levels",
    "series.actions.rounds.hindrance",
}
WORKSPACE = "conspectus.workspace."


def public() -> Iterator[str]:
    """Every public function of every module of actions, by module and name."""
    for found in pkgutil.walk_packages(conspectus.workspace.__path__, WORKSPACE):
        if "actions" not in found.name.split("."):
            continue
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == found.name:
                yield f"{found.name}.{name}".removeprefix(WORKSPACE)


def called(name: str) -> Callable[..., object]:
    module, _, function = name.rpartition(".")
    action: Callable[..., object] = getattr(import_module(f"{WORKSPACE}{module}"), function)
    return action


def test_no_action_is_left_out_of_the_lists() -> None:
    assert sorted(public()) == sorted(
        [*ACTIONS, *OF_SERIES, *OF_ACCOUNTS, *OF_THEIR_OWN, *FOR_THEMSELVES, *BY_ITSELF, *CHANGE_NOTHING]
    )


@pytest.mark.parametrize("name", [*ACTIONS, *OF_SERIES, *OF_ACCOUNTS, *OF_THEIR_OWN, *FOR_THEMSELVES])
def test_an_action_says_who_acts_and_none_other_is_let_pass(name: str) -> None:
    by = inspect.signature(called(name)).parameters["by"]
    assert by.kind is inspect.Parameter.KEYWORD_ONLY and by.default is inspect.Parameter.empty


@pytest.mark.parametrize("name", sorted(CHANGE_NOTHING))
def test_what_changes_nothing_is_told_of_nobody(name: str) -> None:
    assert "by" not in inspect.signature(called(name)).parameters


def refused(kind: type[Exception], act: Callable[..., object], given: dict[str, Any], by: User) -> str:
    """Why it was refused; nothing was written, and the log has no row of it."""
    rows = Entry.objects.count()
    with CaptureQueriesContext(connection) as ran, pytest.raises(kind) as told:
        act(**given, by=by)
    wrote = [
        one["sql"] for one in ran.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert wrote == [] and Entry.objects.count() == rows
    return str(told.value)


@pytest.mark.parametrize("name", ACTIONS)
def test_to_a_stranger_nothing_is_there(
    name: str, inspection: Inspection, person: Callable[[str], User]
) -> None:
    refused(NotAPart, called(name), ACTIONS[name].given(inspection), person("stranger"))


@pytest.mark.parametrize("name", ACTIONS)
def test_a_part_that_may_not_is_told_why(
    name: str, inspection: Inspection, person: Callable[[str], User]
) -> None:
    asked = ACTIONS[name]
    why = refused(NotAllowed, called(name), asked.given(inspection), person(asked.may_not))
    assert why.endswith(".") and len(why.split()) > 4


@pytest.fixture
def partnership(db: None) -> Series:
    """A partnership in its third round."""
    return Series.objects.get()


@pytest.mark.parametrize("who", ["lead", "stranger"])
@pytest.mark.parametrize("name", OF_SERIES)
def test_to_whoever_takes_no_part_there_is_no_series(
    name: str, who: str, partnership: Series, person: Callable[[str], User]
) -> None:
    given, _ = OF_SERIES[name]
    refused(NotAPart, called(name), given(partnership), person(who))


@pytest.mark.parametrize("name", OF_SERIES)
def test_a_part_in_a_series_that_may_not_is_told_why(name: str, partnership: Series) -> None:
    given, may_not = OF_SERIES[name]
    who = User.objects.get(email=f"{may_not}@example.org")
    why = refused(NotAllowed, called(name), given(partnership), who)
    assert why.endswith(".") and len(why.split()) > 4


@pytest.mark.parametrize("name", OF_ACCOUNTS)
@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_what_is_of_no_inspection_is_for_whoever_runs_the_workspace(
    name: str, who: str, person: Callable[[str], User]
) -> None:
    why = refused(NotAllowed, called(name), OF_ACCOUNTS[name](person("observer")), person(who))
    assert why == "This is for whoever runs the workspace."


@pytest.mark.parametrize("name", OF_THEIR_OWN)
def test_what_is_somebodys_own_is_not_there_for_others(name: str, person: Callable[[str], User]) -> None:
    kept = KeptSearch.objects.create(
        person=person("lead"), asked={"query": "q"}, seen=[], seen_at=timezone.now()
    )
    refused(NotAPart, called(name), OF_THEIR_OWN[name](kept), person("inspector"))


@pytest.mark.parametrize("who", ["lead", "moderator", "observer"])
def test_a_no_is_told_before_a_later_one_and_a_yes_is_true(
    who: str, inspection: Inspection, person: Callable[[str], User]
) -> None:
    member = inspection.members.select_related("inspection").get(person=person(who))
    assert bool(policies.anyone(member)) and policies.anyone(member).why_not == ""
    joined = policies.leads(member) and policies.in_stage(member, "It is done", Stage.CLOSED)
    told = "It is done in the stage “Closed”, and the inspection is at “Moderation”."
    yours = member.get_role_display().lower()
    assert joined.why_not == (
        told if who == "lead" else f"This is for: lead inspector; your part is {yours}."
    )


@pytest.mark.parametrize(
    ("who", "page", "button", "why"),
    [
        ("lead", "tracked/", "Choose a child by hand", "Children are chosen until moderation"),
        ("moderator", "judgment/", "Depart from a result", "your part is moderator."),
        ("analyst", "", "Move to another stage", "This is for: lead inspector; your part is analyst."),
        ("inspector", "evidence/{piece}/", "Correct how it is put", "by whoever recorded it"),
        (
            "lead",
            "letter/",
            "Make the letter",
            "The letter is worded in the stages “Drafting the letter” and",
        ),
        ("lead", "ratings/p1/police/", "Save a rating", "by the inspectorate that leads for it"),
        ("police contact", "returns/{sent}/", "Take it out", "This is for: lead inspector and analyst"),
    ],
)
def test_a_button_that_cannot_be_pressed_says_why(
    who: str, page: str, button: str, why: str, drafted: Inspection, signed_in: Callable[[str], Client]
) -> None:
    numbers = {"piece": drafted.evidence.all()[0].pk, "sent": drafted.returns.get(agency="police").pk}
    text = signed_in(who).get(f"/inspections/{drafted.pk}/{page.format(**numbers)}").content.decode()
    [_, after] = text.split(f'disabled aria-disabled="true">{button}</button>')
    assert why in after.partition("</p>")[0]


@pytest.fixture
def drafted(inspection: Inspection) -> Inspection:
    """In moderation, with the letter's facts on record."""
    Facts.objects.create(
        inspection=inspection,
        fieldwork_from=DAY,
        fieldwork_to=DAY,
        addressees="All",
        sample="Some",
        published=DAY,
    )
    return inspection
