"""An observer is told totals and no child: on every page, to programs, in every stage; small numbers by no way."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from conspectus.definitions import disclosure_rule
from conspectus.records.casebook import Picture
from conspectus.workspace.inspections.casebooks import last_built, opened, picture_of
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.inspections.totals import Totals, totals
from tests.workspace.test_who_sees_what import API, GET, LIBRARY, address, api_address

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*")


@pytest.fixture
def picture(inspection: Inspection) -> Picture:
    build = last_built(inspection)
    assert build is not None
    return picture_of(build.casebook)


def children(inspection: Inspection) -> set[str]:
    build = last_built(inspection)
    assert build is not None
    return {str(row["child_id"]) for row in opened(build.casebook).rows("select child_id from children")}


def counts(told: Totals) -> Iterator[str]:
    """Every count that is told, in words."""
    yield from (told.children, told.silo_gaps, told.nobody_acted)
    for agency in told.agencies:
        yield from (agency.rows, agency.gaps_held)
        for duty in agency.duties:
            yield from (duty.met, duty.undecided)


def of_gaps(picture: Picture) -> set[str]:
    """What gives a silo gap away: its id, its days as pages write them, its signs."""
    assert picture.silo_gaps
    days = {f"{gap.visible_on.day} {gap.visible_on:%B %Y}" for gap in picture.silo_gaps}
    return (
        days
        | {str(gap.gap_id) for gap in picture.silo_gaps}
        | {s for g in picture.silo_gaps for s in g.signs}
    )


def test_no_page_and_no_program_tells_an_observer_of_a_child(
    inspection: Inspection, picture: Picture, signed_in: SignedIn, by_token: SignedIn
) -> None:
    client, program = signed_in("observer"), by_token("observer")
    given = [client.get(address(name, inspection)) for name in GET]
    given += [client.get(page) for page in ("/", *LIBRARY.values())]
    given += [program.get(api_address(name, inspection)) for name in API]
    shown = [answer.content.decode() for answer in given if answer.status_code == 200]
    assert len(shown) > 5
    secret = children(inspection) | of_gaps(picture)
    assert [(word, text[:80]) for text in shown for word in secret if word in text] == []
    assert any(
        word in signed_in("lead").get(address("picture", inspection)).content.decode() for word in secret
    )


@pytest.mark.parametrize("stage", Stage)
def test_totals_are_told_in_every_stage_by_page_and_program(
    stage: Stage, inspection: Inspection, picture: Picture, signed_in: SignedIn, by_token: SignedIn
) -> None:
    Inspection.objects.update(stage=stage)
    page = signed_in("observer").get(address("picture", inspection)).content.decode()
    assert "in totals" in page and '<svg class="bar"' not in page
    assert "Counts from one to five are told as <em>fewer than six</em>" in page
    told = by_token("observer").get(api_address("api:picture", inspection)).json()
    assert Totals.model_validate(told) == totals(picture)
    assert Picture.model_validate(by_token("lead").get(api_address("api:picture", inspection)).json())


def test_before_a_casebook_there_is_nothing_to_tell(inspection: Inspection, signed_in: SignedIn) -> None:
    inspection.builds.update(state="failed")
    assert signed_in("observer").get(f"/inspections/{inspection.pk}/picture/").status_code == 404


def test_no_small_number_is_told(picture: Picture) -> None:
    smallest = disclosure_rule().smallest
    found = [
        int(number.replace(",", "")) for words in counts(totals(picture)) for number in NUMBER.findall(words)
    ]
    assert found and min(found) >= smallest
    assert any("fewer than six" in words for words in counts(totals(picture)))


def test_no_sum_lets_a_small_number_be_worked_out(picture: Picture) -> None:
    """Whatever one agency's one duty hides is in no other number that is told."""
    [first, *_] = [one for one in picture.duties if one.decided >= disclosure_rule().smallest]
    without = picture.model_copy(update={"duties": [one for one in picture.duties if one != first]})
    changed = {agency.agency: agency for agency in totals(without).agencies}
    for agency in totals(picture).agencies:
        kept = [duty for duty in agency.duties if duty in changed[agency.agency].duties]
        assert len(agency.duties) - len(kept) == (1 if agency.agency == first.agency else 0)
        assert (agency.rows, agency.gaps_held) == (
            changed[agency.agency].rows,
            changed[agency.agency].gaps_held,
        )


@pytest.mark.parametrize("gaps", [0, 1, 5, 6, 12])
def test_gaps_of_too_few_children_are_not_told_apart(gaps: int, picture: Picture) -> None:
    some = (picture.silo_gaps * 12)[:gaps]
    told = totals(picture.model_copy(update={"silo_gaps": some}))
    assert told.silo_gaps == {0: "none", 1: "fewer than six", 5: "fewer than six"}.get(gaps, str(gaps))
    assert bool(told.nobody_acted) == (gaps >= disclosure_rule().smallest)


def test_the_totals_alone_are_for_whoever_sees_no_child(inspection: Inspection, signed_in: SignedIn) -> None:
    for who in ("lead", "inspector", "moderator", "analyst"):
        assert "in totals" not in signed_in(who).get(address("picture", inspection)).content.decode()
    inspection.members.filter(role=Role.ANALYST).update(role=Role.OBSERVER)
    assert "in totals" in signed_in("analyst").get(address("picture", inspection)).content.decode()
