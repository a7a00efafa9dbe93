"""The parts of linkage: names, levels, greedy merging against a slow twin."""

from itertools import combinations
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from tests.records.linkage.linkage_made_up import make

from conspectus.example_area.numbers import upn
from conspectus.records.engine import DuckDBEngine
from conspectus.records.linkage.by_splink import blocked
from conspectus.records.linkage.clusters import components, mend
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.linking import COMPARED
from conspectus.records.linkage.names import also, forename, plain, surname
from conspectus.records.linkage.numbers import nhs_is_valid, upn_is_valid
from conspectus.records.linkage.people import comparable
from conspectus.records.linkage.settings import nicknames, settings
from conspectus.records.linkage.visible import Hidden, part_shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Łukasz", "lukasz"),
        ("  O’Brien ", "obrien"),
        ("Al-Hassan", "al hassan"),
        ("José-María", "jose maria"),
        (None, ""),
    ],
)
def test_names_in_plain_letters(written: str | None, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mohammed", "Muhammad", True),
        ("Sam", "Samantha", True),
        ("Sam", "Samuel", True),
        ("Samantha", "Samuel", False),
        ("Muhammad Ali", "Muhammad Hamza", False),
        ("Ayesha", "Aisha", True),
        ("Mary Jane", "Mary", True),
        ("Kasia", "Katarzyna", True),
    ],
)
def test_forms_of_forenames(one: str, other: str, alike: bool) -> None:
    assert bool(set(forename(one).forms) & set(forename(other).forms)) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Smith-Jones", "Jones", True),
        ("Al-Hassan", "El Hassan", True),
        ("Al-Hassan", "Al-Najjar", False),
        ("Kowalska", "Kowalski", True),
        ("Chowdhury", "Choudhry", True),
        ("Holt", "Hall", False),
    ],
)
def test_forms_of_surnames(one: str, other: str, alike: bool) -> None:
    assert bool(set(surname(one).forms) & set(surname(other).forms)) is alike


def test_a_placeholder_is_no_name() -> None:
    assert forename("Unborn baby").plain is None
    assert forename("UNKNOWN").plain is None
    assert "holt" in also("aka Ruby Holt")


def test_shipped_names_are_written_as_they_are_compared() -> None:
    known = nicknames()
    for line in (*known.forenames, *known.surnames):
        assert len(line) > 1
        assert [name for name in line if not name.isalpha()] == []


def test_every_comparison_has_a_condition_for_each_level_but_the_last() -> None:
    for compared in settings().comparison:
        assert list(compared.when) == ["unknown", *(level.id for level in compared.levels[:-1])], compared.id


def test_pairs_that_are_given_have_the_places_that_splink_gives_them() -> None:
    people, *_ = make(600, seed=4)
    records = comparable(people).filter("named").select(COMPARED)
    with DuckDBEngine() as engine:
        engine.put("records", records)
        comparer = Comparer(engine, records="records", agencies=sorted(set(records["agency"])))
        blocked(comparer, into="blocked")
        engine.run("create table pairs as select l as join_key_l, r as join_key_r from blocked")
        comparer.given(pairs="pairs", into="given")
        splinks, ours = (
            engine.frame(f"select * from {table} order by l, r") for table in ("blocked", "given")
        )
    assert splinks.height > 500
    seen = sum(splinks[compared.id].n_unique() for compared in settings().comparison)
    assert seen >= 0.75 * sum(len(compared.levels) for compared in settings().comparison)
    assert ours.equals(splinks)


def test_starting_shares_add_up() -> None:
    for compared in settings().comparison:
        for letter in "msr":
            assert sum(getattr(level, letter) for level in compared.levels) == pytest.approx(1.0, abs=0.01), (
                compared.id
            )


def test_rules_name_levels_that_there_are() -> None:
    known = {
        compared.id: {"unknown", *(level.id for level in compared.levels)}
        for compared in settings().comparison
    }
    for rule in settings().rule:
        for brings in rule.brings:
            assert all(set(levels) <= known[name] for name, levels in brings.levels.items()), rule.title


def test_no_rule_is_names_alone_save_where_few_bear_them() -> None:
    names = {"first", "last", "first_root", "last_root", "names", "starts"}
    assert [rule.title for rule in settings().rule if {*rule.left, *rule.right} <= names] == []


def test_a_level_that_no_rule_brings_is_reckoned_and_one_that_a_rule_brings_is_not() -> None:
    shown = [1.0] * len(settings().rule)
    columns = [compared.id for compared in settings().comparison]
    places = np.full((3, len(columns)), -1)
    for row, levels in enumerate(
        [{"nhs": "same"}, {"born": "near", "forename": "differs"}, {"born": "same", "surname": "same"}]
    ):
        for name, level in levels.items():
            compared = next(known for known in settings().comparison if known.id == name)
            places[row, columns.index(name)] = compared.place(level)
    assert part_shown(places, shown).tolist() == pytest.approx([1.0, 0.0, 1.0])


def test_what_is_hidden_adds_up_to_what_is_not_shown() -> None:
    """With no rule at all every pair is hidden, level by level as one person's pairs show them."""
    start = [np.array([level.m for level in compared.levels]) for compared in settings().comparison]
    hidden = Hidden.of(start, [0.0] * len(settings().rule))
    nothing = np.empty((0, len(start)), dtype=np.int64)
    pairs, levels = hidden.expected(start, nothing, np.empty(0), pairs=1000.0)
    assert pairs == pytest.approx(1000.0, rel=0.02)
    for at, counts in levels.items():
        assert counts == pytest.approx(1000.0 * start[at], rel=0.02)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Mohammed"), ("فاطمة", "Fatima"), ("حسين", "Hussein"), ("خالد", "Khalid"),
        ("عبدالله", "Abdullah"), ("سارة", "Sarah"), ("الحسن", "Al-Hassan"), ("مصطفى", "Mustafa"),
    ],
)  # fmt: skip
def test_a_name_in_arabic_script_sounds_like_its_latin_form(one: str, other: str) -> None:
    arabic, latin = forename(one), forename(other)
    assert (arabic.script, latin.script) == ("other", "latin")
    assert arabic.sound == latin.sound


def test_a_script_that_is_not_known_sounds_like_nothing() -> None:
    assert forename("Юлия").script == "other"
    assert forename("Юлия").sound != forename("Julia").sound


@pytest.mark.parametrize("text", ["NULL", "N/A", "Unborn 1", "Not known", "Baby girl", "?"])
def test_what_stands_for_no_name(text: str) -> None:
    assert forename(text).plain is None


def test_check_digits() -> None:
    numbers = pl.DataFrame({"nhs": ["9434765919", "9434765918", "943476591", None, "94347659191"]})
    assert numbers.select(nhs_is_valid("nhs"))["nhs"].to_list() == [True, False, False, False, False]
    upns = pl.DataFrame({"upn": ["A999000021001", upn(21001, entry=2021), "T99912345678A", None]})
    assert upns.select(upn_is_valid("upn"))["upn"].to_list() == [False, True, False, False]


WEIGHTS = st.dictionaries(
    st.sampled_from(list(combinations(range(6), 2))), st.integers(-12, 12).map(lambda n: n + 0.5), max_size=15
)


@given(weights=WEIGHTS, apart=st.sets(st.sampled_from(list(combinations(range(6), 2))), max_size=3))
def test_greedy_merging_is_what_its_slow_twin_says(
    weights: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    found = mend(range(6), weights=weights, tied={}, apart=apart, unscored=0.0)
    assert found == _slowly(weights, apart)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 12))
    ends = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(ends, ends), max_size=20))


@given(graph=graphs())
def test_components_are_those_of_scipy(graph: tuple[int, list[tuple[int, int]]]) -> None:
    """Each record has the smallest number of those that SciPy puts into one component with it."""
    count, pairs = graph
    left, right = [one for one, _ in pairs], [other for _, other in pairs]
    _, labels = connected_components(coo_array(([1] * len(pairs), (left, right)), shape=(count, count)))
    found = components(count, pl.DataFrame({"l": left, "r": right}, schema={"l": pl.Int64, "r": pl.Int64}))
    assert found.tolist() == [labels.tolist().index(label) for label in labels.tolist()]


def test_components_of_a_long_chain() -> None:
    """The worst there is: each record tied to the next alone, in an order that helps nobody."""
    count = 2_000
    ends = [(place, place + 1) for place in range(count - 1)]
    Random(1).shuffle(ends)
    found = components(count, pl.DataFrame(ends, schema=["l", "r"], orient="row"))
    assert not found.any()


def _slowly(weights: dict[tuple[int, int], float], apart: set[tuple[int, int]]) -> dict[int, int]:
    groups = [{uid} for uid in range(6)]
    while True:
        offers = [
            (-_between(one, other, weights), min(one), min(other), one, other)
            for one, other in combinations(sorted(groups, key=min), 2)
            if _between(one, other, weights) > 0 and not _parted(one, other, apart)
        ]
        if not offers:
            return {uid: min(group) for group in groups for uid in group}
        *_, one, other = min(offers, key=lambda offer: offer[:3])
        groups = [group for group in groups if group not in (one, other)] + [one | other]


def _between(one: set[int], other: set[int], weights: dict[tuple[int, int], float]) -> float:
    return sum(weights.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)


def _parted(one: set[int], other: set[int], apart: set[tuple[int, int]]) -> bool:
    return any((min(a, b), max(a, b)) in apart for a in one for b in other)
