"""Learn, without labels, how often each pattern of agreement is seen in each class of pairs.

The classes are one person (m), two of one family or household (s), two of one family and one name (n), such as a
father and his son, and two strangers (r). Everything works on counts of
patterns, so its size does not depend on how many records there are, and knows no comparison by its name: what a
level means stands in `linkage.toml`. The steps: strangers from pairs at random; siblings from pairs of one
household; one person from all pairs that blocking brings, those that it brings in part counted for the whole and
those that it cannot see added back. Starting shares steady what few pairs show.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.records.linkage.settings import Settings, settings
from conspectus.records.linkage.visible import Hidden, part_shown

Floats: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = list[Floats]  # for each comparison the share of each level; they sum to 1


@dataclass(frozen=True)
class Patterns:
    """Distinct patterns: `places` (pattern × comparison, -1 where nothing is known) and how many pairs show each.

    `rarity` says, in bits, how much likelier than usual strangers are to share what these pairs share.
    """

    places: NDArray[np.int64]
    counts: Floats
    rarity: Floats

    @classmethod
    def of(cls, frame: pl.DataFrame, columns: list[str]) -> "Patterns":
        """From a frame of columns, `rarity` and `pairs`."""
        places = frame.select(columns).to_numpy().astype(np.int64).reshape(-1, len(columns))
        counts, rarity = (frame[name].to_numpy().astype(np.float64) for name in ("pairs", "rarity"))
        return cls(places, counts, rarity)

    def where(self, mask: NDArray[np.bool_], counts: Floats | None = None) -> "Patterns":
        """Some of them, with other counts where given."""
        return Patterns(
            self.places[mask], (self.counts if counts is None else counts)[mask], self.rarity[mask]
        )


@dataclass
class Classes:
    """What was learned: shares of levels by class, and how many pairs each class has."""

    shares: dict[str, Shares]
    pairs: dict[str, float]
    enough: bool = True


def learn(
    blocked: Patterns,
    random: Patterns,
    *,
    columns: list[str],
    records: int,
    senders: Floats,
    shown: list[float] | None,
) -> Classes:
    """Learn from pairs that blocking brings and pairs at random.

    `senders` is how random pairs fall on senders; `shown` the part that each rule brings of what it could.
    """
    known = settings()
    total = records * (records - 1) // 2
    start = _starting_shares(known, senders)
    part = part_shown(blocked.places, shown)
    seen = part >= known.learning.shown_at_least
    blocked = blocked.where(seen, blocked.counts / np.maximum(part, known.learning.shown_at_least))
    classes = _first_guess(blocked, start, total=total, known=known)
    families = _household(blocked, random, classes, start, known=known, records=records)
    hidden = Hidden.of(start["m"][: len(known.comparison)], shown)
    learned_from = LearnedFrom(blocked, random, start, hidden, total)
    for _ in range(known.learning.rounds):
        before = classes.pairs["m"]
        _round(classes, learned_from, families=families)
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
    start["n"] = _namesakes(start, known)
    return start


def _namesakes(shares: dict[str, Shares], known: Settings) -> Shares:
    """Two of one family and one name agree on each comparison as another class does, or as its levels say."""
    own = {
        column: _to_one(np.array([level.n for level in compared.levels]))
        for column, compared in enumerate(known.comparison)
        if compared.namesakes == "n"
    }
    like = [*(compared.namesakes for compared in known.comparison), "s"]
    return [own[column] if letter == "n" else shares[letter][column] for column, letter in enumerate(like)]


def _first_guess(blocked: Patterns, start: dict[str, Shares], *, total: int, known: Settings) -> Classes:
    """How many pairs are one person: those that agree on all that is sure, of which rules find a known part."""
    sure = [
        np.isin(blocked.places[:, column], compared.places("sure"))
        for column, compared in enumerate(known.comparison)
        if compared.places("sure")
    ]
    same = max(1.0, float(blocked.counts[np.all(sure, axis=0)].sum()) / known.learning.found_by_rules)
    shares = {letter: [levels.copy() for levels in lists] for letter, lists in start.items()}
    return Classes(shares, {"m": same, "s": same, "n": 1.0, "r": max(total - 2 * same, 1.0)})


def _household(
    blocked: Patterns,
    random: Patterns,
    classes: Classes,
    start: dict[str, Shares],
    *,
    known: Settings,
    records: int,
) -> dict[str, float]:
    """Learn how two of one family differ, from pairs of one home and surname; gives how many pairs families have."""
    tied = _tied(known)
    pairs = blocked.where(_together(blocked.places, known))
    shares = {letter: [levels.copy() for levels in start[letter]] for letter in "ms"}
    apart = [_shares(random, np.ones(len(random.counts)), at, r, "r") for at, r in enumerate(start["r"])]
    parts = {"m": 0.5, "s": 0.45, "n": 0.05}
    whole = float(pairs.counts.sum())
    for _ in range(known.learning.rounds):
        shares["n"] = _namesakes(shares, known)
        belong = _split({k: parts[k] * likelihood(shares[k], pairs.places) for k in "msn"})
        for column in range(len(start["m"])):
            if column not in tied:
                for letter in "ms":
                    seen = _shares(pairs, belong[letter], column, start[letter][column], letter)
                    shares[letter][column] = _following(seen, apart[column], column, letter)
        before = parts["m"]
        parts = {k: (float(pairs.counts @ belong[k]) + 1.0) / (whole + 3.0) for k in "msn"}
        if abs(parts["m"] - before) < known.learning.settled:
            break
    classes.shares["s"] = shares["s"]
    reach = _reach(random, shares["s"], known)
    unknown = 1.0 - min(1.0, reach)
    least = {
        letter: records * (bounds.unseen * unknown + bounds.seen * (1.0 - unknown))
        for letter, bounds in (("s", known.siblings.least), ("n", known.siblings.least_namesakes))
    }
    return {k: max(parts[k] * whole / max(reach, 0.05) if whole else 0.0, least[k]) for k in "sn"}


def _split(weighed: dict[str, Floats]) -> dict[str, Floats]:
    """Each class's part of each pattern."""
    whole = np.maximum(sum(weighed.values(), start=np.zeros(len(weighed["m"]))), 1e-300)
    return {letter: part / whole for letter, part in weighed.items()}


def _tied(known: Settings) -> dict[int, float]:
    """Comparisons on which a family agrees as far as one person's records do, and which part of it."""
    return {
        column: known.siblings.part[compared.id]
        for column, compared in enumerate(known.comparison)
        if compared.id in known.siblings.part
    }


def _together(places: NDArray[np.int64], known: Settings) -> NDArray[np.bool_]:
    """Pairs that agree on everything tied but the homes, and on a home."""
    homes = np.zeros(len(places), dtype=bool)
    family = np.ones(len(places), dtype=bool)
    for column in _tied(known):
        household = known.comparison[column].places("household")
        if household:
            homes |= np.isin(places[:, column], household)
        else:
            family &= places[:, column] == 0
    return homes & family


def _reach(random: Patterns, s: Shares, known: Settings) -> float:
    """Which part of families' pairs live together by their records, and bear one name."""
    total = max(float(random.counts.sum()), 1.0)
    home, name = 0.0, 1.0
    for column in _tied(known):
        told = float(random.counts[random.places[:, column] >= 0].sum()) / total
        household = known.comparison[column].places("household")
        if household:
            home += told * float(s[column][household].sum())
        else:
            name *= told * float(s[column][0])
    return home * name


class LearnedFrom(NamedTuple):
    """What stays the same from round to round; `total` is how many pairs there are."""

    blocked: Patterns
    random: Patterns
    start: dict[str, Shares]
    hidden: Hidden
    total: int


def _round(classes: Classes, learned_from: LearnedFrom, *, families: dict[str, float]) -> None:
    """One round: which class each pattern belongs to, then what that says of the classes."""
    blocked, random, start, hidden, total = learned_from
    same = belongs(classes, blocked)["m"]
    strangers = belongs(classes, random)["r"]
    unseen, added = hidden.expected(
        classes.shares["m"], blocked.places, blocked.counts * same, pairs=classes.pairs["m"]
    )
    for column in range(len(start["m"])):
        extra = added.get(column, 0.0)
        apart = classes.shares["r"][column] = _shares(random, strangers, column, start["r"][column], "r")
        seen = _shares(blocked, same, column, start["m"][column], "m", extra)
        classes.shares["m"][column] = _following(seen, apart, column, "m")
    classes.pairs["m"] = max(float(blocked.counts @ same) + unseen, 1.0)
    classes.pairs |= families
    for column, part in _tied(settings()).items():
        one, apart = classes.shares["m"][column], classes.shares["r"][column]
        classes.shares["s"][column] = part * one + (1 - part) * apart
    classes.shares["n"] = _namesakes(classes.shares, settings())
    classes.pairs["r"] = max(total - sum(classes.pairs[letter] for letter in "msn"), 1.0)


def belongs(classes: Classes, patterns: Patterns) -> dict[str, Floats]:
    """The probability of each class for each pattern."""
    weighed = {
        letter: classes.pairs[letter] * likelihood(shares, patterns.places)
        for letter, shares in classes.shares.items()
    }
    weighed["r"] = weighed["r"] * np.exp2(patterns.rarity)
    return _split(weighed)


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


def _following(seen: Floats, strangers: Floats, column: int, letter: str) -> Floats:
    """A level that follows another is to it, in this class, as it is among strangers: a date written wholly wrong
    falls on any day.
    """
    if column >= len(settings().comparison) or letter != "m":
        return seen
    compared = settings().comparison[column]
    shares = seen.copy()
    for at, level in enumerate(compared.levels):
        if level.follows:
            lead = compared.place(level.follows)
            shares[at] = shares[lead] * strangers[at] / max(float(strangers[lead]), 1e-12)
    return _to_one(shares)


def _to_one(values: Floats) -> Floats:
    return np.asarray(values / values.sum(), dtype=np.float64)
