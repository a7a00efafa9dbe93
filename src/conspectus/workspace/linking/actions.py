"""Answer blind, settle what stayed open, take a decision back."""

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.linking.contradictions import Decided, against
from conspectus.workspace.linking.models import LinkAnswer, LinkDecision, LinkQuestion, Settled, Word
from conspectus.workspace.linking.policies import answers, settles

TWO = 2  # people decide


@transaction.atomic
def answer(*, member: Member, question: LinkQuestion, word: Word, by: User) -> LinkQuestion:
    """One's own answer, once; the second one decides, or hands the question to the lead."""
    member = may(answers, question.inspection, by)
    locked = _locked(question)
    given = list(locked.answers.standing())
    _may_answer(member, locked, given)
    mine = LinkAnswer.objects.create(question=locked, by=by, word=word)
    record(Action.LINK_ANSWERED, by=by, inspection=locked.inspection_id, target=f"answer:{mine.pk}")
    if len(given) + 1 == TWO:
        _put_together(locked, {Word(one.word) for one in (*given, mine)}, by)
    return locked


def _locked(question: LinkQuestion) -> LinkQuestion:
    # The inspection first: two decisions at once could each hold, and not together.
    Inspection.objects.select_for_update().get(pk=question.inspection_id)
    return LinkQuestion.objects.select_for_update().get(pk=question.pk)


def _may_answer(member: Member, question: LinkQuestion, given: list[LinkAnswer]) -> None:
    if any(one.by_id == member.person_id for one in given):
        raise ConspectusError("you have answered this question", str(question), "Go on to the next one.")
    if question.state != LinkQuestion.State.OPEN or question.place is None:
        raise ConspectusError(
            "this question is not open any more", str(question),
            "Two people have answered it, or the newest casebook does not ask it: go on to the next one.",
        )  # fmt: skip


def _put_together(question: LinkQuestion, words: set[Word], by: User) -> None:
    [word, *others] = words
    agreed = not others and word is not Word.CANNOT_TELL
    if agreed and not contradicted_by(question, Settled(word.value)):
        LinkDecision.objects.create(question=question, word=word.value)
        record(Action.LINK_DECIDED, by=by, inspection=question.inspection_id, target=question.target)
        _move(question, LinkQuestion.State.DECIDED)
    else:
        _move(question, LinkQuestion.State.WITH_LEAD)


def _move(question: LinkQuestion, state: LinkQuestion.State) -> None:
    question.state = state
    question.save(update_fields=["state", "place"])


def contradicted_by(question: LinkQuestion, word: Settled) -> list[int]:
    """Numbers of the questions whose decisions could not hold beside this one."""
    if word is Settled.LEFT_OPEN:
        return []
    found = LinkDecision.objects.for_builds().filter(question__inspection=question.inspection_id)
    known = [
        Decided(one.question_id, *one.question.records, same=one.word == Settled.SAME)
        for one in found.exclude(question=question).select_related("question")
    ]
    return against(Decided(question.pk, *question.records, same=word is Settled.SAME), known)


@transaction.atomic
def settle(*, member: Member, question: LinkQuestion, word: Settled, why: str, by: User) -> LinkDecision:
    """A lead decides where two people did not agree, and says why."""
    locked = _locked(question)
    may(settles, question.inspection, by, [one.by_id for one in locked.answers.standing()])
    if locked.state != LinkQuestion.State.WITH_LEAD:
        raise ConspectusError("this question is not with the lead", str(question), "Look at it again.")
    if others := contradicted_by(locked, word):
        named = ", ".join(map(str, others))
        raise ConspectusError(
            f"this cannot hold beside what was decided of question {named}", str(question),
            "Decide otherwise, or take that decision back first.",
        )  # fmt: skip
    made = LinkDecision.objects.create(question=locked, word=word, settled_by=by, why=_said(why, locked))
    _move(locked, LinkQuestion.State.DECIDED)
    record(Action.LINK_SETTLED, by=by, inspection=locked.inspection_id, target=locked.target)
    return made


@transaction.atomic
def take_back(*, question: LinkQuestion, why: str, by: User) -> LinkQuestion:
    """The decision holds no longer: two people are asked again, and what was said stays on record."""
    may(leads, question.inspection, by)
    locked = _locked(question)
    stands = locked.decisions.standing().first()
    if stands is None:
        raise ConspectusError("nothing is decided of this question", str(question), "Look at it again.")
    stands.taken_back_by, stands.taken_back_at = by, timezone.now()
    stands.taken_back_why = _said(why, locked)
    stands.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_why"])
    locked.answers.standing().update(set_aside_at=timezone.now())
    locked.place = locked.place or 0
    _move(locked, LinkQuestion.State.OPEN)
    record(Action.LINK_TAKEN_BACK, by=by, inspection=locked.inspection_id, target=locked.target)
    return locked


def _said(why: str, question: LinkQuestion) -> str:
    if not why.strip():
        raise ConspectusError("a decision by the lead needs a reason", str(question), "Say why.")
    return why.strip()
