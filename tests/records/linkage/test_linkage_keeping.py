"""Child ids stay where membership does; merges, splits, newcomers and those gone are told."""

import numpy as np
import polars as pl
import pytest

from conspectus.records.linkage.children import child_ids
from conspectus.records.linkage.keeping import history, kept, shares

History = list[tuple[str, str, str, int]]


def carried(groups: dict[str, int], previous: dict[str, str]) -> tuple[dict[str, str], History]:
    """Each record's id and the history, from each record's group and its previous id."""
    refs = list(groups)
    records = pl.DataFrame({"sender": ["s"] * len(refs), "person_id": refs, "ref": [f"s/{r}" for r in refs]})
    before = pl.DataFrame(
        {"sender": ["s"] * len(previous), "person_id": list(previous), "child_id": list(previous.values())},
        schema=dict.fromkeys(("sender", "person_id", "child_id"), pl.String),
    )
    of = np.array(list(groups.values()), dtype=np.int64)
    shared = shares(records, pl.Series(of, dtype=pl.Int64), before)
    ids = child_ids(records, of, kept=kept(shared), used=before["child_id"].unique())
    by_group = dict(ids.iter_rows())
    return {ref: by_group[group] for ref, group in groups.items()}, history(shared, ids, before).rows()


def test_the_same_group_keeps_its_id_and_a_newcomer_joins_it() -> None:
    ids, told = carried({"new": 0, "a": 0, "b": 0}, {"a": "C-1", "b": "C-1"})
    assert set(ids.values()) == {"C-1"}
    assert told == [("C-1", "C-1", "kept", 2)]


def test_a_merge_takes_the_id_with_which_it_shares_most() -> None:
    ids, told = carried({"a": 0, "b": 0, "c": 0}, {"a": "C-1", "b": "C-2", "c": "C-2"})
    assert set(ids.values()) == {"C-2"}
    assert told == [("C-2", "C-1", "merged", 1), ("C-2", "C-2", "kept", 2)]


def test_a_tie_goes_to_the_smallest_id() -> None:
    ids, _ = carried({"a": 0, "b": 0}, {"a": "C-2", "b": "C-1"})
    assert set(ids.values()) == {"C-1"}


def test_a_split_leaves_the_id_with_the_larger_part_and_gives_it_once() -> None:
    ids, told = carried({"a": 0, "b": 1, "c": 1}, dict.fromkeys("abc", "C-1"))
    assert ids["b"] == ids["c"] == "C-1" != ids["a"]
    assert told == sorted([("C-1", "C-1", "kept", 2), (ids["a"], "C-1", "split", 1)])


def test_a_group_that_splits_off_never_takes_an_id_that_meant_somebody_else() -> None:
    first, _ = carried({"a": 0, "b": 0, "c": 0}, {})
    ids, _ = carried({"a": 0, "b": 1, "c": 1}, first)
    assert ids["b"] == first["a"]  # a's own hash, which went with the larger part
    assert ids["a"] != first["a"]


def test_those_new_and_those_gone() -> None:
    ids, told = carried({"n": 0}, {"g": "C-1"})
    assert told == [("", "C-1", "gone", 0), (ids["n"], "", "new", 0)]


@pytest.mark.parametrize("previous", [{}, {"other": "C-1"}])
def test_nobody_in_common_gives_the_ids_of_a_first_build(previous: dict[str, str]) -> None:
    assert carried({"a": 0, "b": 1}, previous)[0] == carried({"a": 0, "b": 1}, {})[0]
