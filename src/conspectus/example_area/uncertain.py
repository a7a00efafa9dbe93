"""Days that are not surely known: on rows that no duty looks at, and where they leave a status open."""

from collections.abc import Callable
from datetime import date, timedelta

from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Town
from conspectus.example_area.register import Happening, Intent, Register, is_sent
from conspectus.example_area.settings import senders
from conspectus.example_area.when import When, about, in_month, local, on, plus_working, utc

NEUTRAL = (
    "school_concern",
    "emergency_attendance",
    "not_brought",
    "support_session",
    "suspension",
    "early_help",
)
Limit = Callable[[Happening], When]


def blur(family: Family, *, draw: Draw, book: Register) -> None:
    """Some neutral rows of a family."""
    for person in family.members:
        if not book.of(person, "initial_conference"):
            for row in book.of(person, *NEUTRAL):
                if draw.happens("recording.uncertain"):
                    _blur(row, draw)


def leave_open(town: Town, *, book: Register) -> None:
    """One planted row in a thousand children for each of several duties: its date leaves the status open."""
    number = max(1, sum(person.child for person in town.people) // 1000)
    for duty, (words, limit) in PLANTED.items():
        _plant(duty, words, limit, number=number, book=book)
    _plant_review(town, number=number, book=book)


def _blur(row: Happening, draw: Draw) -> None:
    """Only the month, or the day with a question mark; never past the end of the return."""
    sender, day = senders()[row.agency], row.start.day
    written = in_month(day) if draw.happens("recording.month_only") else about(day)
    if row.end is None and sender.from_ <= written.first.date() and written.last.date() <= sender.to:
        row.start = written


def _plant(duty: str, words: tuple[str, str], limit: Limit, *, number: int, book: Register) -> None:
    """The first children with one trigger and one response, whose dates now allow both met and late."""
    for intent in [intent for intent in book.intents if intent.duty == duty]:
        response = _only_pair(intent, words, book)
        if number and response is not None:
            open_status = limit(intent.trigger)
            if _fits(intent.trigger, response, open_status):
                response.start, intent.status = open_status, "indeterminate"
                number -= 1


def _plant_review(town: Town, *, number: int, book: Register) -> None:
    """The only review of a child in care: somewhere in the month in which its limit ends."""
    for person in town.people:
        care = [row for row in book.of(person, "looked_after") if is_sent(row)]
        reviews = [row for row in book.of(person, "looked_after_review") if is_sent(row)]
        if number and len(care) == len(reviews) == 1 and not book.of(person, "initial_conference"):
            month = about(plus_working(care[0].start.day, 20))
            if care[0].start.day >= senders()[care[0].agency].from_ and _fits(care[0], reviews[0], month):
                reviews[0].start = month
                book.intend("looked-after-review", care[0], "indeterminate")
                number -= 1


def _only_pair(intent: Intent, words: tuple[str, str], book: Register) -> Happening | None:
    """The response, where the child has but this one trigger in the lead and this one response."""
    person, (event, outcome) = intent.trigger.person, words
    triggers = [row for row in book.of(person, intent.trigger.event) if row.agency == intent.trigger.agency]
    responses = [row for row in book.of(person, event) if outcome in ("", row.outcome)]
    conference = book.of(person, "initial_conference")
    if len(triggers) != 1 or len(responses) != 1 or conference or not is_sent(triggers[0]):
        return None
    return responses[0] if is_sent(responses[0]) else None


def _fits(trigger: Happening, response: Happening, day: When) -> bool:
    """The uncertain days lie wholly after the trigger, and within the return that holds them."""
    began = trigger.end or trigger.start
    sender = senders()[response.agency]
    care_ends = trigger.end.first if trigger.event == "looked_after" and trigger.end else None
    still_in_care = care_ends is None or day.last < care_ends
    after = day.first.date() > (trigger.start if trigger.event == "looked_after" else began).first.date()
    within = sender.from_ <= day.first.date() and day.last.date() <= sender.to - timedelta(days=1)
    return after and within and still_in_care


def _hours(hours: int) -> Limit:
    """The day on which so many hours end, without a time."""

    def limit(trigger: Happening) -> When:
        began = (trigger.end or trigger.start).first
        return on(local(utc(began) + timedelta(hours=hours)).date())

    return limit


def _month(working_days: int, write: Callable[[date], When]) -> Limit:
    """The month in which so many working days end."""
    return lambda trigger: write(plus_working(trigger.start.day, working_days))


PLANTED: dict[str, tuple[tuple[str, str], Limit]] = {
    "return-interview-72-hours": (("return_interview", "completed"), _hours(72)),
    "police-protection-72-hours": (("police_protection_ended", ""), _hours(72)),
    "notify-child-at-risk": (("notification", ""), _hours(24)),
    "initial-health-assessment": (("initial_health_assessment", ""), _month(20, in_month)),
    "assessment-45-working-days": (("assessment_completed", ""), _month(45, about)),
}
