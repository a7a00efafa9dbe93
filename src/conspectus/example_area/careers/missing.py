"""Missing episodes, as police and council record them, and return interviews."""

from datetime import date, timedelta

from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period
from conspectus.example_area.when import at, clock
from conspectus.terms import Agency

COUNCIL, POLICE, VOLUNTARY = Agency.COUNCIL, Agency.POLICE, Agency.VOLUNTARY


def goes_missing(family: Family, *, draw: Draw, book: Register) -> None:
    """The year's missing episodes of each child."""
    for child in family.children:
        times = _times(child, draw=draw, book=book)
        if times:
            _spell(child, times=times, draw=draw, book=book)


def _times(child: Person, *, draw: Draw, book: Register) -> int:
    """Few children account for most episodes."""
    age = child.age_on(period()[0])
    if age < 8:
        return 0
    if book.of(child, "looked_after"):
        mean, share = draw.rate("missing.looked_after"), draw.rate("missing.often")
        return 2 + draw.count(mean / share - 2) if draw.happens("missing.often") else 0
    return 1 + draw.count(draw.rate("missing.again")) if draw.happens("missing.others") else 0


def _spell(child: Person, *, times: int, draw: Draw, book: Register) -> None:
    """Episodes at least three days apart; where there is but one, its status is known beforehand."""
    first, last = period()
    day = draw.day(first, last - timedelta(days=20))
    for _ in range(times):
        episode(child, day=day, alone=times == 1, draw=draw, book=book)
        day += timedelta(days=draw.between(3, 45))


def episode(
    child: Person, *, day: date, alone: bool, draw: Draw, book: Register, known_to_police: bool = False
) -> Happening:
    """One episode and what followed it; the lead record is returned."""
    began = draw.moment(day, 15, 24)
    start, end = at(began), at(began + timedelta(minutes=draw.between(150, 2400)))
    if draw.happens("missing.council_only") and not known_to_police:
        lead = book.add(Happening(COUNCIL, child, "missing_episode", start, end=end))
    else:
        lead = book.add(Happening(POLICE, child, "missing_episode", start, end=end))
        if draw.happens("missing.council_record"):
            book.add(Happening(COUNCIL, child, "missing_episode", start, end=end))
    _interview(lead, end.day, alone=alone, draw=draw, book=book)
    return lead


def _interview(lead: Happening, returned: date, *, alone: bool, draw: Draw, book: Register) -> None:
    """Offered, and then declined, completed within 72 hours, or completed later."""
    fate = draw.fate("missing.interview")
    if alone:
        book.intend("return-interview-72-hours", lead, STATUS[fate])
    offered = draw.moment(returned + timedelta(days=1), 9, 12)
    book.add(Happening(COUNCIL, lead.person, "return_interview", at(offered), outcome="offered"))
    if fate == "never":
        if draw.happens("missing.declined"):
            declined = draw.moment(returned + timedelta(days=2), 9, 17)
            book.add(Happening(COUNCIL, lead.person, "return_interview", at(declined), outcome="declined"))
        return
    days = draw.between(1, 2) if fate == "in_time" else draw.between(4, 12)
    held = clock(returned + timedelta(days=days), draw.between(13 * 60, 17 * 60))
    charity = draw.happens("missing.by_voluntary") and held.date().month not in (4, 5, 6)
    by = VOLUNTARY if charity else COUNCIL  # the group's record begins in July
    book.add(Happening(by, lead.person, "return_interview", at(held), outcome="completed"))
