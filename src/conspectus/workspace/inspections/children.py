"""Children by what is known of each: a summary of a casebook read once, facets over it with counts, and an order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from django.http import QueryDict

from conspectus.definitions import agencies, events
from conspectus.workspace.inspections.casebooks import opened
from conspectus.workspace.inspections.models import Member

PLAN, CARE = "child_protection_plan", "looked_after"  # lasting events that a child is said to be on, or in
BANDS = (
    (0, 0),
    (1, 4),
    (5, 9),
    (10, 15),
    (16, 17),
)  # years, as the statistics of children in need count them

# Restricted rows count for nothing here, since everybody who inspects sees it; nor is a restricted child’s age told.
SUMMARY = """
select p.child_id, p.agencies, p.records, coalesce(g.gaps, 0) as gaps, coalesce(g.nobody, false) as nobody,
  coalesce(o.missed, 0) as missed, coalesce(s.on_plan, false) as on_plan,
  coalesce(s.looked_after, false) as looked_after,
  case when p.restricted then null else date_sub('year', p.born_first, d.day) end as age
from child_people p cross join (select cast(as_of as date) as day from build) d
left join (
  select child_id, count(*) as gaps, bool_or(acted_on is null) as nobody from silo_gaps group by child_id
) g on g.child_id = p.child_id
left join (
  select child_id, count(*) as missed from child_obligations where status = 'missed' and not restricted
  group by child_id
) o on o.child_id = p.child_id
left join (
  select e.child_id, bool_or(e.event = ?) as on_plan, bool_or(e.event = ?) as looked_after
  from child_events e cross join (select cast(as_of as date) as day from build) d
  where e.event in (?, ?) and not e.restricted and e.via_relation = '' and e.started_first_day <= d.day
    and (e.ended_precision is null or e.ended_last_day >= d.day)
  group by e.child_id
) s on s.child_id = p.child_id
where p.is_child order by p.child_id
"""


class Choice(NamedTuple):
    """One word of a facet, and for which children it holds."""

    code: str
    title: str
    holds: pl.Expr
    says: str = ""  # of one child, where its title alone would not be understood


class Facet(NamedTuple):
    """Something by which children are told apart."""

    name: str
    title: str
    choices: Sequence[Choice]
    tells: Sequence[str] = ()  # codes that a child's row says


class Counted(NamedTuple):
    """A choice as a form shows it."""

    code: str
    title: str
    many: int
    chosen: bool


class Order(NamedTuple):
    """A way to sort children."""

    title: str
    by: str
    most_first: bool


class Found(NamedTuple):
    """The children that were asked for, in order, and each facet with how many more or fewer another choice gives."""

    frame: pl.DataFrame
    facets: list[tuple[Facet, list[Counted]]]

    def rows(self, start: int, stop: int) -> list[dict[str, Any]]:
        """Some of them, each with what its facets tell of it."""
        return [row | {"tells": self._tells(row)} for row in self.frame.slice(start, stop - start).to_dicts()]

    def _tells(self, row: Mapping[str, Any]) -> list[str]:
        told = [(facet, one) for facet, _ in self.facets for one in facet.choices if one.code in facet.tells]
        return [one.says or one.title for facet, one in told if row[_column(facet, one)]]


FACETS: list[Callable[[Member], list[Facet]]] = []  # later apps: by what else children are told apart
ORDERS = {
    "id": Order("Id", "child_id", False),
    "missed": Order("Duties missed, most first", "missed", True),
    "gaps": Order("Silo gaps, most first", "gaps", True),
    "agencies": Order("Agencies that know the child, most first", "known_to", True),
    "records": Order("Records, most first", "records", True),
    "age": Order("Age, youngest first", "age", False),
}


@lru_cache(maxsize=8)
def summary_of(path: Path) -> pl.DataFrame:
    """One row for each child of a casebook, which never changes: read once, and looked at by every page since."""
    frame = opened(path).frame(SUMMARY, [PLAN, CARE, PLAN, CARE])
    return frame.with_columns(known_to=pl.col("agencies").list.len())


def facets_of(member: Member) -> list[Facet]:
    """By what this person may tell children apart."""
    return [*_of_casebook(), *(facet for find in FACETS for facet in find(member))]


def _of_casebook() -> list[Facet]:
    known = [
        Choice(term.id, term.title, pl.col("agencies").list.contains(term.id)) for term in agencies().values()
    ]
    ages = [
        Choice(f"{low}-{high}", _years(low, high), pl.col("age").is_between(low, high)) for low, high in BANDS
    ]
    unsure = Choice(
        "unknown", "Not told", pl.col("age").is_null() | ~pl.col("age").is_between(0, BANDS[-1][1])
    )
    return [
        Facet("agency", "Known to", known),
        Facet("gap", "Silo gap", [
            Choice("nobody", "Nobody had acted", pl.col("nobody")),
            Choice("any", "Any", pl.col("gaps") > 0), Choice("none", "None", pl.col("gaps") == 0),
        ]),
        Facet("missed", "Duties missed", [
            Choice("many", "Three or more", pl.col("missed") >= 3),
            Choice("some", "One or two", pl.col("missed").is_between(1, 2)),
            Choice("none", "None", pl.col("missed") == 0),
        ]),
        Facet("state", "On a plan or looked after", tells=("plan", "care"), choices=[
            Choice("plan", events()[PLAN].title, pl.col("on_plan")),
            Choice("care", events()[CARE].title, pl.col("looked_after")),
            Choice("neither", "Neither", ~pl.col("on_plan") & ~pl.col("looked_after")),
        ]),
        Facet("age", "Age", [*ages, unsure]),
    ]  # fmt: skip


def _years(low: int, high: int) -> str:
    return f"{low} to {high}" if high > low else "Under 1"


def find(
    frame: pl.DataFrame, facets: Sequence[Facet], asked: Mapping[str, Sequence[str]], like: str
) -> Found:
    """The children for which of each facet one of the chosen words holds, and whose id holds `like`.

    Beside each word stands how many children there would be with it, all other facets being as they are.
    """
    masks = {facet.name: _any(facet, asked.get(facet.name, ())) for facet in facets}
    named = pl.col("child_id").str.to_lowercase().str.contains(like, literal=True) if like else pl.lit(True)
    looked = frame.filter(named).with_columns(
        one.holds.fill_null(False).alias(_column(facet, one)) for facet in facets for one in facet.choices
    )
    counted = [
        (pl.col(_column(facet, one)) & _all(mask for name, mask in masks.items() if name != facet.name))
        .sum()
        .alias(_column(facet, one))
        for facet in facets
        for one in facet.choices
    ]
    counts = looked.select(pl.len().alias(""), *counted).row(0, named=True)
    shown = [
        (facet, [
            Counted(one.code, one.title, counts[_column(facet, one)], one.code in asked.get(facet.name, ()))
            for one in facet.choices
        ])
        for facet in facets
    ]  # fmt: skip
    return Found(looked.filter(_all(masks.values())), shown)


def sort(found: Found, order: str) -> Found:
    """In one of the orders; those that are alike by id."""
    by = ORDERS.get(order, ORDERS["id"])
    frame = found.frame.sort(
        [by.by, "child_id"], descending=[by.most_first, False], nulls_last=True, maintain_order=True
    )
    return found._replace(frame=frame)


def _column(facet: Facet, one: Choice) -> str:
    return f"{facet.name}:{one.code}"


def _any(facet: Facet, codes: Sequence[str]) -> pl.Expr:
    chosen = [pl.col(_column(facet, one)) for one in facet.choices if one.code in codes]
    return reduce(or_, chosen) if chosen else pl.lit(True)


def _all(masks: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(and_, masks, pl.lit(True))


def asked_for(given: QueryDict, path: Path, facets: Sequence[Facet]) -> Found:
    """The children of a casebook for which an address asks."""
    asked = {facet.name: given.getlist(facet.name) for facet in facets}
    found = find(summary_of(path), facets, asked, given.get("find", "").strip().lower())
    return sort(found, given.get("sort", "id"))
