"""The council asks other agencies for what they know, and they answer or do not."""

from datetime import date

from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import senders
from conspectus.example_area.when import on, plus_working
from conspectus.terms import Agency

DECISION = "decided_not_to_share"  # an event, and the status that it gives


def ask_others(family: Family, *, draw: Draw, book: Register) -> None:
    """With each assessment, those who know the child are asked, and those who supervise a parent."""
    supervised = any(book.of(parent, "probation_order") for parent in family.parents)
    for child in family.children:
        asked: set[Agency] = set()
        for assessment in book.of(child, "assessment_started"):
            if draw.happens("information.requests"):
                for agency in _whom(child, draw=draw, book=book, supervised=supervised):
                    again = agency in asked
                    _ask(child, agency, day=assessment.start.day, again=again, draw=draw, book=book)
                    asked.add(agency)


def _whom(child: Person, *, draw: Draw, book: Register, supervised: bool) -> list[Agency]:
    knows = {row.agency for row in book.of(child)} - {Agency.COUNCIL}
    asked = [agency for agency in Agency if agency in knows and draw.happens("information.asked")]
    if supervised and Agency.PROBATION not in asked:
        asked.append(Agency.PROBATION)
    return asked


def _ask(child: Person, agency: Agency, *, day: date, again: bool, draw: Draw, book: Register) -> None:
    """A group whose record begins later is asked after that, so that no answer can belong to two requests."""
    if day < senders()[agency].from_:
        return
    request = book.add(Happening(Agency.COUNCIL, child, "information_request", on(day), counterparty=agency))
    fate = draw.fate(f"information.{agency}", day)
    declines = fate == "never" and DECISION in senders()[agency].covers and day.day % 3 > 0
    if not again:
        _intend(request, agency, DECISION if declines else STATUS[fate], book)
    if declines:  # two in three of those who never answer; told from the day, so that no draw of others moves
        decided = on(plus_working(day, 2))
        book.add(
            Happening(
                agency, child, DECISION, decided, counterparty="council", outcome="would_harm_the_child_more"
            )
        )
    if fate == "never":
        return
    answered = plus_working(day, draw.between(1, 5) if fate == "in_time" else draw.between(6, 14))
    book.add(
        Happening(
            agency, child, "information_supplied", on(answered), counterparty="council", answers=request
        )
    )


def _intend(request: Happening, agency: Agency, status: str, book: Register) -> None:
    covered = "information_supplied" in senders()[agency].covers
    book.intend("information-supplied", request, status if covered else "not_evaluated")
