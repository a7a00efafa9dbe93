"""What is written: the same for the same seed, seven senders, faults beside the good rows, ids that are nobody's."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from conspectus.definitions import events
from conspectus.errors import ConspectusError
from conspectus.example_area import Wanted, make
from conspectus.example_area.district import District
from conspectus.example_area.faults import FAULTS, IDLE, add_faults
from conspectus.example_area.numbers import CHECK_LETTERS, nhs_numbers, plus_years, upn
from conspectus.example_area.recording import Record
from conspectus.example_area.settings import places, senders
from conspectus.example_area.tables import events as event_rows
from conspectus.example_area.tables import people as people_rows
from conspectus.terms import Agency

from .conftest import CHILDREN


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def table(folder: Path, name: str) -> pl.DataFrame:
    path = next(folder.glob(f"{name}.*"))
    if path.suffix == ".csv":
        return pl.read_csv(path, infer_schema=False)
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    return fastexcel.read_excel(path).load_sheet(name.capitalize(), header_row=2, dtypes="string").to_polars()


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make(tmp_path / name, Wanted(children=60, seed=seed))
    first, again, other = (hashes(tmp_path / name) for name in "abc")
    assert first == again
    assert first["truth/obligations.csv"] != other["truth/obligations.csv"]
    assert len([name for name in first if name.endswith("return.toml")]) == 7


def test_unknown_themes_and_empty_areas_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConspectusError, match="no theme 'joy'") as refused:
        make(tmp_path, Wanted(children=10, seed=1, theme="joy"))
    assert "cse" in refused.value.todo and "neglect" in refused.value.todo
    with pytest.raises(ConspectusError, match="make no area"):
        make(tmp_path, Wanted(children=0, seed=1))
    assert not list(tmp_path.iterdir())


def test_every_step_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    make(tmp_path, Wanted(children=5, seed=1), progress=lambda step, done: told.append((step, done)))
    assert told == [("districts", 1.0), ("inspection", 0.0), ("inspection", 1.0)]


def test_exactly_so_many_children_are_known_to_some_sender(made: Path, imagined: District) -> None:
    people = pl.read_csv(made / "truth" / "people.csv")
    assert people.filter(pl.col("child").str.starts_with("child-"))["child"].n_unique() == CHILDREN
    assert sum(person.child for person in imagined.town.people) == CHILDREN


@pytest.mark.parametrize("agency", list(Agency))
def test_rows_are_those_of_the_truth_and_the_junk(made: Path, imagined: District, agency: Agency) -> None:
    sender = senders()[agency]
    junk = 0 if sender.format == "parquet" else len(FAULTS)
    folder = made / "returns" / sender.sender
    rows = [row for row in imagined.sent[agency] if not row.listed]
    assert table(folder, "events").height == len(rows) + junk
    known = pl.read_csv(made / "truth" / "people.csv").filter(pl.col("sender") == sender.sender)
    assert table(folder, "people").height == known.height + (junk > 0)
    assert known["person_id"].n_unique() == known.height


def test_each_fault_stands_once_among_the_events(imagined: District) -> None:
    police = senders()[Agency.POLICE]
    people = people_rows(Agency.POLICE, imagined.records, imagined.draw)
    rows = event_rows(police, imagined.sent[Agency.POLICE], imagined.draw)
    ids = {row["person_id"] for row in people}
    settled = {rows[0]["person_id"]}
    faults = dict(add_faults(police, people, rows, imagined.draw, settled=settled))
    assert set(faults) == set(FAULTS)
    assert rows[faults["unknown_person"]]["person_id"] not in ids
    assert rows[faults["no_date"]]["started"] == ""
    assert rows[faults["impossible_date"]]["started"] == "31/06/2025"
    words = {code for codes in police.codes["event"].values() for code in codes} | set(events())
    assert rows[faults["unknown_word"]]["event"] not in words
    assert rows[faults["unknown_word"]]["person_id"] in settled
    assert rows.count(rows[faults["same_event_twice"]]) == 2
    assert len(people) == len(ids) + 1


def test_senders_map_their_headers_and_codes(made: Path) -> None:
    for sender in senders().values():
        folder = made / "returns" / sender.sender
        written = tomllib.loads((folder / "return.toml").read_text(encoding="utf-8"))
        assert written["agency"] == sender.agency and set(written["covers"]) <= set(events())
        for name, mapping in written.get("columns", {}).items():
            assert set(mapping.values()) <= set(table(folder, name).columns), (sender.sender, name)
        codes = {
            code: ours
            for ours, theirs in written.get("codes", {}).get("event", {}).items()
            for code in theirs
        }
        header = written.get("columns", {}).get("events", {}).get("event", "event")
        used = {codes.get(word, word) for word in table(folder, "events")[header].drop_nulls()}
        assert used - set(events()) <= {"tel call", "misc", "SEE NOTES"}
        assert used & set(events()) <= {*sender.covers, *IDLE.values(), "dental_check"}


def test_nhs_numbers_are_of_the_test_range_with_a_valid_check_digit() -> None:
    numbers = [number for district in (0, 1, 434) for number in nhs_numbers(district)]
    assert len(set(numbers)) == len(numbers) > 2 * 2000
    assert not list(nhs_numbers(435))
    for number in numbers:
        assert number.startswith("999") and len(number) == 10
        assert sum(int(digit) * (10 - place) for place, digit in enumerate(number)) % 11 == 0


def test_upns_have_their_form_and_are_no_schools() -> None:
    numbers = [upn(number, entry=2015) for number in range(1, 3000)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert (
            number[0] in CHECK_LETTERS and number[1:4] == "999" and number[1:].isdigit() and len(number) == 13
        )


def test_postcodes_are_of_an_area_that_is_not_in_use(imagined: District) -> None:
    homes = [home for person in imagined.town.people for home in person.homes]
    assert {home.postcode[:2] for home in homes} == {places().postcode_area} == {"ZZ"}


def test_no_two_people_share_an_id(imagined: District) -> None:
    people = imagined.town.people
    assert len({person.key for person in people}) == len(people)
    for name in ("nhs_number", "upn"):
        given = [getattr(person, name) for person in people if getattr(person, name)]
        assert len(set(given)) == len(given) > 0


def all_records(area: District) -> list[Record]:
    return [record for kept in area.records.values() for both in kept.values() for record in both]


def test_records_differ_from_the_person_now_and_then(imagined: District) -> None:
    kept = all_records(imagined)
    truly = [(record.person.forename, record.person.born) for record in kept]
    renamed = sum(record.forename != forename for record, (forename, _) in zip(kept, truly, strict=True))
    undated = sum(
        record.born is None and born is not None for record, (_, born) in zip(kept, truly, strict=True)
    )
    assert 0.02 < renamed / len(kept) < 0.2 and 0.005 < undated / len(kept) < 0.04
    doubles = {
        agency: [both for both in kept.values() if len(both) > 1] for agency, kept in imagined.records.items()
    }
    assert len(doubles[Agency.POLICE]) > 20 and doubles[Agency.COUNCIL] and doubles[Agency.HEALTH]
    assert any(record.restricted for record in kept)


def test_no_slip_of_the_pen_makes_an_adult_of_a_child(imagined: District) -> None:
    first = date(2025, 4, 1)
    for record in all_records(imagined):
        if record.born is None:
            assert record.person.child
        else:
            assert (plus_years(record.born, 18) > first) == record.person.child
