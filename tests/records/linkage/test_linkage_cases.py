"""Cases that people of the field know: twins, moves, duplicates, nicknames, the unborn, those without names."""

import pytest
from tests.records.linkage.linkage_people import groups, linked, person, reason, relation, together

from conspectus.errors import ConspectusError
from conspectus.records.engine import Engine

CROWD = [
    person(
        f"c{100 + n}",
        first,
        last,
        f"20{10 + n % 8}-0{1 + n % 9}-{10 + n % 17}",
        postcode=f"NS{1 + n % 5} {n % 9}AB",
    )
    for n, (first, last) in enumerate(
        [
            ("Amelia", "Hargreaves"),
            ("Oscar", "Mensah"),
            ("Iqra", "Malik"),
            ("Jakub", "Nowak"),
            ("Ruby", "Holt"),
            ("Tendai", "Moyo"),
            ("Harry", "Sykes"),
            ("Layla", "Haddad"),
            ("Evie", "Booth"),
            ("Rohan", "Sharma"),
            ("Chloe", "Firth"),
            ("Kwame", "Osei"),
        ]
    )
]


def test_one_child_in_three_records_is_linked_and_says_why() -> None:
    engine = linked(
        [
            *CROWD,
            person("c1", "Elizabeth", "Dyson", "2012-05-22", postcode="NS1 1AA", sex="female"),
            person("p1", "Beth", "Dyson", "2012-05-22", postcode="NS4 9ZZ", sex="female"),
            person("h1", "Elizabeth", "Dyson", "2012-05-22", postcode="NS1 1AA", nhs_number="9990000018"),
        ]
    )
    assert together(engine, "c1", "p1", "h1")
    assert not together(engine, "c1", "c100")
    assert reason(engine, "h1").startswith("forename, surname, date of birth and postcode agree")
    assert "usual values were used" in reason(engine, "h1")
    assert "forename is a variant" in reason(engine, "p1")
    assert "postcode differs" in reason(engine, "p1")
    assert reason(engine, "c100") == "only record of this person"


def test_twins_at_one_address_stay_two() -> None:
    home = {"postcode": "NS2 2BB", "address": "4 Mill Road"}
    engine = linked(
        [
            *CROWD,
            person("c1", "Aaliyah", "Crossley", "2014-03-09", sex="female", **home),
            person("c2", "Amira", "Crossley", "2014-03-09", sex="female", **home),
            person("h1", "Aaliyah", "Crossley", "2014-03-09", sex="female", **home),
            person("h2", "Amira", "Crossley", "2014-03-09", sex="female", **home),
            person("s1", "Amira", "Crossley", "2014-03-09", sex="female", postcode="NS2 2BB"),
        ]
    )
    assert together(engine, "c1", "h1")
    assert together(engine, "c2", "h2", "s1")
    assert not together(engine, "c1", "c2")


def test_a_parent_and_a_child_of_one_name_stay_two() -> None:
    home = {"postcode": "NS2 2BB", "address": "4 Mill Road", "sex": "male"}
    engine = linked(
        [
            *CROWD,
            person("c1", "Yusuf", "Iqbal", "2011-07-30", **home),
            person("h1", "Yousef", "Iqbal", "2011-07-30", **home),
            person("p1", "Yusuf", "Iqbal", "1984-02-14", **home),
        ]
    )
    assert together(engine, "c1", "h1")
    assert not together(engine, "c1", "p1")


def test_a_sender_who_holds_a_child_twice_is_linked_to_itself() -> None:
    engine = linked(
        [
            *CROWD,
            person("p1", "Wojciech", "Wójcik", "2009-11-02", postcode="NS3 3CC", sex="male"),
            person("p2", "Wojtek", "Wojcik", "2009-11-02", postcode="NS3 3CC", sex="male"),
        ]
    )
    assert together(engine, "p1", "p2")


def test_one_sender_s_relationship_keeps_two_records_apart() -> None:
    alike = [
        person("c1", "Zara", "Khan", "2015-02-03", postcode="NS1 1AA"),
        person("c2", "Zarra", "Khan", "2015-02-03", postcode="NS1 1AA"),
    ]
    assert together(linked([*CROWD, *alike]), "c1", "c2")
    assert not together(linked([*CROWD, *alike], relationships=[relation("c1", "sibling", "c2")]), "c1", "c2")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (person("p1", "Holt", "Daisy", "2013-04-16", sex="female"), "exchanged names"),
        (person("p1", "Daisy", "Holt", "2013-05-16", sex="female", postcode="NS1 1AA"), "a slip in the date"),
        (person("p1", "Daisy", "Holt-Pickering", "2013-04-16", sex="female"), "double-barrelled"),
        (
            person("p1", "Daisy", "Holt", "2013-01-01", sex="female", postcode="NS1 1AA"),
            "1 January for a year",
        ),
        (
            person("p1", "Daisy", "Pickering", "2013-04-16", other_names="Holt", postcode="NS1 1AA"),
            "another surname",
        ),
        (person("p1", "Daissy", "Holt", "2013-04-16", postcode="NS9 9XX"), "a typing error and a move"),
    ],
)
def test_what_is_written_in_another_way_is_found(other: dict[str, object], why: str) -> None:
    child = person("c1", "Daisy", "Holt", "2013-04-16", sex="female", postcode="NS1 1AA")
    engine = linked([*CROWD, child, other])
    assert together(engine, "c1", "p1"), why


def test_day_and_month_exchanged() -> None:
    one = person("c1", "Temitope", "Adeyemi", "2013-04-06", postcode="NS1 1AA")
    other = person("h1", "Temi", "Adeyemi", "2013-06-04", postcode="NS1 1AA")
    engine = linked([*CROWD, one, other])
    assert together(engine, "c1", "h1")
    assert "day and month of birth are exchanged" in reason(engine, "h1")


def test_an_identifier_is_strong_but_can_be_wrong() -> None:
    engine = linked(
        [
            *CROWD,
            person("c1", "Abena", "Boateng", "2016-08-19", nhs_number="9990000018", sex="female"),
            person("h1", "Abena", "Owusu", "2016-08-19", nhs_number="9990000018", sex="female"),
            person("h2", "George", "Armitage", "2009-12-03", nhs_number="9990000018", sex="male"),
        ]
    )
    assert together(engine, "c1", "h1")
    assert not together(engine, "c1", "h2")


def test_people_without_names_are_kept_each_alone() -> None:
    nameless = [person(f"c{n}", None, None, "2012-03-04", sex="female") for n in range(1, 6)]
    engine = linked([*nameless, person("p1", "Ruby", "Holt", "2012-03-04", sex="female")])
    assert len(set(groups(engine).values())) == 6
    assert {reason(engine, f"c{n}") for n in range(1, 6)} == {"no names: not linked"}


def test_the_unborn_are_children_and_are_found_again_after_birth() -> None:
    home = {"postcode": "NS2 2BB", "address": "4 Mill Road"}
    engine = linked(
        [
            *CROWD,
            person("c1", "Unborn", "Beaumont", "2026-05-10", unborn=True, **home),
            person("h1", "Unborn", "Beaumont", "2026-05-12", unborn=True, **home),
            person("h2", "Freya", "Beaumont", "2015-05-12", **home),
        ]
    )
    assert together(engine, "c1", "h1")
    assert not together(engine, "c1", "h2")
    assert engine.rows("select is_child from children where surname = 'Beaumont'") == [(True,), (True,)]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_anybody(count: int) -> None:
    engine = linked([person(f"c{n}", "Leo", "Senior", "2013-01-09") for n in range(count)])
    assert engine.rows("select count(*) from links") == [(count,)]
    assert engine.rows("select count(*) from questions where probability is null") == [(0,)]


def test_records_that_agree_in_everything() -> None:
    """Too clean to learn from: no level but the best is ever seen among pairs of one person."""
    people = [
        person(
            f"{sender}{n}",
            f"Name{chr(97 + n)}{chr(97 + n)}x",
            f"Family{chr(122 - n)}q",
            f"2010-01-{n + 2:02d}",
        )
        for n in range(20)
        for sender in "cph"
    ]
    engine = linked(people)
    assert len(set(groups(engine).values())) == 20
    assert all(together(engine, f"c{n}", f"p{n}", f"h{n}") for n in range(20))


def test_one_value_for_what_is_not_known_is_refused() -> None:
    people = [
        person(f"c{n}", f"F{_letters(n)}", f"S{_letters(n * 7)}", "1990-06-01", postcode="NS1 1AA")
        for n in range(900)
    ]
    with pytest.raises(ConspectusError) as caught:
        linked(people)
    assert "the same date of birth and postcode" in caught.value.what
    assert "900 records" in caught.value.what
    assert "leave it empty" in caught.value.todo


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


def test_who_is_a_child() -> None:
    engine = linked(
        [
            person("c1", "Ava", "Lockwood", "2007-04-02"),  # eighteen on the second day of the period
            person("c2", "Toby", "Haigh", "2007-04-01"),  # eighteen on its first
            person("c3", "Maya", "Firth", None),
            person("c4", "Sana", "Miah", None),
            person("c5", "Adam", "Miah", "2019-02-03"),
        ],
        relationships=[relation("c4", "parent", "c5")],
    )
    rows = dict(engine.rows("select forename, is_child from children"))
    assert rows == {"Ava": True, "Toby": False, "Maya": True, "Sana": False, "Adam": True}


def test_the_leading_record_names_the_child() -> None:
    engine = linked(
        [
            *CROWD,
            person("p1", "Kate", "Thornton", "2011-06-07", postcode="NS1 1AA"),
            person("c2", "Katherine", "Thornton", None, postcode="NS1 1AA", sex="female"),
            person("h1", "Katie", "Thornton", "2011-06-07", postcode="NS1 1AA"),
        ]
    )
    assert together(engine, "c2", "p1", "h1")
    rows = engine.rows(
        "select forename, born_first::varchar, records, agencies, child_id from children where records = 3"
    )
    assert rows == [("Katherine", "2011-06-07", 3, ["council", "police", "health"], _id_of(engine, "c2"))]


def test_an_id_comes_from_the_leading_record_alone() -> None:
    alone = linked([person("c1", "Ruby", "Holt", "2012-03-04")])
    more = linked(
        [*CROWD, person("c1", "Ruby", "Holt", "2012-03-04"), person("h1", "Ruby", "Holt", "2012-03-04")]
    )
    assert _id_of(alone, "c1") == _id_of(more, "c1") == _id_of(more, "h1")
    assert _id_of(alone, "c1").startswith("C-")
    assert len(_id_of(alone, "c1")) == 10
    assert not set(_id_of(alone, "c1")[2:]) & set("ilou")


def _id_of(engine: Engine, ref: str) -> str:
    ((child,),) = engine.rows("select child_id from links where person_id = ?", [ref])
    return str(child)
