"""How each sign of a pattern comes to stand in an agency's record: written from the pattern's own words.

A sign that the shipped patterns gain is planted without code; only words that always come with others (an episode
with its interview, an incident with its notifications) have a pen of their own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from conspectus.definitions import Sign, events
from conspectus.example_area.careers.everyday import absences
from conspectus.example_area.careers.harm import incident
from conspectus.example_area.careers.missing import episode
from conspectus.example_area.draw import Draw
from conspectus.example_area.families import draw_tradition
from conspectus.example_area.people import Family, Person, Town
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period, senders
from conspectus.example_area.when import at, on, working_from
from conspectus.terms import Agency, Relation


@dataclass(slots=True)
class Page:
    """Where a planted child's record is written."""

    town: Town
    draw: Draw
    book: Register
    family: Family
    child: Person


def holders(sign: Sign) -> list[Agency]:
    """The agencies that can show a sign: they keep such a record, and their return covers it."""
    return [agency for agency in senders() if words_of(sign, agency)]


def words_of(sign: Sign, agency: Agency) -> list[str]:
    """The sign's words that an agency keeps and sends; a state before the year began is none of them."""
    covers = senders()[agency].covers
    return [word for word in sign.events.words if word in covers and agency in events()[word].recorded_by]


def show(page: Page, sign: Sign, agency: Agency, *, day: date, times: int) -> date:
    """Write a sign so many times from a day on; the day of the last row."""
    who = _whose(page, sign, day)
    if sign.events.words == ("unauthorised_absence",):
        return absences(page.child, day=working_from(day), times=times, draw=page.draw, book=page.book)
    last = day
    for _ in range(times):
        _write(page, sign, agency, who, day)
        last, day = day, day + timedelta(days=page.draw.between(4, 9))
    return last


def _write(page: Page, sign: Sign, agency: Agency, who: Person, day: date) -> None:
    draw, book = page.draw, page.book
    word = draw.pick(words_of(sign, agency))
    outcome = draw.pick(sign.events.conditions.get("outcome", ("",)))
    if word == "missing_episode":
        alone = agency is Agency.POLICE and draw.happens("theme.missing_told_before")
        episode(page.child, day=day, alone=False, draw=draw, book=book, known_to_police=alone)
    elif word == "domestic_abuse_incident":
        incident([page.child], moment=draw.moment(day, 8, 22), alone=False, draw=draw, book=book)
    elif events()[word].lasting:
        end = on(day + timedelta(days=draw.between(180, 500)))
        book.add(Happening(agency, who, word, on(working_from(day)), end=end, outcome=outcome))
    elif word in ("arrest", "emergency_attendance"):
        moment = datetime.combine(day, time()) + timedelta(minutes=draw.between(180, 1430))
        book.add(Happening(agency, who, word, at(moment), outcome=outcome or _any_outcome(word, draw)))
    else:
        hidden = word == "intelligence" or (
            word == "sexual_health_attendance" and draw.happens("theme.sexual_health_restricted")
        )
        book.add(Happening(agency, who, word, on(working_from(day)), outcome=outcome, restricted=hidden))


def _any_outcome(word: str, draw: Draw) -> str:
    return draw.pick(events()[word].outcomes)


# --- people whose events reach the child ----------------------------------------------------------


def _whose(page: Page, sign: Sign, day: date) -> Person:
    """The child, a parent, or an adult from outside the family whom police link to the child."""
    if sign.through is None:
        return page.child
    if sign.through == Relation.PARENT:
        return page.family.parents[0]
    adult = _outsider(page)
    since = day - timedelta(days=60) if sign.through == Relation.ASSOCIATE else None
    page.book.bond(Agency.POLICE, adult, page.child, sign.through, since=since)
    return adult


def _outsider(page: Page) -> Person:
    """Somebody some years older, who lives elsewhere."""
    draw = page.draw
    tradition = draw_tradition(draw)
    born = date(period()[0].year - draw.between(20, 31), draw.between(1, 12), draw.between(1, 28))
    homes = draw.pick(page.town.families).parents[0].homes
    surname = draw.common(tradition.surnames)
    adult = page.town.person(draw, tradition=tradition, surname=surname, born=born, homes=homes)
    page.family.others.append(adult)
    return adult
