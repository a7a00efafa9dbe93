"""Rounds: opened with what the last one left, moved on, closed; what stays when the children's data are destroyed."""

import json
import tomllib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from pytest_django import Settings

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.monitoring import published
from conspectus.monitoring.suppression import small
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections.actions import move
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.ratings.actions import excuse
from conspectus.workspace.retention import actions as retention
from conspectus.workspace.retention import destroying, jobs
from conspectus.workspace.sampling.actions import take_sample
from conspectus.workspace.series import actions, keeping, overview
from conspectus.workspace.series.manifests import renewed
from conspectus.workspace.series.models import Participant, Round, Sender, Series
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.stages import MOVES, RoundStage
from tests.workspace.clock import TODAY

pytestmark = pytest.mark.django_db


def close(one: Round, by: User) -> None:
    """Past audit and actions, agencies excused."""
    assert one.inspection is not None
    take_sample(inspection=one.inspection, by=by)
    actions.move_round(one=one, to=RoundStage.AUDIT, by=by)
    for agency in frameworks()["self-audit"].looks_at:
        excuse(inspection=one.inspection, agency=agency, why="Made up.", by=by)
    actions.move_round(one=one, to=RoundStage.ACTIONS, by=by)
    actions.move_round(one=one, to=RoundStage.CLOSED, by=by)


def children(one: Round) -> set[str]:
    assert one.inspection is not None
    built = last_built(one.inspection)
    assert built is not None
    return {str(row["child_id"]) for row in opened(built.casebook).rows("select child_id from children")}


def everything_written() -> str:
    """Every cell of every table but the log, which holds ids alone and for good."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != Entry._meta.db_table:
                cursor.execute(f'select * from "{table}"')
                told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.mark.database
def test_a_destroyed_round_leaves_figures_and_no_child(
    own_files: Round, partner: Callable[[str], User], clock: time_machine.Traveller
) -> None:
    coordinator, known, before = partner("coordinator"), children(own_files), own_files.figures
    destroying.rows(Inspection.objects.exclude(round=own_files).get())  # whose children bear like ids
    close(own_files, coordinator)
    assert any(child in everything_written() for child in known)  # the sample names children until then
    inspection = Inspection.objects.get(round=own_files)
    assert inspection.keep_until == TODAY
    retention.confirm(inspection=inspection, by=coordinator)
    assert jobs.destroy_due.call() == 0  # it is kept until the day is over
    clock.shift(timedelta(days=1))
    assert jobs.destroy_due.call() == 1
    left = Round.objects.select_related("inspection").get(pk=own_files.pk)
    assert left.stage is RoundStage.DESTROYED and left.figures == before
    assert not inspection.folder.exists()
    told = everything_written()
    assert [child for child in known if child in told] == []
    assert overview.trend_of(left.series) is not None


def test_nothing_is_destroyed_before_somebody_confirms_it(
    own_files: Round, partner: Callable[[str], User], clock: time_machine.Traveller
) -> None:
    close(own_files, partner("coordinator"))
    clock.shift(timedelta(days=30))
    assert jobs.destroy_due.call() == 0
    assert own_files.inspection is not None and own_files.inspection.folder.exists()


@pytest.mark.database
def test_the_next_round_opens_with_what_the_last_one_left(
    own_files: Round, partner: Callable[[str], User]
) -> None:
    coordinator, series = partner("coordinator"), own_files.series
    close(own_files, coordinator)
    before = {one.sender for one in Sender.objects.all()}
    assert before and all("covers" in one.says for one in Sender.objects.all())
    made = actions.open_round(
        series=series, returns_due=TODAY - timedelta(days=1), lawful_basis="A law", keep_until=date(2027, 1, 1),
        by=coordinator,
    )  # fmt: skip
    assert made.number == 4 and made.stage is RoundStage.SET_UP
    assert {one.sender for one in overview.sendings(made) if one.sender} == before
    assert all(one.late and one.state == "Late" for one in overview.sendings(made))
    mine = Participant.objects.select_related("series").get(series=series, person=coordinator)
    assert [one.agency for one in overview.open_actions(mine)] == ["police"]
    assert {one.person_id for one in series.participants.all()} == {
        one.person_id for one in Member.objects.filter(inspection=made.inspection)
    }


@pytest.mark.database
def test_a_return_goes_with_the_answers_of_the_last_one(
    own_files: Round, partner: Callable[[str], User], csv_return: tuple[str, str]
) -> None:
    coordinator = partner("coordinator")
    actions.move_round(one=own_files, to=RoundStage.RETURNS_IN, by=coordinator)
    carried = Sender.objects.get(agency="police")
    people, events = csv_return
    sent = actions.send_again(
        one=own_files,
        sender=carried,
        extract=actions.Extract(first=date(2025, 1, 1), last=date(2025, 12, 31), extracted=date(2026, 1, 5)),
        files=[ContentFile(people.encode(), "people.csv"), ContentFile(events.encode(), "events.csv")],
        by=partner("police contact"),
    )
    sent.refresh_from_db()
    assert (sent.sender, sent.version, sent.trouble) == (carried.sender, 2, "")
    assert {file["name"] for file in sent.files} == {"people.csv", "events.csv"}


def test_answers_columns_and_codes_are_carried_to_another_period() -> None:
    says = 'sender = "x-police"\nagency = "police"\nschema = "generic"\ncovers = ["missing_episode"]\n'
    says += "extracted = 2025-01-05T10:00:00\n[period]\nfrom = 2024-01-01\nto = 2024-12-31\n"
    says += '[columns.events]\n"Ereignis \\"Nr\\"" = "event_id"\n[codes.event]\nmissing_episode = ["MISPER", "Ä"]\n'
    made = tomllib.loads(
        renewed(says, first=date(2025, 1, 1), last=date(2025, 6, 30), extracted=date(2025, 7, 2))
    )
    was = tomllib.loads(says)
    assert made.pop("period") == {"from": date(2025, 1, 1), "to": date(2025, 6, 30)}
    assert made.pop("extracted") == date(2025, 7, 2)
    assert made == {name: value for name, value in was.items() if name not in ("period", "extracted")}


def test_a_round_moves_by_its_table_and_its_inspection_not_by_itself(
    third: Round, partner: Callable[[str], User]
) -> None:
    coordinator = partner("coordinator")
    assert third.stage is RoundStage.PICTURE
    assert third.inspection is not None
    with pytest.raises(ConspectusError, match="cannot go from picture to closed"):
        actions.move_round(one=third, to=RoundStage.CLOSED, by=coordinator)
    with pytest.raises(ConspectusError, match="No child is tracked yet"):
        actions.move_round(one=third, to=RoundStage.AUDIT, by=coordinator)
    with pytest.raises(ConspectusError, match="on whose page it is moved"):
        move(inspection=third.inspection, to=Stage.RETURNS_IN, by=coordinator)
    assert set(MOVES) == set(RoundStage)


def test_one_round_at_a_time(partnership: Series, partner: Callable[[str], User]) -> None:
    with pytest.raises(ConspectusError, match="goes on already"):
        actions.open_round(
            series=partnership, returns_due=TODAY, lawful_basis="A law", keep_until=TODAY, by=partner("coordinator")
        )  # fmt: skip


def test_a_round_done_by_files_comes_before_those_that_follow(
    third: Round, partner: Callable[[str], User]
) -> None:
    earlier = overview.figures_from(third.series.rounds.get(number=1).figures)
    with pytest.raises(ConspectusError, match="the order of time"):
        actions.bring_in(series=third.series, figures=earlier, by=partner("coordinator"))
    assert third.series.rounds.get(number=1).stage is RoundStage.DESTROYED


def test_what_others_see_tells_no_small_count(partnership: Series) -> None:
    for one in overview.rounds_of(partnership):
        told = overview.figures_from(one.published)
        kept = overview.figures_from(one.figures)
        assert kept.restricted and not told.restricted
        assert any(small(met) for met in kept.points.met)  # there was something to hide
        pairs = list(zip(told.points.n, told.points.met, strict=True))
        assert pairs and not any(small(met) or small(n - met) for n, met in pairs)
        assert told.points.late is None


def test_points_that_were_shown_keep_their_boundaries(partnership: Series) -> None:
    first, second, _ = overview.rounds_of(partnership)
    before, after = overview.figures_from(first.published), overview.figures_from(second.published)
    assert after.points == published(overview.figures_from(second.figures), previous=before).points


def test_figures_are_those_of_the_casebook(third: Round) -> None:
    assert third.inspection is not None
    built = last_built(third.inspection)
    assert built is not None
    book = opened(built.casebook)
    kept = overview.figures_from(third.figures)
    assert kept.casebook_sha256 == built.content_hash
    [row] = book.rows(
        "select count(*) as n from obligations where status in ('met', 'late', 'missed') and due is not null"
    )
    assert sum(kept.points.n) == row["n"]
    assert json.loads(third.figures)["sha256"] == kept.sha256


def test_an_action_done_is_a_mark_on_the_figures_that_should_move(
    partnership: Series, partner: Callable[[str], User]
) -> None:
    late = partnership.actions.get(done_on=None)
    day = TODAY - timedelta(days=10)
    actions.mark_done(action=late, on=day, by=partner("police contact"))
    told = overview.trend_of(partnership)
    assert told is not None
    marked = {
        (one.duty, one.agency): [mark.date for mark in one.actions]
        for one in told.series
        if one.measure == "share" and one.actions
    }
    assert marked[late.duty, Agency.POLICE] == [day]
    with pytest.raises(ConspectusError, match="already"):
        actions.mark_done(action=late, on=day, by=partner("coordinator"))


def test_an_action_is_not_done_in_the_future(partnership: Series, partner: Callable[[str], User]) -> None:
    late = partnership.actions.get(done_on=None)
    with pytest.raises(ConspectusError, match="still to come"):
        actions.mark_done(action=late, on=TODAY + timedelta(days=1), by=partner("coordinator"))


def test_signals_are_told_to_those_whom_they_concern(slower: Round, settings: Settings) -> None:
    settings.MAILED = True
    assert keeping.tell(slower) == ["police@example.org"]
    [letter] = mail.outbox
    assert letter.to == ["police@example.org"] and slower.series.title in letter.body
    assert "notified" not in letter.body  # what it is stands on the page alone


def test_news_of_a_round_is_what_the_rounds_before_did_not_say(slower: Round) -> None:
    [news] = overview.news_of(slower)
    assert (news.duty, news.agency, news.state) == ("notify-child-at-risk", Agency.POLICE, "concern")
    assert overview.news_of(slower, agency="council") == []
    second = slower.series.rounds.select_related("series").get(number=2)
    assert overview.news_of(second) == []


def test_who_joins_takes_part_in_the_round_and_who_leaves_does_not(
    third: Round, partner: Callable[[str], User]
) -> None:
    made = actions.add_participant(
        series=third.series,
        email="new@example.org",
        name="Nia New",
        part=Part.AUDITOR,
        by=partner("coordinator"),
    )
    member = Member.objects.get(inspection=third.inspection, person=made.person)
    assert (member.role, member.inspectorate) == (Role.INSPECTOR, keeping.AUDIT_GROUP)
    actions.remove_participant(participant=made, by=partner("coordinator"))
    assert not Member.objects.filter(pk=member.pk).exists()
    with pytest.raises(ConspectusError, match="somebody who coordinates"):
        mine = Participant.objects.select_related("series", "person").get(
            series=third.series, person=partner("coordinator")
        )
        actions.remove_participant(participant=mine, by=partner("coordinator"))
