"""The picture by agency, read out of a small casebook."""

from datetime import UTC

import pytest
from tests.records.casebook.small_casebook import AS_OF

from conspectus.definitions import duties
from conspectus.records.casebook import Casebook, Picture
from conspectus.terms import Agency, Severity, Status


@pytest.fixture(scope="module")
def picture(book: Casebook) -> Picture:
    return book.picture()


def test_the_picture_names_its_casebook(book: Casebook, picture: Picture) -> None:
    assert picture.build.content_sha256 == book.content_hash
    assert picture.build.as_of == AS_OF.replace(tzinfo=UTC)  # JSON says which zone it is
    assert picture.build.as_of_day.isoformat() == "2026-03-31"
    assert picture.build.theme_title == "child sexual exploitation"


def test_every_figure_is_the_casebooks_and_adds_up(book: Casebook, picture: Picture) -> None:
    rows = {(row["duty"], row["part"], row["agency"]): row for row in book.rows("select * from duty_figures")}
    assert len(picture.duties) == len(rows) > 5
    for figure in picture.duties:
        row = rows[(figure.duty, figure.part, figure.agency)]
        assert {name: getattr(figure, name) for name in row} == row
        assert sum(getattr(figure, status) for status in Status) == figure.obligations
        assert figure.title == duties()[figure.duty].title
        assert figure.confirmed == duties()[figure.duty].confirmed_on(picture.build.as_of_day)


def test_agencies_sum_their_duties(picture: Picture) -> None:
    for part in picture.agencies:
        own = [
            figure for figure in picture.duties if figure.agency == part.agency and figure.kind != "measured"
        ]
        assert part.obligations == sum(figure.obligations for figure in own)
        decided = part.met + part.late + part.missed
        assert part.share_met == (part.met / decided if decided else None)
    assert [part.agency for part in picture.agencies] == list(Agency)


def test_the_receipt_adds_up(picture: Picture) -> None:
    police = next(part for part in picture.agencies if part.agency is Agency.POLICE)
    assert (police.rows_in, police.rows_set_aside) == (police.rows_used + 1, 1)
    assert police.issues[Severity.ERROR] == 1
    assert sum(part.rows_in for part in picture.agencies) == sum(
        file.rows_in for sender in picture.senders for file in sender.files
    )


def test_the_nameless_are_counted_as_unlinked(picture: Picture) -> None:
    [row] = picture.linkage.unlinked
    assert (row.sender, row.people, row.why) == ("north-health", 2, "they came without names")
    assert picture.linkage.questions == 1


def test_coverage_tells_not_sent_from_not_kept(picture: Picture) -> None:
    rows = {row.event: {cell.agency: cell for cell in row.cells} for row in picture.coverage}
    missing = rows["missing_episode"]
    assert missing[Agency.POLICE].covered
    assert missing[Agency.POLICE].events == 2
    assert (missing[Agency.COUNCIL].usual, missing[Agency.COUNCIL].covered) == (True, False)
    assert not missing[Agency.PROBATION].usual


def test_a_silo_gap_tells_its_silence_and_hides_restricted_signs(picture: Picture) -> None:
    [gap] = picture.silo_gaps
    assert (gap.child_id, gap.visible_on.isoformat(), gap.due.isoformat()) == (
        "C-A",
        "2026-01-26",
        "2026-02-09",
    )
    assert (gap.acted_on is not None, gap.days_silent) == (True, 53)
    assert "A sign that rests on a restricted entry by Police" in gap.signs
    assert not any("associate" in sign.lower() for sign in gap.signs)
    assert not any("/X" in ref for ref in gap.event_refs)
    assert gap.event_refs == ["north-police/E2/A", "north-police/E3/A", "north-health/E9/A"]


def test_each_sender_tells_how_good_its_records_are(picture: Picture) -> None:
    by_name = {sender.sender: sender.quality for sender in picture.senders}
    police, health = by_name["north-police"], by_name["north-health"]
    assert (police.people, police.joined, police.own_duplicates) == (3, 2, 0)
    assert (health.events, health.unsure_dates, health.restricted) == (5, 1, 1)
    assert police.issues[Severity.ERROR] == 1
    assert sum(quality.questions for quality in by_name.values()) == 2 * picture.linkage.questions
    first, *rest = police.months
    assert (first.month.isoformat(), first.events) == ("2025-04-01", 0)
    assert {one.month.month: one.events for one in rest}[1] == 5
    assert len(police.months) == 12


def test_each_duty_says_what_it_asks(picture: Picture) -> None:
    asks = {figure.duty: figure.asks for figure in picture.duties}
    assert asks["icpc-15-working-days"].startswith(
        "After “Strategy discussion” (outcome section 47): “Initial"
    )
    assert "Lifted by" in asks["icpc-15-working-days"]
    assert all(text.endswith(".") for text in asks.values())
    limits = {figure.duty: figure.limit for figure in picture.duties}
    assert limits["icpc-15-working-days"] == 15
    assert limits["looked-after-review"] is None


def test_the_json_comes_back_whole(picture: Picture) -> None:
    assert Picture.model_validate_json(picture.model_dump_json()) == picture


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("icpc-15-working-days", "within 15 working days"),
        (
            "looked-after-review",
            "within 20 working days, then 3 calendar months, then every 6 calendar months",
        ),
        ("notification-received", "received within 1 working day"),
        ("conference-participation", "in the 30 calendar days up to the meeting"),
    ],
)
def test_deadlines_in_words(picture: Picture, duty: str, words: str) -> None:
    assert {figure.deadline for figure in picture.duties if figure.duty == duty} == {words}
