"""Records without names, which nothing compares: those of one UPN and one date of birth are one person's.

Statutory returns hold no names. A unique pupil number with the same day of birth beside it is believed of a record that
has no name, and of no other: where records with that number are held to be two people, it joins neither.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.records.linkage.decisions import Decided


@dataclass(frozen=True)
class ByNumber:
    """Every record's group, as in Groups, and the records that UPN and date of birth alone brought together."""

    of: NDArray[np.int64]
    joined: frozenset[int]


def join_unnamed(records: pl.DataFrame, of: NDArray[np.int64], *, decided: Decided) -> ByNumber:
    """The groups with records that have no name; `records` has uid, named, upn and born."""
    groups, joined = of.copy(), set[int]()
    for unnamed, named in _alike(records):
        met = {int(groups[uid]) for uid in named}
        if len(met) > 1:
            continue
        root = min([*met, *(int(groups[uid]) for uid in unnamed)])
        if (met and _apart(decided, [*met, *unnamed])) or _apart(decided, unnamed):
            continue
        moved = met | {int(groups[uid]) for uid in unnamed}
        groups[np.isin(groups, list(moved))] = root
        joined |= {*unnamed, *named}
    return ByNumber(groups, frozenset(joined))


def _alike(records: pl.DataFrame) -> Iterator[tuple[list[int], list[int]]]:
    """The unnamed and the named records of each UPN and day of birth that several records bear."""
    known = records.filter(pl.col("upn").is_not_null() & pl.col("born").is_not_null())
    several = known.filter((pl.len().over("upn", "born") > 1) & (~pl.col("named")).any().over("upn", "born"))
    found = defaultdict[tuple[str, str], tuple[list[int], list[int]]](lambda: ([], []))
    for uid, named, upn, born in several.select("uid", "named", "upn", "born").sort("uid").iter_rows():
        found[upn, born][1 if named else 0].append(uid)
    yield from found.values()


def _apart(decided: Decided, uids: list[int]) -> bool:
    """Whether anybody decided that two of these are two people."""
    ties = sorted({decided.of(uid) for uid in uids})
    return any((one, other) in decided.apart for place, one in enumerate(ties) for other in ties[place + 1 :])
