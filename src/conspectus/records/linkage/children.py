"""One row a linked person: its id, what the leading record says of it, and whether it is a child."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conspectus.definitions import agencies
from conspectus.records.casebook import schema
from conspectus.records.linkage.settings import settings

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter that can be taken for a figure
LENGTH = 8


def child_ids(
    records: pl.DataFrame,
    groups: NDArray[np.int64],
    *,
    kept: Mapping[int, str] | None = None,
    used: Collection[str] = (),
) -> pl.DataFrame:
    """The id of each group (`group`, `child_id`), from its leading record, so that a build again gives the same.

    Records are numbered in the order in which they lead, so a group's smallest number leads it. `kept` gives ids
    that groups have already; `used` ids have meant somebody before, and no other group is given them.
    """
    leading = sorted(set(groups.tolist()))
    refs = records["ref"]
    taken = set(used)
    ids = []
    for uid in leading:
        ids.append((kept or {}).get(uid) or _free_id(refs[uid], taken))
        taken.add(ids[-1])
    return pl.DataFrame(
        {"group": leading, "child_id": ids}, schema={"group": pl.Int64, "child_id": pl.String}
    )


def _free_id(ref: str, taken: set[str]) -> str:
    """Two people in a million share 40 bits of a hash; the one that leads later is hashed with a number."""
    turn, found = 0, _id(ref)
    while found in taken:
        turn += 1
        found = _id(f"{ref}#{turn}")
    return found


def _id(text: str) -> str:
    bits = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:5], "big")
    return "C-" + "".join(ALPHABET[bits >> (5 * place) & 31] for place in reversed(range(LENGTH)))


def children(
    records: pl.DataFrame, *, links: pl.DataFrame, relationships: pl.DataFrame, period_from: date | None
) -> pl.DataFrame:
    """Table `children`; `period_from` is the earliest day that any sender covers."""
    linked = records.join(links.select("sender", "person_id", "child_id"), on=["sender", "person_id"]).sort(
        "uid"
    )
    columns, facts = _columns()
    named = pl.col("forename").is_not_null() | pl.col("surname").is_not_null()
    dated = pl.col("born_last").is_not_null()
    surest = dated & ~pl.col("unborn").fill_null(False)
    grouped = linked.group_by("child_id", maintain_order=True).agg(
        pl.col("forename", "surname").filter(named).first(),
        *(
            pl.coalesce(pl.col(day).filter(surest).first(), pl.col(day).filter(dated).first())
            for day in ("born_first", "born_last")
        ),
        pl.col(facts).drop_nulls().first(),
        records=pl.len().cast(pl.Int32),
        agencies=pl.col("agency").unique(),
        unborn=pl.col("unborn").fill_null(False).all(),
    )
    parents = _parents(relationships, links)
    return (
        grouped.with_columns(agencies=_in_order("agencies"), is_child=_is_child(parents, period_from))
        .select(columns)
        .sort("child_id")
    )


def _columns() -> tuple[list[str], list[str]]:
    """The table's columns, and those that are taken as the leading record that has them says."""
    columns, people = ([column.name for column in schema()[name].columns] for name in ("children", "people"))
    settled_here = ("forename", "surname", "born_first", "born_last")
    return columns, [name for name in columns if name in people and name not in settled_here]


def _is_child(parents: list[str], period_from: date | None) -> pl.Expr:
    """Under 18 on some day of the period; without a date of birth, unless recorded as somebody's parent."""
    of_age = pl.col("born_last").dt.offset_by(f"{settings().people.adult_at}y")
    young = of_age > period_from if period_from is not None else pl.lit(True)
    undated = ~pl.col("child_id").is_in(parents)
    return (
        pl.when(pl.col("unborn"))
        .then(True)
        .when(pl.col("born_last").is_null())
        .then(undated)
        .otherwise(young)
    )


def _parents(relationships: pl.DataFrame, links: pl.DataFrame) -> list[str]:
    """The people whom any sender records as a parent."""
    said = relationships.filter(pl.col("relation") == "parent").select("sender", "person_id")
    return said.join(links, on=["sender", "person_id"])["child_id"].unique().sort().to_list()


def _in_order(lists: str) -> pl.Expr:
    """A column of lists of agencies, each in the order in which agencies are told, words of no agency behind them."""
    places = {term.value: place for place, term in enumerate(agencies())}
    word = pl.element()
    place = word.replace_strict(places, default=len(places), return_dtype=pl.Int64)
    return pl.col(lists).list.eval(word.sort_by(place, word))
