"""Domestic abuse, whom the police told and who says so too, and police protection."""

from datetime import date, datetime, timedelta

from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period
from conspectus.example_area.when import at, plus_school, plus_working
from conspectus.terms import Agency, Relation

COUNCIL, POLICE, EDUCATION = Agency.COUNCIL, Agency.POLICE, Agency.EDUCATION


def domestic_abuse(family: Family, *, draw: Draw, book: Register) -> None:
    """Incidents in the family's home; where there were none, now and then another notification."""
    first, last = period()
    times = draw.count(draw.rate("harm.incidents_per_family"))
    children = [child for child in family.children if child.born is not None]
    day = draw.day(first, last)
    if times and len(family.parents) > 1 and draw.happens("harm.alleged"):
        for child in children:
            book.bond(POLICE, family.parents[1], child, Relation.ALLEGED_HARM)
    for _ in range(times if children else 0):
        incident(children, moment=draw.moment(day, 8, 25), alone=times == 1, draw=draw, book=book)
        day += timedelta(days=draw.weighted((0, 1, draw.between(2, 90)), draw.shares("harm.next_incident")))
    if children and not times and draw.happens("harm.other_notifications"):
        notify([draw.pick(children)], moment=draw.moment(day, 8, 23), draw=draw, book=book)


def incident(children: list[Person], *, moment: datetime, alone: bool, draw: Draw, book: Register) -> None:
    """One incident: a row for each child at home, and who was told of it."""
    occasion = book.occasion()
    risk = draw.weighted(("standard", "medium", "high"), draw.shares("harm.risk"))
    rows = [
        book.add(
            Happening(POLICE, child, "domestic_abuse_incident", at(moment), outcome=risk, occasion=occasion)
        )
        for child in children
    ]
    fate = draw.fate("harm.notification", moment.date())
    for row in rows if alone else []:
        book.intend("notify-child-at-risk", row, STATUS[fate])
    if fate != "never":
        minutes = draw.between(40, 1400) if fate == "in_time" else draw.between(1500, 8600)
        notify(children, moment=moment + timedelta(minutes=minutes), draw=draw, book=book)
    for row in rows:
        _tell_school(row, alone=alone, draw=draw, book=book)


def notify(children: list[Person], *, moment: datetime, draw: Draw, book: Register) -> None:
    """Police tell the council: one message, a row for each child, and what the council's record shows."""
    occasion, received_as = book.occasion(), book.occasion()
    fate, named = draw.fate("harm.received"), draw.happens("harm.referenced")
    received = _received(moment, fate == "late", draw)
    for child in children:
        sent = book.add(
            Happening(POLICE, child, "notification", at(moment), counterparty="council", occasion=occasion)
        )
        if fate != "never":
            book.add(
                Happening(
                    COUNCIL,
                    child,
                    "notification_received",
                    at(received),
                    counterparty="police",
                    answers=sent if named else None,
                    occasion=received_as,
                )
            )


def _received(sent: datetime, late: bool, draw: Draw) -> datetime:
    if late:
        return draw.moment(plus_working(sent.date(), draw.between(2, 6)), 8, 18)
    if sent.hour < 16 and draw.happens("harm.received_same_day"):
        return sent + timedelta(minutes=draw.between(5, 400))
    return draw.moment(plus_working(sent.date(), 1), 8, 18)


def _tell_school(row: Happening, *, alone: bool, draw: Draw, book: Register) -> None:
    """The school or nursery of each child at home."""
    day, fate = row.start.day, draw.fate("harm.school_told")
    if alone:
        book.intend("tell-school-next-school-day", row, STATUS[fate])
    if fate == "never":
        return
    told_on = plus_school(day, 1 if fate == "in_time" else draw.between(2, 6))
    told = book.add(
        Happening(
            POLICE,
            row.person,
            "school_notification",
            at(draw.moment(told_on, 7, 10)),
            counterparty="education",
        )
    )
    if row.person.age_on(day) >= 4 and draw.happens("harm.school_received"):
        _school_received(told, draw=draw, book=book)


def _school_received(told: Happening, *, draw: Draw, book: Register) -> None:
    moment = told.start.first + timedelta(minutes=draw.between(2, 50))
    book.add(
        Happening(
            EDUCATION,
            told.person,
            "school_notification_received",
            at(moment),
            counterparty="police",
            answers=told,
        )
    )


def police_protection(family: Family, *, draw: Draw, book: Register) -> None:
    """The power used, at most once for a child."""
    first, last = period()
    for child in family.children:
        if child.born is not None and draw.happens("harm.police_protection"):
            _protect(child, day=draw.day(first, last - timedelta(days=3)), draw=draw, book=book)


def _protect(child: Person, *, day: date, draw: Draw, book: Register) -> None:
    began, fate = draw.moment(day, 6, 24), draw.fate("harm.protection_ended")
    row = book.add(Happening(POLICE, child, "police_protection", at(began)))
    book.intend("police-protection-72-hours", row, STATUS[fate])
    if fate == "never":
        return
    minutes = draw.between(240, 4200) if fate == "in_time" else draw.between(4400, 5600)
    book.add(Happening(POLICE, child, "police_protection_ended", at(began + timedelta(minutes=minutes))))
