"""Looked-after children: becoming so, reviews, health assessments, visits, leaving."""

from datetime import date, timedelta

from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period
from conspectus.example_area.when import on, plus_months, plus_working, working_from, working_until
from conspectus.terms import Agency

COUNCIL, HEALTH = Agency.COUNCIL, Agency.HEALTH


def looked_after(family: Family, *, draw: Draw, book: Register) -> None:
    """Those of the family who were in care already, and those who enter in the year."""
    first, last = period()
    for child in family.children:
        if child.born is None:
            continue
        if child.age_on(first) >= 1 and draw.happens("care.stock"):
            _in_care(child, start=first - timedelta(days=draw.between(40, 320)), draw=draw, book=book)
        elif draw.happens("care.entered"):
            start = working_from(draw.day(first, last - timedelta(days=5)))
            care = _in_care(child, start=start, draw=draw, book=book)
            _first_health_assessment(care, draw=draw, book=book)


def _in_care(child: Person, *, start: date, draw: Draw, book: Register) -> Happening:
    reviews = _reviews(start, draw)
    end = start + timedelta(days=draw.between(12, 300)) if draw.happens("care.left") else None
    end = _off_the_limits(end, start, reviews) if end else None
    care = book.add(Happening(COUNCIL, child, "looked_after", on(start), end=on(end) if end else None))
    book.add(Happening(COUNCIL, child, "placement_started", on(start)))
    stop = end or period()[1]
    for review in reviews[: draw.between(0, 1) if draw.happens("care.reviews_stop") else None]:
        if review <= stop:
            book.add(Happening(COUNCIL, child, "looked_after_review", on(review)))
    _visits(child, start=start, stop=stop, draw=draw, book=book)
    if draw.happens("care.review_assessment"):
        day = draw.working_day(start + timedelta(days=150), start + timedelta(days=380))
        if day <= stop:
            book.add(Happening(HEALTH, child, "review_health_assessment", on(day)))
    return care


def _reviews(start: date, draw: Draw) -> list[date]:
    """Within 20 working days, then three, then every six months, or a little late."""
    in_time = draw.happens("care.review")
    reviews = [plus_working(start, draw.between(9, 20) if in_time else draw.between(21, 32))]
    for months in (3, 6, 6, 6):
        limit = plus_months(reviews[-1], months)
        early = working_until(limit - timedelta(days=draw.between(0, 15)))
        late = working_from(limit + timedelta(days=draw.between(1, 20)))
        reviews.append(early if draw.happens("care.review") else late)
    return reviews


def _off_the_limits(end: date, start: date, reviews: list[date]) -> date:
    """The same day, or the next on which no review was due: whether one was still owed would be a quibble."""
    limits = {plus_working(start, 20), plus_months(reviews[0], 3), *(plus_months(day, 6) for day in reviews)}
    while end in limits:
        end += timedelta(days=1)
    return end


def _visits(child: Person, *, start: date, stop: date, draw: Draw, book: Register) -> None:
    day = plus_working(start, draw.between(2, 6))
    while day <= stop:
        outcome = draw.weighted(("seen_alone", "seen", "not_seen"), draw.shares("care.visit"))
        book.add(Happening(COUNCIL, child, "looked_after_visit", on(day), outcome=outcome))
        day = working_from(day + timedelta(days=draw.between(30, 48)))


def _first_health_assessment(care: Happening, *, draw: Draw, book: Register) -> None:
    fate, start = draw.fate("care.health_assessment"), care.start.day
    book.intend("initial-health-assessment", care, STATUS[fate])
    if fate == "never":
        return
    day = plus_working(start, draw.between(6, 20) if fate == "in_time" else draw.between(21, 45))
    book.add(Happening(HEALTH, care.person, "initial_health_assessment", on(day)))
