"""A build and its link questions: the decisions it is given, those it used, and what it asks.

Questions are taken out of the casebook when its build ends, and not when somebody looks: so reading a page
writes nothing, a list of thousands is one query of the database, and a question is there before its casebook is.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from conspectus.plain import forms, number
from conspectus.records.casebook import Casebook, open_casebook
from conspectus.terms import LINK_DECISION
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.building import Summary
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.models import Build, Inspection
from conspectus.workspace.linking.models import (
    LinkDecision,
    LinkDecisionQuerySet,
    LinkQuestion,
    LinkQuestionQuerySet,
    LinkRound,
)

AT_ONCE = 500  # rows in one statement
SHOWN = 20  # builds, as on their page


def decisions_for(build: Build, folder: Path) -> Path | None:
    """Write what stands decided as the file that a build takes, and note that this build was told."""
    found = _told(build)
    if not found:
        return None
    file = folder / "link-decisions.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(LINK_DECISION)
        lines.writerows(_line(one) for one in found)
    return file


@transaction.atomic
def _told(build: Build) -> list[LinkDecision]:
    of_all = _of(build.inspection_id)
    found = of_all.for_builds().select_related("question", "settled_by")
    told = list(found.prefetch_related("question__answers__by"))
    of_all.update(given_to=None)
    _each(told, lambda some: some.update(given_to=build))
    return told


def _of(inspection: int) -> LinkDecisionQuerySet:
    return LinkDecision.objects.filter(question__inspection=inspection)


def _each(found: Iterable[LinkDecision], act: Callable[["QuerySet[LinkDecision]"], object]) -> None:
    """Do it to so many at once as one statement may name."""
    numbers = [one.pk for one in found]
    for start in range(0, len(numbers), AT_ONCE):
        act(LinkDecision.objects.filter(pk__in=numbers[start : start + AT_ONCE]))


def _line(one: LinkDecision) -> tuple[str, ...]:
    (sender_a, person_a), (sender_b, person_b) = one.question.records
    return sender_a, person_a, sender_b, person_b, one.word, one.whose, one.at.isoformat(timespec="seconds")


def take_up(build: Build) -> None:
    """Note which decisions the casebook rests on, and ask what it asks."""
    with open_casebook(build.casebook, threads=1) as book:
        used, absent = _used(build, book)
        asked = _ask(build, book)
    LinkRound.objects.create(build=build, asked=asked, used=used, absent=absent)
    record(
        Action.LINKS_ASKED, by=None, inspection=build.inspection_id, target=f"build:{build.pk}", asked=asked,
        used=used, absent=absent,
    )  # fmt: skip


def _used(build: Build, book: Casebook) -> tuple[int, int]:
    """How many of the decisions that it was told it could use, and how many are of records that nobody sent."""
    held = {(row["sender"], row["person_id"]) for row in book.rows("select sender, person_id from links")}
    of_all = _of(build.inspection_id)
    told = list(of_all.filter(given_to=build).select_related("question"))
    used = [one for one in told if held.issuperset(one.question.records)]
    of_all.update(used_in=None)
    _each(used, lambda some: some.update(used_in=build))
    return len(used), len(told) - len(used)


ASKED = """
select q.*, a.agency as agency_a, b.agency as agency_b, a.restricted or b.restricted as restricted
from questions q
join people a on a.sender = q.sender_a and a.person_id = q.person_id_a
join people b on b.sender = q.sender_b and b.person_id = q.person_id_b
order by q.question
"""
PAIR = ["inspection", "sender_a", "person_id_a", "sender_b", "person_id_b"]
SAID = ["agency_a", "agency_b", "place", "probability", "reason", "restricted"]


def _ask(build: Build, book: Casebook) -> int:
    """Put the casebook's questions in the place of those that an earlier one asked; answers stay."""
    rows = book.rows(ASKED)
    every = LinkQuestion.objects.filter(inspection=build.inspection_id)
    every.update(place=None)
    _restrict(every, book)
    LinkQuestion.objects.bulk_create(
        [_question(build, row) for row in rows], batch_size=AT_ONCE, update_conflicts=True, unique_fields=PAIR,
        update_fields=SAID,
    )  # fmt: skip
    return len(rows)


def _restrict(every: LinkQuestionQuerySet, book: Casebook) -> None:
    """A record may be restricted after it was asked of: its question then is, though it is not asked again."""
    found = book.rows("select sender, person_id from people where restricted")
    hidden = {(row["sender"], row["person_id"]) for row in found}
    numbers = [one.pk for one in every.filter(restricted=False) if not hidden.isdisjoint(one.records)]
    for start in range(0, len(numbers), AT_ONCE):
        every.filter(pk__in=numbers[start : start + AT_ONCE]).update(restricted=True)


def _question(build: Build, row: dict[str, Any]) -> LinkQuestion:
    sides = sorted((row[f"sender_{side}"], row[f"person_id_{side}"], row[f"agency_{side}"]) for side in "ab")
    told = {
        f"{name}_{side}": value
        for side, values in zip("ab", sides, strict=True)
        for name, value in zip(("sender", "person_id", "agency"), values, strict=True)
    }
    return LinkQuestion(
        inspection_id=build.inspection_id, place=row["question"], probability=row["probability"],
        reason=row["reason"], restricted=bool(row["restricted"]), **told,
    )  # fmt: skip


def told(inspection: Inspection) -> Summary:
    """What each build used, and how many decisions wait for the next."""
    rounds = LinkRound.objects.filter(build__inspection=inspection).order_by("-pk")[:SHOWN]
    waiting = _of(inspection.pk).waiting_since(last_built(inspection)).count()
    return Summary(
        of={one.build_id: one.in_words for one in rounds},
        ahead=f"{number(waiting, 'link decision')} {forms(waiting, 'waits', 'wait')} for the next casebook.",
        place=reverse("links", args=[inspection.pk]),
    )
