"""Strategy discussions, section 47 enquiries, conferences and plans with their visits and reviews."""

from datetime import date, timedelta

from conspectus.example_area.careers.front_door import Enquiry
from conspectus.example_area.draw import STATUS, Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import is_last_year, period
from conspectus.example_area.when import on, plus_months, plus_working, working_from, working_until
from conspectus.terms import Agency

COUNCIL = Agency.COUNCIL


def enquire(enquiry: Enquiry, *, family: Family, draw: Draw, book: Register) -> None:
    """A strategy discussion, and what comes of it."""
    section_47 = draw.happens("protection.section_47")
    outcome = "section_47" if section_47 else draw.pick(("single_agency", "no_further_action"))
    started = _discuss(enquiry, day=enquiry.day, outcome=outcome, draw=draw, book=book)
    if not section_47:
        return
    if draw.happens("protection.second_discussion"):
        again = plus_working(enquiry.day, draw.between(3, 6))
        _discuss(enquiry, day=again, outcome=outcome, draw=draw, book=book)
    if draw.happens("protection.conference"):
        _conference(enquiry, started, family=family, draw=draw, book=book)
    else:
        _no_conference(enquiry, started, draw=draw, book=book)


def _discuss(enquiry: Enquiry, *, day: date, outcome: str, draw: Draw, book: Register) -> list[Happening]:
    """The council's row of each child, and often one in the police's record of the same meeting."""
    ours, theirs = book.occasion(), book.occasion()
    by_police = draw.happens("protection.police_record")
    rows = []
    for child in enquiry.children:
        rows.append(
            book.add(
                Happening(COUNCIL, child, "strategy_discussion", on(day), outcome=outcome, occasion=ours)
            )
        )
        if by_police:
            book.add(
                Happening(
                    Agency.POLICE, child, "strategy_discussion", on(day), outcome=outcome, occasion=theirs
                )
            )
    return rows


def _no_conference(enquiry: Enquiry, started: list[Happening], *, draw: Draw, book: Register) -> None:
    late = draw.happens("protection.closed_late")
    day = plus_working(enquiry.day, draw.between(17, 25) if late else draw.between(8, 14))
    occasion = book.occasion()
    for child, trigger in zip(enquiry.children, started, strict=True):
        book.add(
            Happening(COUNCIL, child, "section_47_ended", on(day), outcome="no_conference", occasion=occasion)
        )
        book.intend("icpc-15-working-days", trigger, "missed" if late else "exempt")


def _conference(
    enquiry: Enquiry, started: list[Happening], *, family: Family, draw: Draw, book: Register
) -> None:
    """One meeting for all the children: one event, a row for each."""
    fate = draw.fate("protection.conference_in_time")
    for trigger in started:
        book.intend("icpc-15-working-days", trigger, STATUS[fate])
    family.conferenced = True
    if fate == "never":
        return
    day = plus_working(enquiry.day, draw.between(8, 15) if fate == "in_time" else draw.between(16, 27))
    plan, meeting, ended = draw.happens("protection.plan"), book.occasion(), book.occasion()
    category = draw.weighted(
        ("neglect", "emotional", "physical", "sexual"), draw.shares("protection.category")
    )
    conferences = []
    for child in enquiry.children:
        closed = on(plus_working(enquiry.day, 7))
        book.add(Happening(COUNCIL, child, "section_47_ended", closed, outcome="conference", occasion=ended))
        held = "plan" if plan else "no_plan"
        conferences.append(
            book.add(Happening(COUNCIL, child, "initial_conference", on(day), outcome=held, occasion=meeting))
        )
    if plan:
        _core_groups(conferences, draw=draw, book=book)
        on_plan(enquiry.children, start=day, category=category, draw=draw, book=book)


def _core_groups(conferences: list[Happening], *, draw: Draw, book: Register) -> None:
    fate, occasion = draw.fate("protection.core_group"), book.occasion()
    day = plus_working(
        conferences[0].start.day, draw.between(4, 10) if fate == "in_time" else draw.between(11, 18)
    )
    for conference in conferences:
        book.intend("core-group-10-working-days", conference, STATUS[fate])
        if fate != "never":
            book.add(Happening(COUNCIL, conference.person, "core_group", on(day), occasion=occasion))
    if fate != "never" and draw.happens("protection.core_group_again"):
        later = book.occasion()
        for conference in conferences:
            book.add(
                Happening(
                    COUNCIL,
                    conference.person,
                    "core_group",
                    on(working_from(day + timedelta(42))),
                    occasion=later,
                )
            )


def on_plan(children: list[Person], *, start: date, category: str, draw: Draw, book: Register) -> None:
    """The plan of each child: reviews held together, visits made to each."""
    reviews, end = _reviews(start, draw)
    for number, review in enumerate(reviews):
        occasion, ends = book.occasion(), end is not None and number == len(reviews) - 1
        outcome = "plan_ends" if ends else "plan_continues"
        for child in children:
            book.add(
                Happening(COUNCIL, child, "review_conference", on(review), outcome=outcome, occasion=occasion)
            )
    for child in children:
        last = on(end) if end else None
        book.add(Happening(COUNCIL, child, "child_protection_plan", on(start), end=last, outcome=category))
        _visits(child, start=start, end=end, draw=draw, book=book)


def _reviews(start: date, draw: Draw) -> tuple[list[date], date | None]:
    """Reviews three, then every six months apart or a little late; a plan ends with a review, if at all."""
    number = draw.weighted((1, 2, 3), draw.shares("protection.reviews"))
    reviews: list[date] = []
    for turn in range(number):
        limit = plus_months(reviews[-1] if reviews else start, 6 if turn else 3)
        early = working_until(limit - timedelta(days=draw.between(0, 12)))
        late = working_from(limit + timedelta(days=draw.between(1, 20)))
        reviews.append(early if draw.happens("protection.review_in_time") else late)
    ends = (
        draw.happens("protection.plan_ends") or not is_last_year()
    )  # an earlier year's plan does not stay open for years
    return reviews, reviews[-1] if ends else None


def _visits(child: Person, *, start: date, end: date | None, draw: Draw, book: Register) -> None:
    """Visits until the plan or the year ends; none leaves a limit that falls on the plan's very last day."""
    stop = end or period()[1]
    if draw.happens("protection.visits_stop"):
        stop = min(stop, start + timedelta(days=draw.between(15, 80)))
    seen, day = start, plus_working(start, draw.between(3, 10))
    while day <= stop:
        outcome = (
            "not_seen" if draw.happens("protection.visit_not_seen") else draw.pick(("seen", "seen_alone"))
        )
        book.add(Happening(COUNCIL, child, "plan_visit", on(day), outcome=outcome))
        seen = seen if outcome == "not_seen" else day
        gap = draw.between(6, 10) if draw.happens("protection.visit_in_time") else draw.between(11, 17)
        day = plus_working(day, gap)
    if plus_working(seen, 10) == end:
        book.add(
            Happening(
                COUNCIL, child, "plan_visit", on(working_until(end - timedelta(days=1))), outcome="seen"
            )
        )


def long_on_plan(family: Family, *, draw: Draw, book: Register) -> None:
    """A family whose plan began before the period: it is sent, and cannot be evaluated."""
    if family.conferenced or not draw.happens("protection.stock"):
        return
    family.conferenced = True
    start = working_from(period()[0] - timedelta(days=draw.between(30, 280)))
    children = [child for child in family.children if child.born is not None and child.born < start]
    if children:
        on_plan(children, start=start, category="neglect", draw=draw, book=book)
