"""Habits of naming, and of writing people down, each linked through the whole of linkage."""

import polars as pl
import pytest
from tests.records.linkage.linkage_made_up import PEOPLE, RELATIONSHIPS, senders, table
from tests.records.linkage.linkage_people import linked, person, reason, together
from tests.records.linkage.test_linkage_cases import CROWD

from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.linkage import link

HOME = {"postcode": "NS1 1AA", "address": "4 Mill Road"}

# How a council and another sender write one child, who lives elsewhere by then.
WRITTEN = {
    "British, a nickname": ("William", "Booth", "Billy", "Booth"),
    "British, an apostrophe": ("Niamh", "O'Brien", "Niamh", "OBrien"),
    "British, double-barrelled": ("Erin", "Holt-Shaw", "Erin", "Shaw"),
    "British, cut short": ("Finley", "Sykes", "Finl", "Sykes"),
    "South Asian, another spelling": ("Ayesha", "Chowdhury", "Aisha", "Choudhury"),
    "South Asian, a first name shared by brothers": ("Muhammad Bilal", "Hussain", "Bilal", "Hussein"),
    "Polish, a daughter's ending": ("Zofia", "Wiśniewska", "Zosia", "Wisniewski"),
    "Polish, no accents": ("Łukasz", "Wójcik", "LUKASZ", "WOJCIK"),
    "Arabic, an article": ("Youssef", "Al-Hassan", "Yusuf", "Hassan"),
    "Arabic, another spelling": ("Mohammed", "El-Sayed", "Muhammad", "El Sayed"),
    "African, cut short as is usual": ("Temitope", "Adeyemi", "Temi", "Adeyemi"),
    "African, names exchanged": ("Kwame", "Boateng", "Boateng", "Kwame"),
    "exchanged and mistyped": ("Chioma", "Okonkwo", "Okonkwwo", "Chioma"),
}


@pytest.mark.parametrize("habit", WRITTEN)
def test_one_child_by_two_names(habit: str) -> None:
    first, last, other_first, other_last = WRITTEN[habit]
    child = person("c1", first, last, "2012-05-22", postcode="NS1 1AA")
    engine = linked([*CROWD, child, person("p1", other_first, other_last, "2012-05-22", postcode="NS4 9ZZ")])
    assert together(engine, "c1", "p1")


@pytest.mark.parametrize(
    ("born", "says"),
    [
        ("2013-01-01", "date of birth is uncertain but fits"),
        ("2013-03-11", "day and month of birth are exchanged"),
        ("2013-11-13", "date of birth differs in one figure"),
        ("2013-11-02", "date of birth differs in one figure"),
    ],
)
def test_dates_of_birth_as_they_go_wrong(born: str, says: str) -> None:
    child = person("c1", "Daisy", "Crossley", "2013-11-03", **HOME)
    engine = linked([*CROWD, child, person("h1", "Daisy", "Crossley", born, **HOME)])
    assert together(engine, "c1", "h1")
    assert says in reason(engine, "h1")


def test_two_of_one_name_elsewhere_and_of_another_age_stay_two() -> None:
    alike = [
        person("c1", "Ruby", "Sykes", "2014-05-14", postcode="NS1 1AA"),
        person("p1", "Ruby", "Sykes", "2009-11-28", postcode="NS4 9ZZ"),
    ]
    assert not together(linked([*CROWD, *alike]), "c1", "p1")


def test_a_rare_name_asks_about_a_record_that_has_no_home_and_a_wrong_date() -> None:
    rare = [
        person("c1", "Ifrah", "Boateng", "2014-05-14", sex="female", postcode="NS1 1AA"),
        person("h1", "Ifrah", "Boateng", "2011-05-28", sex="female"),
    ]
    engine = linked([*CROWD, *rare])
    assert not together(engine, "c1", "h1")  # names alone are a question at most
    assert engine.rows("select person_id_a, person_id_b from questions") == [("c1", "h1")]


def test_siblings_at_one_address_stay_two() -> None:
    siblings = [
        person(f"{sender}{number}", forename, "Armitage", born, sex="male", **HOME)
        for sender in "chs"
        for number, forename, born in ((1, "Toby", "2011-02-03"), (2, "Tony", "2013-06-09"))
    ]
    engine = linked([*CROWD, *siblings])
    assert together(engine, "c1", "h1", "s1")
    assert together(engine, "c2", "h2", "s2")
    assert not together(engine, "c1", "c2")


def test_postcodes_that_change_over_time() -> None:
    places = {"c1": "NS1 1AA", "p1": "NS4 9ZZ", "s1": "NS2 2BB", "h1": None}
    records = [person(ref, "Orla", "Beaumont", "2014-09-30", postcode=place) for ref, place in places.items()]
    assert together(linked([*CROWD, *records]), *places)


def test_a_mother_s_number_on_her_child_s_record_joins_nobody() -> None:
    number = {"nhs_number": "9990000018"}
    engine = linked(
        [
            *CROWD,
            person("c1", "Abena", "Owusu", "2016-08-19", sex="female", **HOME),
            person("h1", "Abena", "Owusu", "2016-08-19", sex="female", **number, **HOME),
            person("c2", "Esther", "Owusu", "1988-01-30", sex="female", **HOME),
            person("h2", "Esther", "Owusu", "1988-01-30", sex="female", **number, **HOME),
        ]
    )
    assert together(engine, "c1", "h1")
    assert together(engine, "c2", "h2")
    assert not together(engine, "c1", "c2")


def test_a_number_outweighs_a_date_that_is_wholly_wrong() -> None:
    number = {"nhs_number": "9990000018"}
    engine = linked(
        [
            *CROWD,
            person("c1", "Rania", "Mansour", "2014-07-08", **number, **HOME),
            person("h1", "Rania", "Mansour", "1987-02-23", **number, **HOME),
        ]
    )
    assert together(engine, "c1", "h1")


def test_the_unborn_take_their_name_at_birth() -> None:
    engine = linked(
        [
            *CROWD,
            person("c1", "Unborn", "Beaumont", "2026-05-10", unborn=True, **HOME),
            person("h1", "Freya", "Beaumont", "2026-05-02", **HOME),
        ]
    )
    assert together(engine, "c1", "h1")
    assert "the birth was expected then" in reason(engine, "h1")


def test_a_sender_s_own_duplicates_are_told_by_sender_and_child() -> None:
    twice = [person(ref, "Hamza", "Iqbal", "2010-04-05", **HOME) for ref in ("p1", "p2")]
    engine = linked([*CROWD, *twice, person("c1", "Hamza", "Iqbal", "2010-04-05", **HOME)])
    held = "select sender, count(*) from links group by sender, child_id having count(*) > 1"
    assert engine.rows(held) == [("police", 2)]
    for ref in ("p1", "p2"):
        assert reason(engine, ref).endswith("; this sender holds the person more than once")
    assert "more than once" not in reason(engine, "c1")


def test_what_is_doubtful_is_asked() -> None:
    # One day of birth and one home, other forenames: a child with two names, or twins?
    doubtful = [
        person("c1", "Amal", "Haddad", "2015-04-05", sex="female", postcode="NS1 1AA"),
        person("p1", "Amina", "Haddad", "2015-04-05", sex="female", postcode="NS1 1AA"),
    ]
    rows = linked([*CROWD, *doubtful]).rows("select person_id_a, person_id_b, probability from questions")
    assert [row[:2] for row in rows] == [("c1", "p1")]
    assert 0.05 <= rows[0][2] <= 0.95
    decided = linked([*CROWD, *doubtful], decisions=[("c1", "same", "p1")])
    assert together(decided, "c1", "p1")
    assert decided.rows("select count(*) from questions") == [(0,)]


def test_ids_last_from_one_build_to_the_next() -> None:
    before = [person(ref, "Ruby", "Holt", "2012-03-04", **HOME) for ref in ("p1", "h1")]
    first = linked([*CROWD, *before])
    second = _after(first, [*CROWD, *before, person("c1", "Ruby", "Holt", "2012-03-04", **HOME)])
    ((kept,),) = first.rows("select child_id from links where person_id = 'h1'")
    assert second.rows("select distinct child_id from links where person_id in ('c1', 'p1', 'h1')") == [
        (kept,)
    ]
    assert set(second.rows("select distinct kind from id_history")) == {("kept",)}


def _after(first: Engine, people: list[dict[str, object]]) -> Engine:
    """A build of these people that knows the links of the first."""
    frame = table(PEOPLE, people)
    engine = DuckDBEngine()
    engine.put("people", frame)
    engine.put("relationships", table(RELATIONSHIPS, []))
    engine.put("senders", senders(frame))
    engine.put("before", _links(first))
    link(engine, previous="before")
    return engine


def _links(engine: Engine) -> pl.DataFrame:
    return engine.frame("select * from links")
