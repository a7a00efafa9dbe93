"""Large areas: made district by district, by one process or several, with lines of lists counted on."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from conspectus.errors import DefinitionError
from conspectus.example_area import MANY, Form, Wanted, make
from conspectus.example_area import area as area_module
from conspectus.example_area import district as district_module
from conspectus.example_area import plan as plan_module
from conspectus.example_area.district import tell
from conspectus.example_area.links import NAMED, alike, named_frame, namesakes
from conspectus.example_area.people import Town
from conspectus.example_area.plan import planned
from conspectus.example_area.recording import Records
from conspectus.example_area.settings import rates, settled
from conspectus.example_area.truth_files import moved
from conspectus.records.returns import check
from conspectus.terms import Agency
from tests.shared_making import made_once

from .test_example_area_files import hashes

CHILDREN, SEED = 2200, 4  # of two districts, the second a small one


@pytest.fixture(scope="module")
def by_one_process(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An area of two districts, made once in a run."""

    def made(folder: Path) -> None:
        make(folder, Wanted(children=CHILDREN, seed=SEED, form=Form.PARQUET), processes=1)

    return made_once(tmp_path_factory, f"area-{CHILDREN}-{SEED}-parquet", made)


def test_several_processes_write_what_one_writes(
    by_one_process: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area_module, "FEW", 1)
    make(tmp_path, Wanted(children=CHILDREN, seed=SEED, form=Form.PARQUET), processes=2)
    assert hashes(tmp_path) == hashes(by_one_process)


def test_districts_share_no_id(tmp_path: Path) -> None:
    plan = planned(Wanted(children=2300, seed=2, form=Form.PARQUET))
    first, second = (tell(plan, district) for district in plan.districts)
    assert plan.children_of(1) == 300
    for name, column in (("people", "person_id"), ("events", "event_id"), ("people", "household")):
        one, other = (told.returns[Agency.COUNCIL, name][column].drop_nulls() for told in (first, second))
        assert one.len() and other.len() and not set(one) & set(other), (name, column)
    ones, others = (set(told.truth["people"]["child"]) for told in (first, second))
    assert not ones & others and sum(key.startswith("child") for key in ones | others) == 2300


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2016-02-19", "2016-02-19", True),
        ("2016-02-19", "2016-02-14", True),
        ("2016-02-19", "2016-05-19", True),
        ("2016-02-11", "2016-11-02", True),
        ("2016-02-19", "2016-01-01", True),
        ("2016-02-19", "2016-05-14", False),
        ("2016-02-19", "2017-02-19", False),
    ],
)
def test_namesakes_of_two_districts_are_told_apart(one: str, other: str, apart: bool) -> None:
    first, second = (
        pl.DataFrame(
            [(*key, sender, "P1") for key in alike("grace bell", date.fromisoformat(born))],
            schema=NAMED, orient="row",
        )
        for sender, born in (("a", one), ("b", other))
    )  # fmt: skip
    found = namesakes([first, second]).select("sender_a", "sender_b", "decision").rows()
    assert found == ([("a", "b", "different")] if apart else [])
    assert namesakes([first, first.clear()]).is_empty()  # nobody is told apart from themselves


def by_name_alone(town: Town, records: Records) -> pl.DataFrame:
    """As if nobody's date of birth were known."""
    return named_frame(town, records).with_columns(key=pl.col("key").str.extract(r"^(\S+ \S+)"), exact=True)


def test_what_tells_namesakes_apart_stands_in_the_file_and_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of names alone two districts share many."""
    monkeypatch.setattr(district_module, "named_frame", by_name_alone)
    make(tmp_path, Wanted(children=2100, seed=2, form=Form.PARQUET))
    people = pl.read_parquet(tmp_path / "truth" / "people.parquet").rows()
    child = {(sender, name): key for sender, name, key, _ in people}
    links = pl.read_csv(tmp_path / "truth" / "links.csv", infer_schema=False).rows()
    apart = [(child[a, ida], child[b, idb]) for a, ida, b, idb, decision, *_ in links if decision != "same"]
    assert all(one != other for one, other in apart)
    first = set(tell(planned(Wanted(children=2100, seed=2, form=Form.PARQUET)), 0).truth["people"]["child"])
    assert any((one in first) != (other in first) for one, other in apart)


def test_rows_used_are_those_that_the_truth_names_over_two_districts(by_one_process: Path) -> None:
    refs = set(check(by_one_process / "returns").events["event_ref"])
    owed = pl.read_parquet(by_one_process / "truth" / "obligations.parquet")
    named = {*owed["trigger_ref"], *owed["response_ref"].drop_nulls()} - {""}
    assert named <= refs
    in_lists = [ref for ref in named if ref.startswith("northshire-council/3-")]
    assert max(int(ref.split("/")[1].split("-")[1]) for ref in in_lists) > 800  # lines of the second district
    assert (by_one_process / "truth" / "links.csv").is_file()


def test_lines_are_counted_on_from_the_districts_before() -> None:
    refs = [
        "northshire-council/3-17-referral/NC1",
        "northshire-council/LCS-000001/NC1",
        "northshire-police/P-1/N1",
    ]
    frame = pl.DataFrame({"trigger_ref": refs, "response_ref": [None, "", refs[0]], "status": "met"})
    told = moved(frame, {"3": 100, "4": 7})
    assert told["trigger_ref"].to_list() == ["northshire-council/3-117-referral/NC1", *refs[1:]]
    assert told["response_ref"].to_list() == [None, "", "northshire-council/3-117-referral/NC1"]
    assert moved(frame, {}).equals(frame)


def test_an_area_too_large_for_workbooks_is_written_as_parquet() -> None:
    assert planned(Wanted(children=MANY, seed=1)).form is Form.OWN
    assert planned(Wanted(children=MANY + 1, seed=1)).form is Form.PARQUET
    assert planned(Wanted(children=10**6, seed=1)).districts == range(10**6 // plan_module.DISTRICT)


# --- settings -------------------------------------------------------------------------------------


def test_shares_of_names_are_those_that_the_settings_say(tmp_path: Path) -> None:
    settings = tmp_path / "shares.toml"
    settings.write_text(
        "[traditions]\nbritish = 0\nsouth_asian = 0.5\npolish = 0.5\narabic = 0\nafrican = 0\n"
    )
    make(tmp_path / "area", Wanted(children=400, seed=1, settings=settings))
    people = pl.read_csv(tmp_path / "area" / "truth" / "people.csv").unique("child")
    shares = dict(people["tradition"].value_counts(normalize=True).rows())
    assert set(shares) == {"south_asian", "polish"} and 0.4 < shares["polish"] < 0.6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[traditions]\nwelsh = 0.1\n", "no such rate"),
        ("[families]\nchildren = 0.5\n", "a list of 5 numbers"),
        ("[families]\ntwins = [0.5]\n", "one number"),
        ("[families]\ntwins = -0.5\n", "below nought"),
    ],
)
def test_settings_that_are_none_are_refused(text: str, told: str, tmp_path: Path) -> None:
    settings = tmp_path / "wrong.toml"
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=told):
        settled(settings)
    assert settled(None) == rates()
