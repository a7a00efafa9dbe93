"""What a series shows: its trends, what is new in a round, who is late, what is agreed and what is owed."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from conspectus.definitions import agencies
from conspectus.monitoring import Change, Changes, Figures, Item, Trend, owed, trend
from conspectus.monitoring import Series as TrendSeries
from conspectus.terms import Agency
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, SentReturn
from conspectus.workspace.series.models import AgreedAction, DeclaredChange, Participant, Round, Series
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.stages import OPEN

WITHIN = 10  # working days ahead that a page of what is owed looks
NEWS = ("concern", "improvement")


def rounds_of(series: Series) -> list[Round]:
    """Its rounds, the first first."""
    return list(series.rounds.select_related("inspection"))


def open_round(series: Series) -> Round | None:
    """The round that goes on."""
    return next((one for one in rounds_of(series) if one.stage in OPEN), None)


@lru_cache(maxsize=512)  # every area of England, and some rounds
def figures_from(content: str) -> Figures:
    """A figures file as it was kept."""
    return Figures.model_validate_json(content)


@lru_cache(maxsize=64)
def _trend(contents: tuple[str, ...], changes: Changes, agency: Agency | None) -> Trend:
    return trend([figures_from(one) for one in contents], agency=agency, changes=changes)


def trend_of(
    series: Series, *, agency: str = "", until: int | None = None, published: bool = False
) -> Trend | None:
    """Trends over the rounds up to one; those of one agency where it is named; None before any was counted.

    `published`: of the suppressed figures, for whoever is not of the partnership, to whom no action is told.
    """
    told = [one for one in rounds_of(series) if until is None or one.number <= until]
    contents = tuple(text for one in told if (text := one.published if published else one.figures))
    if not contents:
        return None
    declared = Changes(
        change=tuple(map(as_change, changes_of(series))),
        action=() if published else _marks(series.actions.all()),
    )
    return _trend(contents, declared, Agency(agency) if agency else None)


def changes_of(series: Series, *, agency: str = "") -> list[DeclaredChange]:
    """The declared changes that hold, by day; those that concern one agency where it is named."""
    found = series.changes.filter(taken_back_at=None).select_related("by")
    return [one for one in found if not agency or one.agency in ("", agency)]


def as_change(one: DeclaredChange) -> Change:
    """A declared change as a trend takes it."""
    return Change(
        date=one.date, what=one.what, duty=one.duty or None, agency=Agency(one.agency) if one.agency else None
    )


def _marks(actions: Iterable[AgreedAction]) -> tuple[Change, ...]:
    """What was done, as marks on the charts of the figures that should move."""
    return tuple(
        Change(date=one.done_on, what=one.what.rstrip("."), duty=one.duty or None, agency=Agency(one.agency))
        for one in actions
        if one.done_on is not None
    )


def news_of(one: Round, *, agency: str = "") -> list[TrendSeries]:
    """The series of which this round says another thing than the rounds before it: what got worse, what got better."""
    now = trend_of(one.series, agency=agency, until=one.number)
    before = trend_of(one.series, agency=agency, until=one.number - 1)
    stood = {news_key(each): each.state for each in before.series} if before else {}
    fresh = [
        each
        for each in (now.series if now else [])
        if each.state in NEWS and stood.get(news_key(each)) != each.state
    ]
    return sorted(fresh, key=lambda each: each.worst_first)


def news_key(one: TrendSeries) -> str:
    """By what a series is known from round to round, and in an address."""
    return "|".join((one.measure, one.duty, one.part or "", one.agency or ""))


class Sending(NamedTuple):
    """One sender that a round waits for, and how far it is."""

    agency: str
    sender: str  # empty where the agency never sent
    state: str
    late: bool


def sendings(one: Round, *, agency: str = "") -> list[Sending]:
    """Who sends in a round: the senders of the round before, and agencies with a contact that never sent."""
    sent = _newest(one.inspection) if one.inspection else {}
    due = one.returns_due
    over = due is not None and due < timezone.localdate() and one.stage in OPEN
    known = {(each.agency, each.sender) for each in one.series.senders.all()} | set(sent)
    having = {each for each, _ in known}
    contacts = one.series.participants.filter(part=Part.CONTACT).values_list("agency", flat=True)
    known |= {(each, "") for each in contacts if each not in having}
    made = []
    for whose, sender in sorted(known, key=lambda each: (list(agencies()).index(Agency(each[0])), each[1])):
        if agency in ("", whose):
            found = sent.get((whose, sender))
            usable = found is not None and found.state == SentReturn.State.USABLE
            state = found.get_state_display() if found else "Late" if over else "Awaited"
            made.append(Sending(whose, sender, state, over and not usable))
    return made


def _newest(inspection: Inspection) -> dict[tuple[str, str], SentReturn]:
    found = inspection.returns.filter(taken_out_at=None).order_by("version")
    return {(one.agency, one.sender): one for one in found}


def actions_of(participant: Participant) -> list[AgreedAction]:
    """What is agreed, the open ones first, by the day on which they are due; a contact's own agency's alone."""
    found = participant.series.actions.select_related("agreed_in", "done_by")
    found = found if participant.part != Part.CONTACT else found.filter(agency=participant.agency)
    return sorted(found, key=lambda one: (one.done_on is not None, one.by_when, one.pk))


def open_actions(participant: Participant) -> list[AgreedAction]:
    """Those that are not done."""
    return [one for one in actions_of(participant) if one.done_on is None]


class Due(NamedTuple):
    """One thing that an agency owes now."""

    item: Item
    records: tuple[str, ...]  # the agency's own numbers of the child


class OwedNow(NamedTuple):
    """What is owed, and from when it is seen."""

    as_of: date
    inspection: Inspection
    items: list[Due]


NUMBERS = """
select l.child_id, list(l.person_id order by l.sender, l.person_id) as records
from links l join senders s on s.sender = l.sender where s.agency = ? group by l.child_id
"""


def owed_now(participant: Participant) -> OwedNow | None:
    """What is owed, by the newest casebook that is still there; a contact's own agency's obligations alone.

    A contact is told neither of silo gaps, which rest on what others know, nor the joint record's number of a child.
    """
    of = participant.agency if participant.part == Part.CONTACT else ""
    for one in reversed(rounds_of(participant.series)):
        built = last_built(one.inspection) if one.inspection else None
        if one.inspection is None or built is None:
            continue
        book = opened(built.casebook)
        found = owed(book, agency=Agency(of) if of else None, within=WITHIN)
        numbers = (
            {str(row["child_id"]): tuple(row["records"]) for row in book.rows(NUMBERS, [of])} if of else {}
        )
        items = [
            Due(item, numbers.get(item.child_id, ())) for item in found.items if not of or item.kind != "gap"
        ]
        return OwedNow(found.as_of, one.inspection, items)
    return None
