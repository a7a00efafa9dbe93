"""Areas: what is taken in and refused, what the page shows, and that it ranks nobody."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from conspectus.errors import ConspectusError
from conspectus.monitoring import Figures, FiguresArea, published, sign_figures, write_figures
from conspectus.signing import make_keys
from conspectus.workspace.accounts.models import User
from conspectus.workspace.config.partnership import AREAS, take_in_areas
from conspectus.workspace.series import actions
from conspectus.workspace.series.keeping import written
from conspectus.workspace.series.models import AreaFigures, Round
from conspectus.workspace.series.overview import figures_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(third: Round) -> Figures:
    """The round's figures, as they may be published."""
    return figures_from(third.published)


def test_a_file_that_holds_is_taken_in_once(own: Figures, partner: Callable[[str], User]) -> None:
    content = written(own).encode()
    made = actions.take_in(content=content, by=partner("lead"))
    assert (made.area, made.signed_by, made.content.encode()) == ("Northshire", [], content)
    with pytest.raises(ConspectusError, match="already"):
        actions.take_in(content=content, by=partner("lead"))


@pytest.mark.parametrize("change", ["hash", "small", "no json"])
def test_a_file_that_does_not_hold_is_refused(
    change: str, own: Figures, partner: Callable[[str], User]
) -> None:
    plain = json.loads(written(own))
    if change == "hash":
        plain["points"]["n"][0] += 1
    content = b"{" if change == "no json" else json.dumps(plain).encode()
    if change == "small":
        told = own.points.model_copy(update={"met": [3, *own.points.met[1:]]})
        content = written(own.model_copy(update={"points": told})).encode()
    with pytest.raises(ConspectusError):
        actions.take_in(content=content, by=partner("lead"))
    assert not AreaFigures.objects.exists()


def test_a_restricted_copy_is_refused(third: Round, partner: Callable[[str], User]) -> None:
    with pytest.raises(ConspectusError, match="restricted copy"):
        actions.take_in(content=third.figures.encode(), by=partner("lead"))


def test_a_signature_is_checked_with_its_keys(
    own: Figures, partner: Callable[[str], User], tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    write_figures(own, path)
    private, keys, _ = make_keys("northshire", tmp_path / "keys")
    sign_figures(path, signer="northshire", key_file=private)
    with pytest.raises(ConspectusError, match="not authenticated"):
        actions.take_in(content=path.read_bytes(), by=partner("lead"))
    made = actions.take_in(content=path.read_bytes(), keys=keys.read_bytes(), by=partner("lead"))
    assert made.signed_by == ["northshire"]


def test_areas_stand_by_name_with_funnels_coverage_and_trends(
    third: Round, partner: Callable[[str], User], as_partner: Callable[[str], Client]
) -> None:
    take_in_areas(third, by=partner("lead"))
    text = as_partner("stranger").get("/areas/").content.decode()
    assert re.findall(r'<a class="govuk-link" href="/areas/\d+/">([^<]*)</a>', text) == sorted(AREAS)
    assert "<svg" in text and "This is no league table" in text
    assert not re.search(r"\brank|best area|worst area", text, re.IGNORECASE)
    page = re.search(r'href="(/areas/\d+/)"', text)
    assert page is not None
    one = as_partner("stranger").get(page[1]).content.decode()
    assert "Trends of Aldermere" in one and "published: small counts joined" in one


def test_an_area_that_cannot_be_compared_stands_apart(
    own: Figures, partner: Callable[[str], User], as_partner: Callable[[str], Client]
) -> None:
    for name, comparable in (("Ashford", True), ("Beechwood", False)):
        heads = [one.model_copy(update={"comparable": comparable}) for one in own.series]
        other = own.model_copy(update={"area": FiguresArea(name=name), "series": heads})
        actions.take_in(content=written(other).encode(), by=partner("lead"))
    text = as_partner("coordinator").get("/areas/").content.decode()
    apart = re.findall(r"<li>(\w+): its returns cover less than nine tenths", text)
    assert apart and set(apart) == {"Beechwood"}


def test_only_whoever_runs_the_workspace_takes_in(
    own: Figures, third: Round, as_partner: Callable[[str], Client]
) -> None:
    assert as_partner("coordinator").get("/areas/take-in/").status_code == 403
    assert as_partner("nobody").get("/areas/").status_code == 302
    file = ContentFile(written(published(figures_from(third.figures))).encode(), "figures.json")
    answer = as_partner("lead").post("/areas/take-in/", {"figures": file})
    assert answer.status_code == 302 and AreaFigures.objects.count() == 1
