"""A library's reports to a study: one pass over them, then every figure and the tables that hold them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from conspectus.definitions import report_kinds
from conspectus.definitions.study_words import study_words
from conspectus.library.findings import shipped
from conspectus.library.model import Report
from conspectus.library.study.measuring import Group, Measured, at_worst, less, set_right
from conspectus.library.study.model import Figure, Part, Study
from conspectus.library.study.saying import said
from conspectus.library.study.tables import SIDES, tables_of, titles
from conspectus.library.study.told import (
    Told,
    evenness,
    named,
    on_partners,
    share,
    speaks,
    strong,
    told,
    weak,
)
from conspectus.library.words import SpokenOf
from conspectus.plain import listed

LAST_BEFORE = 2015  # the last year before joint targeted area inspections
Named = tuple[str, Measured | None]  # a figure's id, and what it is


def study(reports: Iterable[Report], command: str) -> Study:
    """The study of a library; `command` is what gives a figure again when the figure's id follows it."""
    every = [told(one) for one in reports]
    kept = [one for one in every if one.of.kind and one.of.evaluative]
    counts = {
        "reports": len(kept), "findings": sum(one.of.evaluative for one in kept), "left_out": len(every) - len(kept),
        "labels": shipped().wider.sentences,
        **{f"reports.{side}": sum(one.of.joint is joint for one in kept) for side, joint in SIDES.items()},
    }  # fmt: skip
    found: list[Named] = [(id, Measured(float(many), None)) for id, many in counts.items()]
    found += [("f1", Measured(shipped().agencies_f1, None)), *_measured(kept)]
    figures = {id: _figure(id, one, command) for id, one in found if one}
    return _written(figures)


def _figure(id: str, one: Measured, command: str) -> Figure:
    low, high = one.bounds()
    return Figure(id=id, value=one.value, low=low, high=high, command=f"{command} {id}")


def _measured(kept: Sequence[Told]) -> Iterator[Named]:
    sides = {side: Group(side, [one for one in kept if one.of.joint is SIDES[side]]) for side in SIDES}
    yield from _contrast(sides["alone"], sides["joint"])
    yield from _sensitivity(sides["alone"], sides["joint"])
    yield from _corrected(sides)
    for kind in report_kinds():
        yield from _of_group(f"kind.{kind}", [one for one in kept if one.of.kind == kind])
    for year in sorted({one.of.year for one in kept if one.of.year}):
        for side, joint in SIDES.items():
            those = [one for one in kept if one.of.year == year and one.of.joint is joint]
            yield from _of_group(f"year.{year}.{side}", those)
    yield from _changes("all", kept)
    yield from _changes("alone", sides["alone"].reports)


def _contrast(alone: Group, joint: Group) -> Iterator[Named]:
    """Shares of both sides and their difference: as read, by names alone, and what each found of an agency."""
    for name, measures in {"share": share, "check": named, "strengths": strong, "weaknesses": weak}.items():
        for of in SpokenOf:
            one, other = alone.measured(measures(of)), joint.measured(measures(of))
            yield f"{name}.alone.{of}", one
            yield f"{name}.joint.{of}", other
            yield f"{name}.difference.{of}", less(other, one)
    for name, measure in {"partners": on_partners, "evenness": evenness}.items():
        one, other = alone.measured(measure), joint.measured(measure)
        yield from (
            (f"{name}.alone", one),
            (f"{name}.joint", other),
            (f"{name}.difference", less(other, one)),
        )


def _sensitivity(alone: Group, joint: Group) -> Iterator[Named]:
    for of in SpokenOf:
        one, other = alone.measured(speaks(of)), joint.measured(speaks(of))
        yield f"speaks.alone.{of}", one
        yield f"speaks.joint.{of}", other
        yield f"sensitivity.{of}", at_worst(other, one, shipped().wider.agencies.get(of) or 0)


def _corrected(sides: Mapping[str, Group]) -> Iterator[Named]:
    """Each side's shares, set right by how often each agency was missed and wrongly read on labels of that side."""
    for of in SpokenOf:
        right = {
            side: set_right(group.measured(speaks(of)), shipped().wider.rates[side][of].right)
            for side, group in sides.items()
        }
        yield from ((f"corrected.{side}.{of}", one) for side, one in right.items())
        yield f"corrected.difference.{of}", less(right["joint"], right["alone"])


def _of_group(name: str, reports: Sequence[Told]) -> Iterator[Named]:
    """How many reports, and their shares."""
    if not reports:
        return
    group = Group(name, reports)
    yield f"{name}.reports", Measured(float(len(reports)), None)
    for of in SpokenOf:
        yield f"{name}.{of}", group.measured(share(of))
    yield f"{name}.partners", group.measured(on_partners)
    yield f"{name}.evenness", group.measured(evenness)


def _changes(name: str, reports: Sequence[Told]) -> Iterator[Named]:
    """Shares up to 2015 and from 2016 on, and what changed."""
    dated = [one for one in reports if one.of.year]
    before = [one for one in dated if (one.of.year or 0) <= LAST_BEFORE]
    since = [one for one in dated if (one.of.year or 0) > LAST_BEFORE]
    parts = {
        "before": dict(_of_group(f"after_2015.{name}.before", before)),
        "since": dict(_of_group(f"after_2015.{name}.since", since)),
    }
    for found in parts.values():
        yield from found.items()
    for id, one in parts["before"].items():
        what = id.removeprefix(f"after_2015.{name}.before.")
        if what != "reports":
            later = parts["since"].get(f"after_2015.{name}.since.{what}")
            yield f"after_2015.{name}.change.{what}", less(later, one)


def _written(figures: dict[str, Figure]) -> Study:
    words = study_words()
    tables = tables_of(figures)
    telling = {id: said(one) for id, one in figures.items()} | _holding(figures)
    parts = [
        Part(part.id, part.title, _told(part.says, telling), *tables.get(part.id, ((), ())))
        for part in words.part
    ]
    return Study(words.title, _told(words.lead, telling), tuple(parts), figures)


def _holding(figures: dict[str, Figure]) -> dict[str, str]:
    """Of whom a difference lies on the same side, bounds and all: by names alone, and whatever the errors were."""
    read = {of: _side(figures.get(f"share.difference.{of}")) for of in SpokenOf}
    found = {}
    for name, id in {"check.holds": "check.difference", "sensitivity.holds": "sensitivity"}.items():
        those = [of for of in SpokenOf if read[of] and _side(figures.get(f"{id}.{of}")) == read[of]]
        found[name] = listed([titles()[of] for of in those]) if those else "nobody"
    return found


def _side(figure: Figure | None) -> int:
    """On which side of nothing a difference lies with its bounds; 0 where nothing lies between them."""
    if figure is None or figure.low is None or figure.high is None:
        return 0
    return (figure.low > 0) - (figure.high < 0)


def _told(says: Sequence[str], telling: dict[str, str]) -> tuple[str, ...]:
    """Sentences with each figure, in words, in the place of its id."""
    return tuple(
        re.sub(r"\{([\w.]+)\}", lambda found: telling.get(found[1], said(None)), one) for one in says
    )
