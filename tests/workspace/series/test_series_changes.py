"""Declared changes: limits anew from their day, put right or taken back as seen, and told to those they concern."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from conspectus.errors import ConspectusError
from conspectus.monitoring import Series as TrendSeries
from conspectus.monitoring.charts import Chart
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.series import actions, overview
from conspectus.workspace.series.actions import Declaration
from conspectus.workspace.series.models import DeclaredChange, Round, Series
from tests.workspace.series.conftest import STEADY
from tests.workspace.two_browsers import SEEN, seen

pytestmark = pytest.mark.django_db
SINCE = date(2025, 7, 1)  # the day on which the police got slower
POLICE = ("notify-child-at-risk", Agency.POLICE)
GIVEN = {"date": "1 7 2025", "what": "Notifications bear the hour.", "duty": POLICE[0], "agency": "police"}


@pytest.fixture
def declared(slower: Round, partner: Callable[[str], User]) -> DeclaredChange:
    """That the police write down another hour since the day on which they seem to have got slower."""
    slower.series.changes.all().delete()
    return actions.declare_change(
        series=slower.series, by=partner("coordinator"),
        declared=Declaration(date=SINCE, what="Notifications bear the hour.", duty=POLICE[0], agency="police"),
    )  # fmt: skip


def of_police(series: Series, *, published: bool = False) -> TrendSeries:
    told = overview.trend_of(series, published=published)
    assert told is not None
    [found] = [one for one in told.series if (one.duty, one.agency, one.measure) == (*POLICE, "share")]
    return found


def test_limits_are_worked_out_anew_from_the_day(slower: Round, partner: Callable[[str], User]) -> None:
    slower.series.changes.all().delete()
    assert of_police(slower.series).state == "concern"
    declared = Declaration(date=SINCE, what="Another form")
    actions.declare_change(series=slower.series, declared=declared, by=partner("coordinator"))
    told = of_police(slower.series)
    before, after = told.segments
    assert (before.chart, after.chart, after.from_) == (Chart.P_PRIME, Chart.RUN, SINCE)
    met, every = (
        sum(column) for column in zip(*((met, met + not_) for met, not_ in STEADY[:24]), strict=True)
    )
    assert before.centre == pytest.approx(met / every) and after.centre == pytest.approx(0.55)
    assert told.state == "few"  # six points have a median, and no signal
    assert len(of_police(slower.series, published=True).segments) == 2  # for whom it was opened to, too


def test_only_what_it_concerns_begins_anew(declared: DeclaredChange) -> None:
    told = overview.trend_of(declared.series)
    assert told is not None
    assert {(one.agency, len(one.segments)) for one in told.series if one.measure == "share"} == {
        (Agency.POLICE, 2),
        (Agency.COUNCIL, 1),
    }


def test_it_is_marked_on_the_chart_and_told_below(
    declared: DeclaredChange, as_partner: Callable[[str], Client]
) -> None:
    text = as_partner("coordinator").get(f"/series/{declared.series_id}/").content.decode()
    assert "change</text>" in text and "Change of 1 July 2025: Notifications bear the hour." in text
    assert "(Children at risk are notified, Police)" in text


def test_the_coordinator_declares_and_the_log_knows_no_words(
    slower: Round, as_partner: Callable[[str], Client]
) -> None:
    at = f"/series/{slower.series_id}/changes/declare/"
    slower.series.changes.all().delete()
    for _ in range(2):  # pressed twice
        assert as_partner("coordinator").post(at, GIVEN).status_code == 302
    made = slower.series.changes.get()
    assert (made.date, made.what, made.duty, made.agency) == (
        SINCE, "Notifications bear the hour", POLICE[0], "police",
    )  # fmt: skip
    row = Entry.objects.filter(action=Action.CHANGE_DECLARED).order_by("number").last()
    assert row is not None and row.target == f"change:{made.pk}"
    assert row.details == {
        "series": slower.series_id, "date": "2025-07-01", "duty": POLICE[0], "agency": "police",
    }  # fmt: skip
    empty = as_partner("coordinator").post(at, {**GIVEN, "date": "", "what": " "})
    assert empty.status_code == 200 and set(empty.context["form"].errors) == {"date", "what"}


def test_it_is_put_right_and_the_log_says_from_what(
    declared: DeclaredChange, as_partner: Callable[[str], Client]
) -> None:
    at = f"/series/{declared.series_id}/changes/{declared.pk}/"
    mark = seen(as_partner("coordinator").get(at).content.decode())
    right = {**GIVEN, "date": "1 8 2025", "agency": ""}
    assert as_partner("coordinator").post(at, {**right, SEEN: mark}).status_code == 302
    declared.refresh_from_db()
    assert (declared.date, declared.agency) == (date(2025, 8, 1), "")
    row = Entry.objects.get(action=Action.CHANGE_CORRECTED)
    assert (row.details["before"]["date"], row.details["date"]) == ("2025-07-01", "2025-08-01")
    assert "hour" not in json.dumps(row.details)


@pytest.mark.database
def test_nobody_puts_right_or_takes_back_what_they_have_not_seen(
    declared: DeclaredChange, as_partner: Callable[[str], Client]
) -> None:
    at = f"/series/{declared.series_id}/changes/{declared.pk}/"
    one, other = as_partner("coordinator"), as_partner("coordinator")
    mark = seen(one.get(at).content.decode())
    asked = seen(other.get(f"{at}take-back/").content.decode())
    one.post(at, {**GIVEN, "what": "Another system", SEEN: mark})
    refused = other.post(at, {**GIVEN, "what": "No system", SEEN: mark})
    text = refused.content.decode()
    assert "somebody else changed it" in text and "It stands as: Another system" in text
    told = other.post(f"{at}take-back/", {SEEN: asked}, follow=True).content.decode()
    assert "somebody else changed it" in told
    declared.refresh_from_db()
    assert (declared.what, declared.taken_back_at) == ("Another system", None)
    assert other.post(at, {**GIVEN, "what": "No system", SEEN: seen(text)}).status_code == 302


def test_taking_back_asks_and_leaves_a_trace(
    declared: DeclaredChange, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    page = f"/series/{declared.series_id}/changes/"
    at, coordinator = f"{page}{declared.pk}/take-back/", as_partner("coordinator")
    asked = coordinator.get(at).content.decode()
    assert "Take this declared change back?" in asked
    assert of_police(declared.series).state == "few"  # asking changes nothing
    told = coordinator.post(at, {SEEN: seen(asked)}, follow=True).content.decode()
    assert "taken back on" in told and "No change is declared." in told
    assert of_police(declared.series).state == "concern"
    assert Entry.objects.get(action=Action.CHANGE_TAKEN_BACK).target == f"change:{declared.pk}"
    again = coordinator.post(at, {SEEN: seen(asked)}, follow=True).content.decode()
    assert "taken back already" in again
    with pytest.raises(ConspectusError, match="taken back already"):
        actions.take_back_change(change=declared, instead_of=declared.mark, by=partner("coordinator"))


def test_a_contact_reads_of_its_own_agency_and_of_all(
    declared: DeclaredChange, as_partner: Callable[[str], Client], partner: Callable[[str], User]
) -> None:
    said = Declaration(date=date(2024, 1, 1), what="A new system")
    actions.declare_change(series=declared.series, declared=said, by=partner("coordinator"))
    page = f"/series/{declared.series_id}/changes/"
    own, other = (as_partner(f"{who} contact").get(page).content.decode() for who in ("police", "council"))
    assert "bear the hour" in own and "bear the hour" not in other
    assert "A new system" in own and "A new system" in other
    series = as_partner("council contact").get(f"/series/{declared.series_id}/").content.decode()
    assert "bear the hour" not in series
    assert "Declare a change" in own and "This is for: coordinator" in own  # the button says why not


def test_whoever_is_let_in_sees_changes_and_no_action(
    slower: Round, as_partner: Callable[[str], Client]
) -> None:
    [grant] = slower.series.grants.all()
    page = f"/inspections/{grant.inspection_id}/trends/{grant.pk}/"
    text = as_partner("lead").get(page).content.decode()
    assert "change</text>" in text and "day of sign-off" in text
    assert "action</text>" not in text and "A second manager decides" not in text
    own = as_partner("coordinator").get(f"/series/{slower.series_id}/").content.decode()
    assert "A second manager decides" in own
