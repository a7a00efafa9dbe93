"""What each agency records in ordinary weeks, and that nobody in the area is known to no one."""

from datetime import date, timedelta

from conspectus.definitions import Pattern
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period
from conspectus.example_area.when import at, on
from conspectus.terms import Agency

POLICE, HEALTH, EDUCATION = Agency.POLICE, Agency.HEALTH, Agency.EDUCATION


def everyday(family: Family, *, draw: Draw, book: Register) -> None:
    """Health, school, police, youth justice, voluntary and probation rows of one family."""
    for child in family.children:
        age = child.age_on(period()[0])
        if child.born is None:
            continue
        _health(child, age, draw=draw, book=book)
        if age >= 4:
            _school(child, draw=draw, book=book)
        if age >= 11:
            _worries(child, age, draw=draw, book=book)
        if age >= 12:
            _justice(child, draw=draw, book=book)
        if draw.happens("everyday.support"):
            support(child, draw=draw, book=book)
    for parent in family.parents:
        if draw.happens("everyday.probation"):
            supervise(parent, draw=draw, book=book)


# What an agency that knows a child records again and again: word and outcome.
AGAIN = {
    Agency.COUNCIL: ("contact", ""),
    POLICE: ("intelligence", ""),
    HEALTH: ("emergency_attendance", "other"),
    EDUCATION: ("school_concern", ""),
    Agency.VOLUNTARY: ("support_session", ""),
}


def further(family: Family, *, pattern: Pattern, draw: Draw, book: Register) -> None:
    """More of the same, by those who know a child already: no sign of the theme, and it fills the record."""
    signs = {word for sign in pattern.sign for word in sign.events.words}
    for child in family.children:
        knows = {row.agency for row in book.sent(child)}
        known_to = [agency for agency, (word, _) in AGAIN.items() if agency in knows and word not in signs]
        for _ in range(draw.count(draw.rate("everyday.further")) if known_to else 0):
            agency = draw.pick(known_to)
            word, outcome = AGAIN[agency]
            book.add(Happening(agency, child, word, on(_week_day(draw)), outcome=outcome))


def _any_day(draw: Draw) -> date:
    return draw.day(*period())


def _week_day(draw: Draw) -> date:
    return draw.working_day(*period())


def _health(child: Person, age: int, *, draw: Draw, book: Register) -> None:
    if draw.happens("everyday.health"):
        for _ in range(1 + draw.count(draw.rate("everyday.health_again"))):
            if draw.happens("everyday.emergency"):
                outcome = draw.weighted(
                    ("injury", "other", "alcohol", "overdose"), draw.shares("everyday.emergency_of")
                )
                moment = draw.moment(_any_day(draw), 3, 24)
                book.add(Happening(HEALTH, child, "emergency_attendance", at(moment), outcome=outcome))
            else:
                book.add(Happening(HEALTH, child, "not_brought", on(_week_day(draw))))
    if age >= 8 and draw.happens("everyday.mental_health"):
        start = period()[0] + timedelta(days=draw.between(-300, 330))
        end = (
            on(start + timedelta(days=draw.between(60, 400)))
            if draw.happens("everyday.mental_health_ended")
            else None
        )
        book.add(Happening(HEALTH, child, "mental_health_support", on(start), end=end))


def _school(child: Person, *, draw: Draw, book: Register) -> None:
    first, last = period()
    if draw.happens("everyday.school_roll"):
        left = on(draw.working_day(first, last)) if draw.happens("everyday.school_left") else None
        book.add(Happening(EDUCATION, child, "school_roll", on(_september(child)), end=left))
    if draw.happens("everyday.school_concern"):
        for _ in range(1 + draw.count(draw.rate("everyday.school_concern_again"))):
            book.add(Happening(EDUCATION, child, "school_concern", on(_week_day(draw))))
    if draw.happens("everyday.absence"):
        absences(child, day=_week_day(draw), times=draw.between(3, 7), draw=draw, book=book)
    if draw.happens("everyday.suspension"):
        book.add(Happening(EDUCATION, child, "suspension", on(_week_day(draw))))


def _september(child: Person) -> date:
    """The school year in which the child went to the school it is at: at four, or at eleven."""
    assert child.born is not None
    age = 11 if child.age_on(period()[0]) >= 11 else 4
    return min(date(child.born.year + age, 9, 3), date(period()[0].year - 1, 9, 3))


def absences(child: Person, *, day: date, times: int, draw: Draw, book: Register) -> date:
    """Days away from school without leave, a few days apart; the last day is returned."""
    last = day
    for _ in range(times):
        book.add(Happening(EDUCATION, child, "unauthorised_absence", on(day)))
        last, day = day, draw.working_day(day + timedelta(days=1), day + timedelta(days=9))
    return last


def _worries(child: Person, age: int, *, draw: Draw, book: Register) -> None:
    if age >= 14 and draw.happens("everyday.sexual_health"):
        for _ in range(draw.between(1, 2)):
            book.add(
                Happening(
                    HEALTH,
                    child,
                    "sexual_health_attendance",
                    on(_week_day(draw)),
                    restricted=draw.happens("everyday.sexual_health_restricted"),
                )
            )
    if draw.happens("everyday.worry"):
        if draw.happens("everyday.worry_disclosed"):
            agency = draw.pick((Agency.VOLUNTARY, EDUCATION, HEALTH))
            book.add(Happening(agency, child, "disclosure", on(_week_day(draw))))
        else:
            agency = draw.pick((POLICE, HEALTH, EDUCATION, Agency.YOUTH_JUSTICE, Agency.VOLUNTARY))
            outcome = draw.pick(("sexual", "criminal"))
            book.add(Happening(agency, child, "exploitation_concern", on(_week_day(draw)), outcome=outcome))


def _justice(child: Person, *, draw: Draw, book: Register) -> None:
    if draw.happens("everyday.arrest"):
        moment = draw.moment(_any_day(draw), 3, 24)
        outcome = draw.pick(("charged", "released", "cautioned"))
        book.add(Happening(POLICE, child, "arrest", at(moment), outcome=outcome))
    if draw.happens("everyday.youth_justice"):
        order(child, draw=draw, book=book)


def order(child: Person, *, draw: Draw, book: Register) -> None:
    """A youth justice order that touches the year."""
    first, last = period()
    start = draw.working_day(first - timedelta(days=150), last)
    end = start + timedelta(days=draw.between(90, 300))
    book.add(Happening(Agency.YOUTH_JUSTICE, child, "youth_justice_order", on(start), end=on(end)))


def support(child: Person, *, draw: Draw, book: Register) -> None:
    """Sessions a week or two apart."""
    day = _week_day(draw)
    for _ in range(draw.between(1, 6)):
        book.add(Happening(Agency.VOLUNTARY, child, "support_session", on(day)))
        day = draw.working_day(day + timedelta(days=5), day + timedelta(days=16))


def supervise(adult: Person, *, draw: Draw, book: Register) -> None:
    """A probation order, and sometimes a breach of it."""
    start = period()[0] + timedelta(days=draw.between(-400, 300))
    end = start + timedelta(days=draw.between(180, 730))
    book.add(Happening(Agency.PROBATION, adult, "probation_order", on(start), end=on(end)))
    if draw.happens("everyday.breach"):
        breach = on(draw.working_day(start + timedelta(days=20), start + timedelta(days=170)))
        book.add(Happening(Agency.PROBATION, adult, "probation_breach", breach))


def make_known(family: Family, *, draw: Draw, book: Register) -> None:
    """A child whom no return would name yet comes to the notice of health or school, or of the council."""
    for child in family.children:
        if book.sent(child):
            continue
        if child.born is None:
            book.add(Happening(Agency.COUNCIL, child, "contact", on(_week_day(draw))))
        elif child.age_on(period()[0]) >= 5 and draw.happens("everyday.unknown_at_school"):
            book.add(Happening(EDUCATION, child, "school_roll", on(_september(child))))
        else:
            moment = draw.moment(_any_day(draw), 6, 24)
            book.add(Happening(HEALTH, child, "emergency_attendance", at(moment), outcome="injury"))
