"""Many made-up areas: they differ in how well they do beyond chance, and a few truly stand out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from math import exp, log
from pathlib import Path
from random import Random
from typing import NamedTuple

import polars as pl

from conspectus.example_area.area import make
from conspectus.example_area.plan import Wanted
from conspectus.example_area.settings import Rates, settled

EVERY = 10  # areas for one that lies far below, and one that lies far above

# What the areas differ in: the rate, and the duty and agency in whose funnel it shows.
DIFFER = (
    ("harm.notification", "notify-child-at-risk", "police"),
    ("front_door.decision", "referral-decision", "council"),
    ("front_door.referrer_told", "referrer-told", "council"),
    ("information.health", "information-supplied", "health"),
)
PARTS = ("North", "South", "East", "West", "Mid", "Upper", "Lower", "Great", "Little", "Old")
PLACES = ("Aldermere", "Brockland", "Carrowdale", "Dunmarsh", "Elverton", "Farnwold")
REGIONS = (
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands", "East of England",
    "London", "South East", "South West",
)  # fmt: skip
TYPES = ("county", "unitary authority", "metropolitan district")


class Drawn(NamedTuple):
    """One area of a programme before it is made."""

    name: str
    region: str
    type: str
    children: int
    seed: int
    rates: Rates
    truths: tuple[tuple[str, str, str, float, str], ...]  # rate, duty, agency, share in time, outlier


def make_areas(
    out: Path,
    wanted: Wanted,
    *,
    areas: int,
    progress: Callable[[float], None] = lambda done: None,
) -> None:
    """So many areas, each `out/<area>/` as `make` writes one, with its `area.toml`; `out/truth/areas.csv` tells all."""
    usual, rows = settled(wanted.settings), []
    for place in range(areas):
        area = drawn(place, children=wanted.children, seed=wanted.seed, usual=usual)
        folder = out / _folder(area.name)
        make(folder, replace(wanted, children=area.children, seed=area.seed, rates=area.rates))
        (folder / "area.toml").write_text(_area_toml(area), encoding="utf-8")
        rows += [(area.name, area.region, area.type, area.children, *told) for told in area.truths]
        progress((place + 1) / areas)
    (out / "truth").mkdir(parents=True, exist_ok=True)
    names = ["area", "region", "type", "children", "rate", "duty", "agency", "in_time", "outlier"]
    pl.DataFrame(rows, schema=names, orient="row").write_csv(out / "truth" / "areas.csv")


def drawn(place: int, *, children: int, seed: int, usual: Rates) -> Drawn:
    """The area in this place: it rests on the seed and its place alone."""
    draw = Random(f"{seed}/areas/{place}")
    rates, truths = dict(usual), []
    spread, far, smallest, largest = (
        _number(usual, name) for name in ("spread", "outlier", "smallest", "largest")
    )
    for number, (rate, duty, agency) in enumerate(DIFFER):
        off, outlier = draw.gauss(0.0, spread), _outlier(place, number)
        shares = _moved(usual[rate], off + {"below": -far, "above": far, "": 0.0}[outlier])
        rates[rate] = shares
        truths.append((rate, duty, agency, round(shares[0], 4), outlier))
    size = round(children * smallest * (largest / smallest) ** draw.random())
    name = f"{PARTS[place % len(PARTS)]} {PLACES[place // len(PARTS) % len(PLACES)]}"
    again = place // (len(PARTS) * len(PLACES))
    return Drawn(
        f"{name} {again + 1}" if again else name, REGIONS[place % len(REGIONS)], TYPES[place % len(TYPES)],
        max(size, 1), seed * 1000 + place, rates, tuple(truths),
    )  # fmt: skip


def _number(usual: Rates, name: str) -> float:
    value = usual[f"programme.{name}"]
    assert isinstance(value, float), name
    return value


def _outlier(place: int, number: int) -> str:
    """In each duty one area of ten lies far below, and another far above."""
    return {2 * number: "below", 2 * number + 1: "above"}.get(place % EVERY, "")


def _moved(shares: float | tuple[float, ...], by: float) -> tuple[float, ...]:
    """Shares whose first has its log-odds moved, the others keeping their proportions."""
    assert isinstance(shares, tuple)
    first, *others = shares
    odds = log(first / (1 - first)) + by
    new = 1 / (1 + exp(-odds))
    return (new, *(one * (1 - new) / (1 - first) for one in others))


def _folder(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def _area_toml(area: Drawn) -> str:
    told = (("name", area.name), ("region", area.region), ("type", area.type))
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in told)
