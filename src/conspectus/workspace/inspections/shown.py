"""What a part reads of the agencies' records, for pages and programs alike: let through by policy, then logged."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from conspectus.errors import CasebookError
from conspectus.records.casebook import Casebook, ChildChronology, DutyFigure, Picture
from conspectus.records.returns import Report
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import READING, Action
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import NotThereYet
from conspectus.workspace.inspections.casebooks import last_built, opened, picture_of
from conspectus.workspace.inspections.issues import keeps_back as keeps_cells_back
from conspectus.workspace.inspections.issues import report_of
from conspectus.workspace.inspections.models import Build, Concern, ConcernStep, Member, SentReturn
from conspectus.workspace.inspections.totals import Totals, totals

STEPS = Prefetch("steps", ConcernStep.objects.select_related("by"))


def open_concerns(parts: Iterable[Member]) -> list[Concern]:
    """Concerns that nobody has acknowledged, of those parts that must see them."""
    inside = {member.inspection_id: member for member in parts}
    found = Concern.objects.filter(inspection__in=list(inside), acknowledged_at=None).prefetch_related(
        "untold"
    )
    return [one for one in found if policies.must_act(inside[one.inspection_id], one)]


def concerns_in(member: Member) -> QuerySet[Concern]:
    """Every concern of the inspection with all that a page tells of it, the newest first."""
    found = member.inspection.concerns.order_by("-pk")
    return found.select_related("by", "acknowledged_by").prefetch_related(STEPS, "untold")


def open_and_raised(member: Member) -> tuple[list[Concern], list[Concern]]:
    """Concerns that this part must act on, and what this person raised, the newest first, however far it is."""
    asked = Q(acknowledged_at=None) | Q(by=member.person_id)
    found = member.inspection.concerns.filter(asked).order_by("-pk")
    looked = list(found.select_related("by", "acknowledged_by").prefetch_related("untold"))
    raised = [one for one in looked if one.by_id == member.person_id]
    prefetch_related_objects(raised, STEPS)
    waiting = [one for one in looked if one.acknowledged_at is None and policies.must_act(member, one)]
    return waiting, raised


def concerns_of(member: Member, child: str) -> QuerySet[Concern]:
    """Every time that a child was said to be at immediate risk, the newest first, however far it is."""
    return concerns_in(member).filter(child=child)


def read_concern(member: Member, concern: Concern) -> list[list[str]]:
    """Log that it was read; the agency's own contact is told which of its records are the child's."""
    own = concern.records if member.agency == concern.agency else []
    action = Action.RECORD_NUMBERS_SHOWN if own else Action.CHILD_READ
    target = f"child:{concern.child}"
    record(action, by=member.person, inspection=member.inspection_id, target=target, concern=concern.pk)
    return list(own)


def returns_of(member: Member) -> QuerySet[SentReturn]:
    """Every return that this part may see: a contact's own agency's, everybody's to those who inspect."""
    found = member.inspection.returns.select_related("by").order_by("agency", "sender", "-version")
    return found if policies.of_agency(member, "") else found.filter(agency=member.agency)


def read_return(member: Member, number: int, *, restricted: bool = False) -> tuple[SentReturn, Report | None]:
    """One of them with what checking found, which is logged; 403 for another agency's.

    Cells of restricted rows are kept back but from the agency's own contact; named roles are shown them on asking.
    """
    sent = get_object_or_404(member.inspection.returns.select_related("by"), pk=number)
    policies.must(policies.of_agency, member, sent.agency)
    if restricted:
        policies.must(policies.sees_cells_of, member, sent.agency)
    record(Action.RETURN_READ, by=member.person, inspection=member.inspection_id, target=f"return:{sent.pk}")
    if restricted and keeps_cells_back(sent):
        restricted_shown(member, f"return:{sent.pk}")
    own = policies.speaks_for_agency(member)
    return sent, report_of(sent, restricted=restricted or bool(own))


def book_of(member: Member) -> tuple[Build, Casebook]:
    """The newest casebook; 404 before there is one."""
    newest = last_built(member.inspection)
    if newest is None:
        raise NotThereYet(
            "No casebook has been built yet. It is built once agencies have sent their returns."
        )
    return newest, opened(newest.casebook)


def read_picture(member: Member) -> tuple[Build, Picture | Totals]:
    """The picture by agency, or its totals for a part that sees no child; either is logged."""
    newest, _ = book_of(member)
    target = f"build:{newest.pk}"
    record(Action.PICTURE_READ, by=member.person, inspection=member.inspection_id, target=target)
    whole = picture_of(newest.casebook)
    return newest, whole if policies.inspects(member) else totals(whole)


def read_figure(member: Member, key: tuple[str, str, str]) -> tuple[Casebook, DutyFigure]:
    """One figure of the picture by duty, part and agency, and the casebook that holds what it counts; logged."""
    newest, book = book_of(member)
    for figure in picture_of(newest.casebook).duties:
        if (figure.duty, figure.part, figure.agency) == key:
            target = f"duty_figures:{':'.join(key)}"
            record(Action.PICTURE_READ, by=member.person, inspection=member.inspection_id, target=target)
            return book, figure
    raise Http404


def read_child(member: Member, child: str, *, names: bool, restricted: bool = False) -> ChildChronology:
    """A child's joint chronology, without names and restricted rows unless they are asked for; each is logged."""
    if restricted:
        policies.must(policies.sees_restricted, member)
    _, book = book_of(member)
    try:
        story = book.chronology(child, names=names, restricted=restricted)
    except CasebookError:
        raise Http404 from None
    shown = {Action.NAMES_SHOWN: names, Action.RESTRICTED_SHOWN: restricted}
    for action in [action for action, asked in shown.items() if asked] or [Action.CHILD_READ]:
        record(action, by=member.person, inspection=member.inspection_id, target=f"child:{child}")
    return story


def keeps_back(story: ChildChronology) -> bool:
    """Whether something of it is told to named roles alone."""
    entries = any(one.restricted for one in story.entries)
    return story.child.restricted or entries or any(one.restricted for one in story.obligations)


def restricted_shown(member: Member, target: str, **details: object) -> None:
    """Log that somebody of a named role was shown what others may not see."""
    record(
        Action.RESTRICTED_SHOWN, by=member.person, inspection=member.inspection_id, target=target, **details
    )


def read_log(member: Member, *, reading: bool, exported: bool = False) -> QuerySet[Entry]:
    """The inspection's part of the log by number, without what was merely read unless asked; logged itself."""
    how = {"exported": True} if exported else {}
    record(Action.LOG_READ, by=member.person, inspection=member.inspection_id, target="", **how)
    found = Entry.objects.filter(inspection=member.inspection_id).order_by("number")
    return found if reading else found.exclude(action__in=READING)


WORKSPACE = "The workspace"  # did what nobody did

# What those who do not read the log are told that others did: nothing that anybody read, and nothing that would tell
# a rater what others think, a lead's dealings with people, or who was asked about which records.
OF_RETURNS = (Action.RETURN_UPLOADED, Action.RETURN_TAKEN_OUT, Action.RETURN_COUNTED_IN)
OF_THE_TEAM = (
    *OF_RETURNS, Action.BUILD_ASKED, Action.BUILD_ENDED, Action.SAMPLE_TAKEN, Action.CHILD_CHOSEN, Action.CHILD_LEFT,
    Action.EVIDENCE_ADDED, Action.EVIDENCE_CORRECTED, Action.PRACTICE_SAVED, Action.DOCUMENT_ADDED, Action.NOTE_SAVED,
    Action.AUDIT_SENT, Action.AUDIT_EXCUSED,
)  # fmt: skip
OF_EVERYBODY = (Action.STAGE_MOVED, Action.LETTER_PUBLISHED)


def read_activity(member: Member) -> QuerySet[Entry]:
    """What was done, the newest first, as far as this part may know of it; one's own doings always; logged itself."""
    return _told_to(member, read_log(member, reading=False).order_by("-number"))


def _told_to(member: Member, found: QuerySet[Entry]) -> QuerySet[Entry]:
    if policies.sees_log(member):
        return found
    told = (*OF_EVERYBODY, *OF_THE_TEAM) if policies.inspects(member) else OF_EVERYBODY
    return found.filter(Q(action__in=told) | Q(actor=member.person_id))


def look_in_log(member: Member, text: str, *, most: int = 50) -> list[tuple[Entry, str]]:
    """What was done that this part may know of, by its words, whoever did it, or a child; the newest, with who it was.

    That the log was read is logged where it tells something. What would tell where something restricted stands is
    looked at for the roles alone that see it.
    """
    every = Entry.objects.filter(inspection=member.inspection_id).exclude(action__in=READING)
    who = User.objects.filter(pk=OuterRef("actor")).values("name")
    named = _told_to(member, every).annotate(who=Coalesce(Subquery(who), Value(WORKSPACE)))
    if not policies.sees_restricted(member):
        named = named.exclude(action__in=(Action.RESTRICTED_SHOWN, *OPENED))
    words = (Q(action__icontains=word) | Q(who__icontains=word) for word in text.split())
    asked = Q(target=f"child:{text}") | reduce(and_, words)
    found: list[tuple[Entry, str]] = [
        (one, one.who) for one in named.filter(asked).order_by("-number")[:most]
    ]
    if found:
        record(Action.LOG_READ, by=member.person, inspection=member.inspection_id, target="")
    return found


BESIDE_PICTURE: list[Callable[[Member], str]] = []  # later apps: what they show under it
KEPT_BACK: list[
    Callable[[Member], Callable[[Entry], bool]]
] = []  # later apps: of which rows the details wait
A_RESTRICTED_ROW = "a restricted row"
OPENED = (
    *READING,
    Action.NAMES_SHOWN,
)  # what is opened on the way to a restricted row, and so would tell which


def as_told(member: Member) -> Callable[[Entry], Entry]:
    """A row of the log as this person may read it; in the database, and so in the chain, it stays as it is.

    Details wait that would tell them what others think. Which restricted row somebody was shown is told to the roles
    that see restricted rows.
    """
    waits, restricted = [rule(member) for rule in KEPT_BACK], _tells_of_restricted(member)

    def told(entry: Entry) -> Entry:
        if restricted(entry):
            entry.target, entry.details = A_RESTRICTED_ROW, {}
        elif any(rule(entry) for rule in waits):
            entry.details = {}
        return entry

    return told


def _tells_of_restricted(member: Member) -> Callable[[Entry], bool]:
    """Which rows would tell this person where something restricted stands: by itself, or since the same was opened."""
    if policies.sees_restricted(member):
        return lambda _: False
    shown = Entry.objects.filter(inspection=member.inspection_id, action=Action.RESTRICTED_SHOWN).order_by()
    found = set(shown.values_list("actor", "target").distinct())
    return lambda entry: (
        entry.action == Action.RESTRICTED_SHOWN
        or (entry.action in OPENED and (entry.actor, entry.target) in found)
    )


def names_in(entries: list[Entry]) -> dict[int | None, str]:
    """Who the people in rows of the log are; whoever is nobody is the workspace itself."""
    people = User.objects.filter(pk__in={entry.actor for entry in entries if entry.actor})
    return {None: WORKSPACE, **dict(people.values_list("pk", "name"))}
