"""The truth: what was meant to be is what the slow code finds, and people are tied and told apart."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import AfterTrigger, Duty, RecurrenceDuty, ResponseDuty, SharingDuty, duties
from conspectus.example_area import truth as truth_module
from conspectus.example_area.district import District
from conspectus.example_area.people import Person
from conspectus.example_area.register import Happening, Intent, is_sent
from conspectus.example_area.settings import senders
from conspectus.example_area.truth import obligations
from conspectus.example_area.truth_gaps import fits
from conspectus.example_area.when import When, about, at, in_month, lying_in, on
from conspectus.terms import Agency, Nation, Status

TRUTH_TABLES = Path(truth_module.__file__).parent / "truth.toml"


@pytest.fixture(autouse=True)
def _in_england() -> Iterator[None]:
    """Working days are England's."""
    with lying_in(Nation.ENGLAND):
        yield


def obligation_frame(made: Path) -> pl.DataFrame:
    return pl.read_csv(made / "truth" / "obligations.csv", infer_schema=False)


# --- against what the generator meant -------------------------------------------------------------


def answered_as_meant(area: District, intent: Intent) -> bool:
    """Whether nothing outside the intent decides: one trigger for one agency, and its responses all sent."""
    duty = duties()[intent.duty]
    assert isinstance(duty, ResponseDuty)
    mine = [row for row in area.book.of(intent.trigger.person) if row.event in duty.trigger.words]
    triggers = [row for row in mine if row.agency == intent.trigger.agency]
    if intent.duty == "information-supplied":
        triggers = [row for row in triggers if row.counterparty == intent.trigger.counterparty]
    words = (*duty.response.words, *(word for lifting in duty.unless for word in lifting.words))
    answers = area.book.of(intent.trigger.person, *words)
    return len(triggers) == 1 and all(map(is_sent, [*triggers, *answers]))


def test_statuses_are_those_that_were_meant(imagined: District) -> None:
    found = {(key.duty, key.trigger_ref): outcome.status for _, key, outcome in imagined.truth.obligations}
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for intent in imagined.book.intents:
        if intent.duty in ("looked-after-review", "assessment-45-working-days"):
            continue  # a recurrence has several statuses; decisions of other referrals may lift an assessment
        if answered_as_meant(imagined, intent):
            status = found[intent.duty, intent.trigger.ref]
            unripe = status == "not_yet_due" and intent.status in ("missed", "exempt")
            assert status == intent.status or unripe, (intent.duty, intent.trigger.ref, status)
            seen[intent.duty][status] += 1
    assert len(seen) >= 9
    assert seen["notify-child-at-risk"].keys() >= {"met", "late", "missed", "indeterminate"}
    assert seen["return-interview-72-hours"].keys() >= {"met", "indeterminate"}
    assert seen["icpc-15-working-days"].keys() >= {"met", "late", "exempt"}


def test_uncertain_days_leave_statuses_open_for_several_duties(made: Path) -> None:
    open_duties = set(obligation_frame(made).filter(pl.col("status") == "indeterminate")["duty"])
    assert len(open_duties) >= 5 and "looked-after-review" in open_duties


def making(duty: Duty) -> tuple[str, ...]:
    """The words of which a row makes an obligation."""
    match duty:
        case AfterTrigger():
            return duty.trigger.words
        case RecurrenceDuty():
            return duty.while_.words if duty.from_start else duty.response.words
        case SharingDuty():
            return duty.sent.words
        case _:
            return duty.meeting.words if duty.invites else duty.invitation.words


def test_every_duty_every_status_and_every_part_is_there(made: Path) -> None:
    frame = obligation_frame(made)
    sent = {word for sender in senders().values() for word in sender.covers}
    evaluated = {
        duty.id
        for duty in duties().values()
        if "england" in duty.nations and duty.in_force and not sent.isdisjoint(making(duty))
    }
    assert set(frame["duty"]) == evaluated
    assert set(frame["status"]) == {status.value for status in Status}
    assert set(frame["part"]) == {"respond", "recur", "invite", "attend", "receive"}
    assert set(frame["agency"]) == {agency.value for agency in Agency}
    assert (
        frame.select(
            pl.struct(pl.exclude("child", "status", "due_day", "response_ref")).is_duplicated().any()
        ).item()
        is False
    )


def test_about_a_third_of_police_notifications_were_not_in_time(made: Path) -> None:
    frame = obligation_frame(made).filter(pl.col("duty") == "notify-child-at-risk")
    counts = Counter(frame["status"])
    known = counts["met"] + counts["late"] + counts["missed"]
    assert 0.25 < (counts["late"] + counts["missed"]) / known < 0.45


def test_recount_of_notifications_received_by_hand(made: Path, imagined: District) -> None:
    """Another way to count: rows that name what was sent, from the rows alone."""
    named = {row.answers for row in imagined.sent[Agency.COUNCIL] if row.event == "notification_received"}
    sent = [row for row in imagined.sent[Agency.POLICE] if row.event == "notification"]
    frame = obligation_frame(made).filter(pl.col("duty") == "notification-received")
    assert frame.height == len(sent)
    answered = set(frame.filter(pl.col("response_ref").is_not_null())["trigger_ref"])
    assert {row.ref for row in sent if row in named} <= answered


# --- the slow code itself, on histories small enough to read -------------------------------------


def row(agency: Agency, event: str, start: When, end: When | None = None, **more: str) -> Happening:
    person = Person(0, "child-000001", True, "A", "B", "", date(2012, 1, 1), None, [], "", "")
    made = Happening(agency, person, event, start, end, **more)  # type: ignore[arg-type]
    made.sender, made.event_id, made.person_id = agency, f"{event}-{start.first:%m%d%H}", "1"
    return made


def statuses(*rows: Happening, duty: str) -> list[str]:
    return [outcome.status for key, outcome in obligations(rows).items() if key.duty == duty]


MISSING = row(Agency.POLICE, "missing_episode", at(datetime(2025, 7, 1, 22)), at(datetime(2025, 7, 2, 6)))


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (at(datetime(2025, 7, 5, 6)), "met"),
        (at(datetime(2025, 7, 5, 6, 1)), "late"),
        (on(date(2025, 7, 4)), "met"),
        (on(date(2025, 7, 5)), "indeterminate"),
        (on(date(2025, 7, 6)), "late"),
        (in_month(date(2025, 8, 1)), "late"),
    ],
)
def test_a_day_without_a_time_is_its_whole_day(held: When, status: str) -> None:
    interview = row(Agency.COUNCIL, "return_interview", held, outcome="completed")
    assert statuses(MISSING, interview, duty="return-interview-72-hours") == [status]


def test_elapsed_hours_cross_the_change_of_the_clocks() -> None:
    used = row(Agency.POLICE, "police_protection", at(datetime(2025, 10, 25, 12)))
    ended = row(Agency.POLICE, "police_protection_ended", at(datetime(2025, 10, 28, 11)))
    late = row(Agency.POLICE, "police_protection_ended", at(datetime(2025, 10, 28, 11, 1)))
    assert statuses(used, ended, duty="police-protection-72-hours") == ["met"]
    assert statuses(used, late, duty="police-protection-72-hours") == ["late"]


def test_bank_holidays_and_the_end_of_the_year_do_not_count() -> None:
    referral = row(Agency.COUNCIL, "referral", on(date(2025, 4, 17)))
    decided = row(Agency.COUNCIL, "referral_decision", on(date(2025, 4, 22)), outcome="assessment")
    assert statuses(referral, decided, duty="referral-decision") == ["met"]
    last = row(Agency.COUNCIL, "referral", on(date(2026, 3, 30)))
    assert statuses(last, duty="referral-decision") == ["not_yet_due"]


def test_three_months_clip_to_the_last_day_of_a_shorter_one() -> None:
    plan = row(Agency.COUNCIL, "child_protection_plan", on(date(2025, 11, 30)))
    review = row(Agency.COUNCIL, "review_conference", on(date(2026, 2, 28)))
    assert statuses(plan, review, duty="review-conference") == ["met", "not_yet_due"]


def test_an_uncertain_review_leaves_its_own_interval_open_and_not_the_next() -> None:
    care = row(Agency.COUNCIL, "looked_after", on(date(2025, 5, 19)), on(date(2025, 8, 20)))
    review = row(Agency.COUNCIL, "looked_after_review", about(date(2025, 6, 16)))
    assert statuses(care, review, duty="looked-after-review") == ["indeterminate", "exempt"]


def test_a_sender_that_does_not_cover_the_answer_is_not_evaluated() -> None:
    asked = row(Agency.COUNCIL, "information_request", on(date(2025, 6, 2)), counterparty="probation")
    early = row(Agency.COUNCIL, "information_request", on(date(2025, 6, 2)), counterparty="voluntary")
    assert statuses(asked, duty="information-supplied") == ["not_evaluated"]
    assert statuses(early, duty="information-supplied") == ["not_evaluated"]


# --- silo gaps ------------------------------------------------------------------------------------


def test_planted_children_fit_and_near_misses_do_not(imagined: District) -> None:
    gaps = [fit for _, fit in imagined.truth.fits if fit.gap]
    discussed = [fit for _, fit in imagined.truth.fits if not fit.gap and fit.acted_on]
    waiting = [fit for _, fit in imagined.truth.fits if not fit.gap and fit.acted_on is None]
    assert len([fit for fit in gaps if fit.acted_on is None]) == 9
    assert len([fit for fit in gaps if fit.acted_on]) == 3
    assert len(discussed) == 9 and len(waiting) == 1
    assert all(len(fit.holders) >= 2 for fit in gaps)


def test_three_signs_in_one_agencys_record_are_no_silo() -> None:
    missing = [row(Agency.POLICE, "missing_episode", on(date(2025, 6, day))) for day in (2, 9)]
    concern = row(Agency.POLICE, "exploitation_concern", on(date(2025, 6, 20)), outcome="sexual")
    known = row(Agency.POLICE, "intelligence", on(date(2025, 6, 12)), outcome="exploitation")
    clinic = row(Agency.HEALTH, "sexual_health_attendance", on(date(2025, 6, 18)))
    assert fits([*missing, concern], {"associate": [known]}) == []
    [fit] = fits([*missing, clinic], {"associate": [known]})
    assert fit.visible_on == date(2025, 6, 18) and fit.gap and fit.event_ref == clinic.ref


# --- who is who ------------------------------------------------------------------------------------


def test_decisions_tie_every_record_and_never_tie_two_people(made: Path) -> None:
    people = {(s, p): child for s, p, child, _ in pl.read_csv(made / "truth" / "people.csv").rows()}
    links = pl.read_csv(made / "truth" / "links.csv")
    group = {record: record for record in people}
    for a, ida, b, idb, decision, by, _ in links.rows():
        assert (people[a, ida] == people[b, idb]) == (decision == "same") and by == "truth"
        if decision == "same":
            group[b, idb] = (a, ida)
    assert all(group[first] == first for first in group.values())
    assert len(set(group.values())) == len(set(people.values()))


def test_twins_and_siblings_are_told_apart(made: Path, imagined: District) -> None:
    people = {(s, p): child for s, p, child, _ in pl.read_csv(made / "truth" / "people.csv").rows()}
    links = pl.read_csv(made / "truth" / "links.csv").filter(pl.col("decision") == "different")
    apart = {frozenset((people[a, ida], people[b, idb])) for a, ida, b, idb, *_ in links.rows()}
    known = set(people.values())
    pairs = [pair for family in imagined.town.families for pair in combinations(family.members, 2)]
    for one, other in pairs:
        assert not {one.key, other.key} <= known or frozenset((one.key, other.key)) in apart
    births = [[child.born for child in family.children] for family in imagined.town.families]
    assert any(len(set(born)) < len(born) for born in births), "no twins"


def test_the_tables_are_described_as_they_are_written(made: Path) -> None:
    for table in tomllib.loads(TRUTH_TABLES.read_text(encoding="utf-8"))["table"]:
        written = pl.read_csv(made / "truth" / f"{table['name']}.csv", infer_schema=False)
        assert written.columns == [name for name, _, _ in table["columns"]]
        assert not written.select(pl.struct(table["key"]).is_duplicated().any()).item()
    assert len(list((made / "truth").iterdir())) == 4
