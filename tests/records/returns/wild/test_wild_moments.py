"""A row that was sent and cannot be used is no silence: what it could answer is indeterminate, and the row is named."""

from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, SHARED, VISITS, at, found
from tests.records.returns.wild.making import EVENTS, HEADER, PEOPLE, POLICE, SOUND, council, send, swap

UNREADABLE = ["31/11/2025", "unknown", "", "soon", "18/09/20255", "#REF!"]
IMPOSSIBLE = ["2026-09-18", "1925-09-18"]  # after the extraction, before the birth: a wrong year is likely


@pytest.mark.parametrize("moment", UNREADABLE + IMPOSSIBLE)
def test_what_such_a_row_could_answer_is_indeterminate(area: Path, moment: str) -> None:
    told = found(council(area, events=swap(EVENTS, "2025-09-18", moment))).adds_up()
    assert told.statuses(ICPC) == {"K1": ["indeterminate"], "K2": ["late"]}
    assert told.statuses(ICPC, column="waits_on")["K1"] == [[at("events.csv", 3)]]
    assert told.issues(file="events.csv", row=3, column="started", value=moment)
    assert told.row("duty_figures", duty=ICPC).get("waiting") == 1


# What else was sent for each child, and how the enquiry of 1 September 2025 stands with the bad row beside it.
BESIDE = {
    "met stays": ("A5,K1,initial_conference,2025-09-12,,plan,,N5", "met"),
    "exempt stays": ("A5,K1,section_47_ended,2025-09-10,,no_conference,,N5", "exempt"),
    "late waits": ("A5,K1,initial_conference,2025-10-20,,plan,,N5", "indeterminate"),
    "missed waits": ("", "indeterminate"),
}


@pytest.mark.parametrize(("beside", "status"), BESIDE.values(), ids=BESIDE)
def test_only_what_would_be_held_against_somebody_waits(area: Path, beside: str, status: str) -> None:
    covers = ("strategy_discussion", "initial_conference", "section_47_ended")
    events = swap(EVENTS, "2025-09-18", "31/11/2025") + (beside + "\n" if beside else "")
    told = found(council(area, events=events, covers=covers)).adds_up()
    assert told.statuses(ICPC) == {"K1": [status], "K2": ["late"]}
    waits = [at("events.csv", 3)] if status == "indeterminate" else []
    assert told.statuses(ICPC, column="waits_on")["K1"] == [waits]


def test_what_is_not_yet_due_waits_too_and_not_evaluated_stays(area: Path) -> None:
    recent = EVENTS.replace("K1,strategy_discussion,2025-09-01", "K1,strategy_discussion,2026-03-27")
    bad = swap(recent, "2025-09-18", "31/11/2025")
    assert found(council(area / "a", events=bad)).statuses(ICPC)["K1"] == ["indeterminate"]
    uncovered = found(council(area / "b", events=bad, covers=["strategy_discussion"]))
    assert uncovered.statuses(ICPC)["K1"] == ["not_evaluated"]


def test_an_unusable_lift_acts_alike(area: Path) -> None:
    covers = ("strategy_discussion", "initial_conference", "section_47_ended")
    events = swap(
        EVENTS,
        "A2,K1,initial_conference,2025-09-18,,plan",
        "A2,K1,section_47_ended,31/11/2025,,no_conference",
    )
    told = found(council(area, events=events, covers=covers)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["indeterminate"], "K2": ["late"]}
    assert told.statuses(ICPC, column="waits_on")["K1"] == [[at("events.csv", 3)]]


def test_an_unusable_trigger_makes_no_obligation(area: Path) -> None:
    events = swap(EVENTS, "A1,K1,strategy_discussion,2025-09-01", "A1,K1,strategy_discussion,31/09/2025")
    told = found(council(area, events=events)).adds_up()
    assert told.statuses(ICPC) == {"K2": ["late"]}
    aside = told.row("set_aside", file="events.csv", row=2, rule="date-unreadable")
    assert (aside.get("person_id"), aside.get("event")) == ("K1", "strategy_discussion")


VISITED = HEADER + (
    "A1,K1,child_protection_plan,2025-06-02,2025-07-18,neglect,,N1\n"
    "A2,K1,plan_visit,2025-06-09,,seen,,N2\n"
    "A3,K1,plan_visit,2025-06-20,,{outcome},,N3\n"
    "A4,K1,plan_visit,{started},,seen,,N4\n"
    "A5,K2,child_protection_plan,2025-06-02,2025-07-18,neglect,,N5\n"
    "A6,K2,plan_visit,2025-06-09,,seen,,N6\n"
)
PLAN_WORDS = ("child_protection_plan", "plan_visit")


@pytest.mark.parametrize(
    ("started", "outcome", "row"),
    [("31/06/2025", "seen", 5), ("2025-07-04", "SEEEN", 4)],
    ids=["no day", "an outcome that nobody knows"],
)
def test_every_open_interval_of_that_child_waits(area: Path, started: str, outcome: str, row: int) -> None:
    sent = VISITED.format(started=started, outcome=outcome)
    told = found(council(area, events=sent, covers=PLAN_WORDS), VISITS).adds_up()
    assert not {"late", "missed"} & set(told.statuses(VISITS)["K1"])
    assert "indeterminate" in told.statuses(VISITS)["K1"]
    assert {"late", "missed"} & set(told.statuses(VISITS)["K2"]), "the other child's silence is a silence"
    waiting = [rows for rows in told.statuses(VISITS, column="waits_on")["K1"] if rows]
    assert waiting and all(rows == [at("events.csv", row)] for rows in waiting)
    assert not any(told.statuses(VISITS, column="waits_on")["K2"])


@pytest.mark.parametrize("ended", ["soon", "31/11/2025", "2025-05-30"])
def test_an_end_that_was_sent_and_not_understood_leaves_both_readings(area: Path, ended: str) -> None:
    sent = swap(
        VISITED.format(started="2025-07-04", outcome="seen"),
        "A5,K2,child_protection_plan,2025-06-02,2025-07-18",
        f"A5,K2,child_protection_plan,2025-06-02,{ended}",
    )
    told = found(council(area, events=sent, covers=PLAN_WORDS), VISITS).adds_up()
    first, second = told.statuses(VISITS)["K2"]
    assert first in ("met", "indeterminate") and second == "indeterminate"
    assert told.event_ids() == {"A1", "A2", "A3", "A4", "A5", "A6"}
    assert told.issues(file="events.csv", row=6, column="ended", names=ended)
    assert told.blanked(file="events.csv") == 1


def test_what_was_sent_to_somebody_waits_on_a_row_of_theirs(area: Path) -> None:
    received = HEADER + "R1,K1,notification_received,31/06/2025,,,police,N1\n"
    sent = HEADER + (
        "N1,P1,notification,2025-07-01 20:10,,,council,L1\nN2,P2,notification,2025-07-01 20:20,,,council,L2\n"
    )
    known = PEOPLE.replace("K1", "P1").replace("K2", "P2")
    send(area, {"people.csv": PEOPLE, "events.csv": received}, covers=["notification_received"])
    police = {"people.csv": known, "events.csv": sent}
    told = found(
        send(area, police, sender=POLICE, agency="police", covers=["notification"]), SHARED
    ).adds_up()
    assert told.statuses(SHARED) == {"K1=P1": ["indeterminate"], "K2=P2": ["missed"]}
    assert told.statuses(SHARED, column="waits_on")["K1=P1"] == [[at("events.csv", 2)]]


def test_of_answers_one_to_one_every_unanswered_one_waits(area: Path) -> None:
    sent = HEADER + (
        "A1,K1,referral,2025-09-01,,,education,N1\n"
        "A2,K1,referral,2025-10-01,,,education,N2\n"
        "A3,K1,referral_decision,31/09/2025,,assessment,,N3\n"
        "A4,K2,referral,2025-09-01,,,education,N4\n"
    )
    told = found(council(area, events=sent, covers=("referral", "referral_decision")), "referral-decision")
    told.adds_up()
    assert told.statuses("referral-decision") == {"K1": ["indeterminate"] * 2, "K2": ["missed"]}


def test_an_unusable_invitation_keeps_back_that_agencys_alone(area: Path) -> None:
    duty = "strategy-discussion-participation"
    sent = HEADER + (
        "A1,K1,strategy_discussion,2025-09-01,,section_47,,N1\n"
        "A2,K1,strategy_invitation,31/08/20255,,,police,N2\n"
    )
    covers = ("strategy_discussion", "strategy_invitation")
    for agency in ("police", "health"):  # who knows the child
        known = f"{HEADER}{agency},K1,concern_shared,2025-08-20,,,council,N\n"
        send(area, {"people.csv": PEOPLE, "events.csv": known}, sender=agency, agency=agency, covers=())
    told = found(council(area, events=sent, covers=covers), duty).adds_up()
    invited = {row["counterparty"]: row["status"] for row in told.rows("obligations", part="invite")}
    assert (invited["police"], invited["health"]) == ("indeterminate", "missed")


def test_a_restricted_row_is_not_described(area: Path) -> None:
    header = HEADER.replace("source_ref", "source_ref,restricted")
    sent = header + (
        "A1,K1,strategy_discussion,2025-09-01,,section_47,,N1,\n"
        "A2,K1,initial_conference,31/11/2025,,plan,,N2,yes\n"
    )
    told = found(council(area, events=sent))
    assert told.statuses(ICPC) == {"K1": ["indeterminate"]}
    reason = told.reason(ICPC, "K1")
    assert "a restricted row by" in reason.lower()
    assert "31/11/2025" not in reason and "events.csv" not in reason


# -------------------------------------------------------------------- a row whose child is unknown


def _many(children: int, *, unknown: int) -> tuple[str, str]:
    """Children with an enquiry each: all conferences in time but the first two, and rows under no child."""
    people, lines = [PEOPLE.partition("\n")[0]], [HEADER.strip()]
    for n in range(children):
        people.append(f"C{n},Child{n},Name{n},201{n % 10}-0{n % 9 + 1}-11,female,ZZ1 {n % 10}AA")
        lines.append(f"S{n},C{n},strategy_discussion,2025-09-01,,section_47,,N{n}")
        if n > 1:
            lines.append(f"I{n},C{n},initial_conference,2025-09-18,,plan,,M{n}")
    lines += [f"U{n},,initial_conference,2025-09-18,,plan,,U{n}" for n in range(unknown)]
    return "\n".join(people) + "\n", "\n".join(lines) + "\n"


def test_a_row_of_no_known_child_lifts_the_upper_bound(area: Path) -> None:
    people, events = _many(26, unknown=1)  # one row of 25 is 4 per cent
    told = found(council(area, people=people, events=events)).adds_up()
    figure = told.row("duty_figures", duty=ICPC)
    assert (figure["met"], figure["missed"]) == (24, 2)
    assert figure["bound_high"] == pytest.approx(25 / 26)
    assert figure["bound_low"] == pytest.approx(24 / 26)


def test_too_many_such_rows_leave_the_word_uncovered(area: Path) -> None:
    people, events = _many(26, unknown=2)  # two rows of 26 are 7.7 per cent
    told = found(council(area, people=people, events=events)).adds_up()
    figure = told.row("duty_figures", duty=ICPC)
    assert (figure["met"], figure["missed"], figure["not_evaluated"]) == (0, 0, 26)


def test_a_sound_return_waits_on_nothing(area: Path) -> None:
    told = found(council(area)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.statuses(ICPC, column="waits_on") == {"K1": [[]], "K2": [[]]}
    assert told.row("duty_figures", duty=ICPC).get("waiting") == 0
    assert told.report.issues == [] and told.blanked() == 0
