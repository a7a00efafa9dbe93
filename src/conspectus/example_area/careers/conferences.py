"""Who is invited to a conference, and who attends or reports."""

from datetime import date, timedelta

from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import senders
from conspectus.example_area.when import on, plus_working, working_until
from conspectus.terms import Agency


def take_part(family: Family, *, draw: Draw, book: Register) -> None:
    """One meeting, one invitation for all its children to each agency, and what came of it."""
    meetings: dict[int, list[Happening]] = {}
    for child in family.children:
        for row in book.of(child, "initial_conference"):
            meetings.setdefault(row.occasion, []).append(row)
    supervised = any(book.sent(parent) for parent in family.parents)
    for rows in meetings.values():
        for agency in Agency:
            known = _knows(agency, rows, book) or (agency == Agency.PROBATION and supervised)
            rate = "protection.invited" if known else "protection.invited_unknown"
            if agency != Agency.COUNCIL and draw.happens(rate):
                _invite(agency, rows, draw=draw, book=book)


def _knows(agency: Agency, meeting: list[Happening], book: Register) -> bool:
    return any(
        row.agency == agency and row.start.day < held.start.day
        for held in meeting
        for row in book.sent(held.person)
    )


def _invite(agency: Agency, meeting: list[Happening], *, draw: Draw, book: Register) -> None:
    day = meeting[0].start.day
    sent = working_until(day - timedelta(days=draw.between(5, 14)))
    occasion = book.occasion()
    for row in meeting:
        book.add(
            Happening(
                Agency.COUNCIL,
                row.person,
                "conference_invitation",
                on(sent),
                counterparty=agency,
                answers=row,
                occasion=occasion,
            )
        )
    if draw.happens(f"taking_part.{agency}"):
        _come(agency, meeting, day, draw=draw, book=book)


def _come(agency: Agency, meeting: list[Happening], day: date, *, draw: Draw, book: Register) -> None:
    """Attend, or send a report, or both, as far as the agency keeps a record of it."""
    only_report = draw.happens("taking_part.report_only")
    report, attendance = book.occasion(), book.occasion()
    reported = _working_days_before(day, draw.between(1, 3))
    for row in meeting:
        if (
            only_report
            or draw.happens("taking_part.report_too")
            or "conference_attendance" not in senders()[agency].covers
        ):
            book.add(
                Happening(agency, row.person, "conference_report", on(reported), answers=row, occasion=report)
            )
        if not only_report:
            book.add(
                Happening(
                    agency, row.person, "conference_attendance", on(day), answers=row, occasion=attendance
                )
            )


def _working_days_before(day: date, days: int) -> date:
    earlier = day
    for _ in range(days):
        earlier = working_until(earlier - timedelta(days=1))
    assert plus_working(earlier, days) >= day
    return earlier
