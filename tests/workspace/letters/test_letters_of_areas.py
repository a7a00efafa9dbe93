"""What a published letter judges of an area, where the figures of many areas are."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from conspectus.monitoring import FiguresArea
from conspectus.monitoring import published as suppressed
from conspectus.plain import day
from conspectus.wording import level_word
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.editions import published as published_edition
from conspectus.workspace.letters.editions import read
from conspectus.workspace.series.actions import take_in
from conspectus.workspace.series.keeping import written
from tests.monitoring.monitoring_making import figures, head

pytestmark = pytest.mark.django_db


def test_what_it_judges_and_its_day_stand_beside_the_figures_of_its_area(
    published: Inspection, lead: User, signed_in: Callable[[str], Client]
) -> None:
    made = figures([(90, 10)] * 24, heads=(head(),), area=FiguresArea(name=published.area.upper()))
    take_in(content=written(suppressed(made)).encode(), by=lead)
    edition = published_edition(published)
    assert edition is not None and edition.published_at is not None
    judgment = read(edition).judgment
    page = re.sub(r"\s+", " ", signed_in("stranger").get("/areas/").content.decode())
    assert f"</a>, {day(timezone.localtime(edition.published_at))}" in page
    told = (judgment.overall, *judgment.areas, *judgment.agencies)
    lines = [f"<li>{one.title}: {level_word(one.level)}</li>" for one in told if one.level]
    assert lines and [one for one in lines if one not in page] == []
