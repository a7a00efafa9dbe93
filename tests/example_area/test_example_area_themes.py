"""Each theme plants children, and a build that looks for it finds exactly those whom nobody brought together."""

from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import patterns
from conspectus.example_area import Wanted, make
from conspectus.example_area.careers.planting import tales
from conspectus.example_area.district import District, imagine
from conspectus.example_area.plan import planned
from conspectus.records import pipeline
from conspectus.records.casebook import open_casebook

CHILDREN, SEED = 300, 5


@pytest.mark.parametrize("theme", patterns())
def test_a_build_for_the_theme_finds_exactly_the_planted_children(theme: str, tmp_path: Path) -> None:
    make(tmp_path, Wanted(children=CHILDREN, seed=SEED, theme=theme))
    book_path = tmp_path / "casebook.duckdb"
    pipeline.build(
        tmp_path / "returns",
        book_path,
        question=pipeline.Question(theme=theme),
        links=pipeline.KnownLinks(tmp_path / "truth" / "links.csv"),
    )
    with open_casebook(book_path) as book:
        found = book.frame(
            "select gap_id, cast(visible_on as varchar), cast(acted_on as varchar) from silo_gaps"
        )
    truth = pl.read_csv(tmp_path / "truth" / "silo_gaps.csv", infer_schema=False)
    gaps = truth.filter(pl.col("gap") == "yes")
    planted = [tale for tale in tales(round(0.006 * CHILDREN)) if tale.fits]
    assert truth.height == len(planted) and gaps.height == sum(tale.gap for tale in planted) >= 2
    expected = gaps.select(pl.format("{}:{}", "pattern", "event_ref"), "visible_on", "acted_on")
    assert sorted(found.fill_null("").rows()) == sorted(expected.fill_null("").rows())


@pytest.mark.parametrize("theme", patterns())
def test_nobody_fits_by_chance_and_near_misses_do_not_fit(theme: str) -> None:
    area: District = imagine(planned(Wanted(children=600, seed=SEED, theme=theme)))
    themed = {person.number for family in area.town.families if family.theme for person in family.children}
    fitting = {person.number for person, _ in area.truth.fits}
    misses = [tale for tale in tales(round(0.006 * 600)) if not tale.fits]
    assert fitting <= themed and misses
    families = [family for family in area.town.families if family.theme]
    assert len(families) == len(tales(round(0.006 * 600)))
    assert sum(fitting.isdisjoint(p.number for p in family.children) for family in families) == len(misses)


def test_gaps_are_held_by_several_agencies_and_never_by_the_same_few() -> None:
    area = imagine(planned(Wanted(children=2000, seed=SEED, theme="neglect")))
    held = {fit.holders for _, fit in area.truth.fits}
    assert all(len(holders) >= 2 for holders in held) and len(held) >= 4
