"""Contacts, referrals, decisions and assessments."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import period
from conspectus.example_area.when import on, plus_working, working_from
from conspectus.terms import Agency

COUNCIL = Agency.COUNCIL
DECISIONS = ("no_further_action", "early_help", "assessment", "strategy_discussion")
REFERRERS = ("police", "health", "education", "voluntary")


@dataclass(slots=True)
class Enquiry:
    """Children for whom a strategy discussion was decided on, and when."""

    children: list[Person]
    day: date


class Referral(NamedTuple):
    """The children of one referral, its days, and whether it is the year's only one of its family."""

    children: list[Person]
    referred: date
    decided_on: date
    alone: bool


def front_door(family: Family, *, draw: Draw, book: Register) -> list[Enquiry]:
    """The family's contacts and referrals of the year; those that led to an enquiry are returned."""
    first, last = period()
    if draw.happens("front_door.other_contacts"):
        book.add(Happening(COUNCIL, draw.pick(family.children), "contact", on(draw.day(first, last))))
    times = draw.count(draw.rate("front_door.referrals_per_family"))
    day, enquiries = draw.day(first, last), []
    for _ in range(times):
        enquiries += _refer(family, day=day, alone=times == 1, draw=draw, book=book)
        day += timedelta(days=draw.between(75, 170))  # so that one enquiry is over before the next begins
    return enquiries


def _refer(family: Family, *, day: date, alone: bool, draw: Draw, book: Register) -> list[Enquiry]:
    children = [draw.pick(family.children)] if draw.happens("front_door.one_child_only") else family.children
    referrer, fate = draw.pick(REFERRERS), draw.fate("front_door.decision")
    decided = _decision(family, draw)
    decision_day = plus_working(day, draw.between(0, 1) if fate == "in_time" else draw.between(2, 5))
    contact, referral, decision = book.occasion(), book.occasion(), book.occasion()
    told, put_down = (
        draw.fate("front_door.referrer_told", day),
        draw.recorded("front_door.decision", decision_day),
    )
    told_day = plus_working(put_down, draw.between(0, 1) if told == "in_time" else draw.between(2, 6))
    for child in children:
        book.add(Happening(COUNCIL, child, "contact", on(day), counterparty=referrer, occasion=contact))
        row = book.add(
            Happening(COUNCIL, child, "referral", on(day), counterparty=referrer, occasion=referral)
        )
        if alone:
            book.intend("referral-decision", row, STATUS[fate])
        if fate == "never":
            continue
        book.add(
            Happening(COUNCIL, child, "referral_decision", on(put_down), outcome=decided, occasion=decision)
        )
        if told != "never":
            book.add(Happening(COUNCIL, child, "outcome_shared", on(told_day), counterparty=referrer))
    if fate == "never":
        return []
    return _follow(decided, Referral(children, day, decision_day, alone), draw=draw, book=book)


def _decision(family: Family, draw: Draw) -> str:
    """Strategy discussions end in at most one conference a year here, so that plans never overlap."""
    weights = draw.shares("front_door.decided")
    return (
        draw.weighted(DECISIONS[:3], weights[:3]) if family.conferenced else draw.weighted(DECISIONS, weights)
    )


def _follow(decided: str, referral: Referral, *, draw: Draw, book: Register) -> list[Enquiry]:
    children, decided_on = referral.children, referral.decided_on
    if decided == "early_help":
        for child in children:
            end = on(decided_on + timedelta(days=draw.between(60, 240)))
            book.add(Happening(COUNCIL, child, "early_help", on(plus_working(decided_on, 5)), end=end))
    if decided in ("assessment", "strategy_discussion"):
        _assess(referral, draw=draw, book=book)
    return [Enquiry(children, working_from(decided_on))] if decided == "strategy_discussion" else []


def _assess(referral: Referral, *, draw: Draw, book: Register) -> None:
    referred = referral.referred
    fate = draw.fate("front_door.assessment", referred)
    started = plus_working(referral.decided_on, draw.between(1, 2))
    done = plus_working(referred, draw.between(12, 45) if fate == "in_time" else draw.between(46, 68))
    outcome = draw.weighted(("support_required", "support_not_required"), draw.shares("front_door.assessed"))
    for child in referral.children:
        book.add(Happening(COUNCIL, child, "assessment_started", on(started)))
        if referral.alone:
            book.intend("assessment-45-working-days", book.of(child, "referral")[-1], STATUS[fate])
        if fate == "never":
            continue
        book.add(Happening(COUNCIL, child, "assessment_completed", on(done), outcome=outcome))
        if outcome == "support_required":
            end = on(done + timedelta(days=draw.between(60, 300)))
            book.add(Happening(COUNCIL, child, "child_in_need_plan", on(done), end=end))
