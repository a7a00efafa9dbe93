"""Learn, without labels, how often each pattern of agreement is seen in three classes of pairs.

The classes are one person (m), two of one family or household (s) and two strangers (r). Everything works on counts of
patterns, so its size does not depend on how many records there are. The steps: strangers from pairs at random;
siblings from pairs of one home and one surname; one person from all pairs that blocking brings, adding back
those that blocking cannot see. Starting shares of `linkage.toml` steady what few pairs show.
"""

from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.records.linkage.settings import Settings, settings

Floats: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = list[Floats]  # for each comparison the share of each level; they sum to 1

SEEN_BY_BLOCKING = ("forename", "surname", "born", "home", "nhs", "upn")


@dataclass(frozen=True)
class Patterns:
    """Distinct patterns: `places` (pattern × comparison, -1 where nothing is known) and how many pairs show each."""

    places: NDArray[np.int64]
    counts: Floats

    @classmethod
    def of(cls, frame: pl.DataFrame, columns: list[str]) -> "Patterns":
        """From a frame of columns and `pairs`."""
        places = frame.select(columns).to_numpy().astype(np.int64).reshape(-1, len(columns))
        return cls(places, frame["pairs"].to_numpy().astype(np.float64))

    def where(self, mask: NDArray[np.bool_]) -> "Patterns":
        """Some of them."""
        return Patterns(self.places[mask], self.counts[mask])


@dataclass
class Classes:
    """What was learned: shares of levels by class, and how many pairs each class has."""

    shares: dict[str, Shares]
    pairs: dict[str, float]
    enough: bool = True


def learn(blocked: Patterns, random: Patterns, *, columns: list[str], total: int, senders: Floats) -> Classes:
    """Learn from pairs that blocking brings and pairs at random; `senders` is how random pairs fall on senders."""
    known = settings()
    start = _starting_shares(known, senders)
    blocked = blocked.where(
        _seen({name: blocked.places[:, columns.index(name)] for name in SEEN_BY_BLOCKING})
    )
    classes = _first_guess(blocked, start, columns=columns, total=total, known=known)
    siblings = _household(blocked, classes, columns=columns, known=known)
    invisible = _Invisible.of(columns, start)
    for _ in range(known.learning.rounds):
        before = classes.pairs["m"]
        _round(blocked, random, classes, start, invisible, siblings=siblings, columns=columns, total=total)
        if abs(classes.pairs["m"] - before) <= known.learning.settled * max(before, 1.0):
            break
    classes.enough = classes.pairs["m"] >= known.learning.enough
    return classes


def likelihood(shares: Shares, places: NDArray[np.int64]) -> Floats:
    """How often a class shows each pattern, its comparisons taken as independent; the unknown weighs nothing."""
    result = np.ones(len(places))
    for column, levels in enumerate(shares):
        result *= np.append(levels, 1.0)[places[:, column]]
    return result


def _starting_shares(known: Settings, senders: Floats) -> dict[str, Shares]:
    start: dict[str, Shares] = {
        letter: [
            _to_one(np.array([getattr(level, letter) for level in compared.levels]))
            for compared in known.comparison
        ]
        for letter in "msr"
    }
    own = senders[1:] / max(senders[1:].sum(), 1e-12)
    for letter, same in (("m", known.same_sender.m), ("s", known.same_sender.s)):
        same = same if senders[0] > 0 else 1.0
        start[letter].append(_to_one(np.append(1.0 - same, same * own) + 1e-9))
    start["r"].append(_to_one(senders + 1e-9))
    return start


def _first_guess(
    blocked: Patterns, start: dict[str, Shares], *, columns: list[str], total: int, known: Settings
) -> Classes:
    """How many pairs are one person: those that agree on names and date, of which rules find a known part."""
    at = {name: columns.index(name) for name in ("forename", "surname", "born")}
    agree = np.all([blocked.places[:, place] == 0 for place in at.values()], axis=0)
    same = max(1.0, float(blocked.counts[agree].sum()) / known.learning.found_by_rules)
    shares = {letter: [levels.copy() for levels in lists] for letter, lists in start.items()}
    return Classes(shares, {"m": same, "s": same, "r": max(total - 2 * same, 1.0)})


def _household(blocked: Patterns, classes: Classes, *, columns: list[str], known: Settings) -> float:
    """Learn how two of one household differ, from pairs of one home and surname; gives how many such pairs."""
    home, surname = columns.index("home"), columns.index("surname")
    together = (blocked.places[:, surname] == 0) & np.isin(blocked.places[:, home], (0, 1))
    pairs = blocked.where(together)
    m, s = ([levels.copy() for levels in classes.shares[letter]] for letter in "ms")
    starts = {"m": [levels.copy() for levels in m], "s": [levels.copy() for levels in s]}
    share = 0.5
    for _ in range(known.learning.rounds):
        one, other = share * likelihood(m, pairs.places), (1 - share) * likelihood(s, pairs.places)
        same = one / (one + other)
        for column in range(len(columns)):
            if column not in (home, surname):
                m[column] = _shares(pairs, same, column, starts["m"][column], "m")
                s[column] = _shares(pairs, 1 - same, column, starts["s"][column], "s")
        before, share = share, float((pairs.counts @ same + 1.0) / (pairs.counts.sum() + 2.0))
        if abs(share - before) < known.learning.settled:
            break
    classes.shares["s"] = s
    return float((1 - share) * pairs.counts.sum())


def _round(
    blocked: Patterns,
    random: Patterns,
    classes: Classes,
    start: dict[str, Shares],
    invisible: "_Invisible",
    *,
    siblings: float,
    columns: list[str],
    total: int,
) -> None:
    """One round: which class each pattern belongs to, then what that says of the classes."""
    same = belongs(classes, blocked.places)["m"]
    strangers = belongs(classes, random.places)["r"]
    unseen, added = invisible.expected(classes.shares["m"], blocked, same, pairs=classes.pairs["m"])
    for column, name in enumerate(columns):
        extra = added.get(name, 0.0)
        classes.shares["m"][column] = _shares(blocked, same, column, start["m"][column], "m", extra)
        classes.shares["r"][column] = _shares(random, strangers, column, start["r"][column], "r")
    classes.pairs["m"] = max(float(blocked.counts @ same) + unseen, 1.0)
    _tie_siblings(classes, siblings=siblings, columns=columns)
    classes.pairs["r"] = max(total - classes.pairs["m"] - classes.pairs["s"], 1.0)


def belongs(classes: Classes, places: NDArray[np.int64]) -> dict[str, Floats]:
    """The probability of each class for each pattern."""
    weighed = {
        letter: classes.pairs[letter] * likelihood(shares, places)
        for letter, shares in classes.shares.items()
    }
    whole = np.maximum(sum(weighed.values(), start=np.zeros(len(places))), 1e-300)
    return {letter: part / whole for letter, part in weighed.items()}


def _tie_siblings(classes: Classes, *, siblings: float, columns: list[str]) -> None:
    """Home and surname of a household differ as one person's do in the records, and a little more."""
    known = settings().siblings
    for name, part in (("home", known.same_home), ("surname", known.same_surname)):
        column = columns.index(name)
        one, strangers = classes.shares["m"][column], classes.shares["r"][column]
        classes.shares["s"][column] = part * one + (1 - part) * strangers
    home = classes.shares["s"][columns.index("home")][:2].sum()
    surname = classes.shares["s"][columns.index("surname")][0]
    classes.pairs["s"] = max(siblings / max(float(home * surname), 0.05), 1.0)


def _shares(
    patterns: Patterns, weights: Floats, column: int, start: Floats, letter: str, extra: Floats | float = 0.0
) -> Floats:
    """Shares of one comparison's levels among weighted pairs of a class, steadied by the starting shares."""
    places = patterns.places[:, column]
    told = places >= 0
    seen = np.bincount(places[told], weights=(patterns.counts * weights)[told], minlength=len(start))
    strength = float(getattr(settings().learning.steadied_by, letter))
    return _keep_unlearned(_to_one(seen + extra + strength * start), start, column, letter)


def _keep_unlearned(seen: Floats, start: Floats, column: int, letter: str) -> Floats:
    """Levels whose share is set, not learned, keep it; the others share the rest."""
    if column >= len(settings().comparison):
        return seen
    learned = np.array([letter in level.learned for level in settings().comparison[column].levels])
    rest = 1.0 - start[~learned].sum()
    return np.where(learned, seen * rest / max(float(seen[learned].sum()), 1e-12), start)


def _to_one(values: Floats) -> Floats:
    return np.asarray(values / values.sum(), dtype=np.float64)


@dataclass(frozen=True)
class _Invisible:
    """Patterns of the comparisons that blocking rules look at, those that no rule brings."""

    columns: list[int]
    names: list[str]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, columns: list[str], start: dict[str, Shares]) -> "_Invisible":
        names = [name for name in SEEN_BY_BLOCKING if name in columns]
        at = [columns.index(name) for name in names]
        places = np.array(
            list(product(*(range(-1, len(start["m"][column])) for column in at))), dtype=np.int64
        )
        seen = _seen({name: places[:, i] for i, name in enumerate(names)})
        return cls(at, names, places[~seen])

    def expected(
        self, m: Shares, blocked: Patterns, same: Floats, *, pairs: float
    ) -> tuple[float, dict[str, Floats]]:
        """How many pairs of one person are hidden, and their levels by comparison."""
        weights = np.full(len(self.places), pairs)
        counted = blocked.counts * same
        for column, at in enumerate(self.columns):
            unknown = float(counted[blocked.places[:, at] < 0].sum() / max(float(counted.sum()), 1e-12))
            weights *= np.append(m[at] * (1.0 - unknown), unknown)[self.places[:, column]]
        levels = {}
        for i, (name, at) in enumerate(zip(self.names, self.columns, strict=True)):
            counts = np.bincount(self.places[:, i] + 1, weights=weights, minlength=len(m[at]) + 1)
            levels[name] = counts[1:].astype(np.float64)
        return float(weights.sum()), levels


def _seen(place: dict[str, NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Whether some blocking rule brings a pattern, as far as levels tell (see `blocking.RULES`)."""
    forename, surname, born = place["forename"], place["surname"], place["born"]
    named, family = np.isin(forename, (0, 1)), surname == 0
    home = np.isin(place["home"], (0, 1))
    dated = (born == 0) & (np.isin(forename, (0, 1, 2, 3)) | np.isin(surname, (0, 3)) | home)
    year = np.isin(born, (-1, 0, 1, 2)) & ((named & family) | (forename == 2))
    at_home = (home & (named | family)) | (place["home"] == 0)
    return np.asarray((place["nhs"] == 0) | (place["upn"] == 0) | dated | year | at_home)
