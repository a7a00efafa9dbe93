"""The study's tables: which figures stand beside one another, by their ids."""

import re
from collections.abc import Iterator

from conspectus.definitions import agencies, report_kinds
from conspectus.library.coverage import ALONE, JOINT
from conspectus.library.study.model import Figure, Line
from conspectus.library.words import SpokenOf

SIDES = {"alone": False, "joint": True}
BOTH = (ALONE, JOINT, "Joint less alone")
OF_GROUP = {
    "reports": "Reports", "council": "Council", "partners": "Partners", "partnership": "Partnership",
    "evenness": "Evenness",
}  # fmt: skip
FOUND = {
    "strengths.alone.{}": "Alone: strength", "weaknesses.alone.{}": "Alone: weakness",
    "strengths.joint.{}": "Jointly: strength", "weaknesses.joint.{}": "Jointly: weakness",
}  # fmt: skip

Figures = dict[str, Figure]
Table = tuple[tuple[str, ...], tuple[Line, ...]]


def tables_of(figures: Figures) -> dict[str, Table]:
    """Each part's columns and lines; a figure that there is none of stays out."""
    heads = tuple(OF_GROUP.values())
    made: dict[str, tuple[tuple[str, ...], Iterator[Line]]] = {
        "shares": (BOTH, _shares()),
        "check": (BOTH, _by_agency("check.alone.{}", "check.joint.{}", "check.difference.{}")),
        "sensitivity": (BOTH, _by_agency("speaks.alone.{}", "speaks.joint.{}", "sensitivity.{}")),
        "corrected": (
            BOTH,
            _by_agency("corrected.alone.{}", "corrected.joint.{}", "corrected.difference.{}"),
        ),
        "kinds": (heads, _kinds(figures)),
        "years": (heads, _years(figures)),
        "after_2015": (("Up to 2015", "From 2016", "Change"), _changes()),
        "partners": (tuple(FOUND.values()), _by_agency(*FOUND)),
    }
    return {name: (columns, tuple(_known(lines, figures))) for name, (columns, lines) in made.items()}


def _known(lines: Iterator[Line], figures: Figures) -> Iterator[Line]:
    for line in lines:
        yield line._replace(ids=tuple(id if id in figures else None for id in line.ids))


def _shares() -> Iterator[Line]:
    yield from _by_agency("share.alone.{}", "share.joint.{}", "share.difference.{}")
    yield Line("All partners", ("partners.alone", "partners.joint", "partners.difference"))
    yield Line("Evenness", ("evenness.alone", "evenness.joint", "evenness.difference"))
    yield Line("Reports", ("reports.alone", "reports.joint", None))


def titles() -> dict[SpokenOf, str]:
    """Whom a report may speak of, in words."""
    further = {SpokenOf.PARTNERSHIP: "The partnership", SpokenOf.OTHER: "Others"}
    return {SpokenOf(term.id): term.title for term in agencies().values()} | further


def _by_agency(*ids: str) -> Iterator[Line]:
    """A line for each of whom a report may speak."""
    for of in SpokenOf:
        yield Line(titles()[of], tuple(id.format(of) for id in ids))


def _kinds(figures: Figures) -> Iterator[Line]:
    for kind, one in report_kinds().items():
        if f"kind.{kind}.reports" in figures:
            yield _group(one.title, f"kind.{kind}")


def _years(figures: Figures) -> Iterator[Line]:
    sides = {"alone": "council alone", "joint": "jointly"}
    for id in figures:
        if found := re.fullmatch(r"year\.(\d+)\.(\w+)\.reports", id):
            yield _group(f"{found[1]}, {sides[found[2]]}", id.removesuffix(".reports"))


def _group(title: str, name: str) -> Line:
    return Line(title, tuple(f"{name}.{what}" for what in OF_GROUP))


def _changes() -> Iterator[Line]:
    shares = {"council": "the council", "partners": "partners", "partnership": "the partnership"}
    for name, of in {"all": "All reports", "alone": "Council alone"}.items():
        for what, title in shares.items():
            ids = (f"after_2015.{name}.{when}.{what}" for when in ("before", "since", "change"))
            yield Line(f"{of}: share on {title}", tuple(ids))
        counts = (f"after_2015.{name}.{when}.reports" for when in ("before", "since"))
        yield Line(f"{of}: reports", (*counts, None))
