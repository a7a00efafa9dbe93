"""People's decisions win over whatever the records say."""

import pytest
from tests.records.linkage.linkage_people import groups, linked, person, reason, together

from conspectus.errors import ConspectusError

PEOPLE = [
    person("c1", "Ruby", "Holt", "2012-03-04", postcode="NS1 1AA"),
    person("h1", "Ruby", "Holt", "2012-03-04", postcode="NS1 1AA"),
    person("p1", "Rubie", "Holt", "2012-03-04", postcode="NS1 1AA"),
    person("c2", "Kwame", "Osei", "2010-10-10", postcode="NS2 1AA"),
    person("s2", "Harry", "Sykes", "2015-12-12", postcode="NS3 1AA"),
    person("c3", None, None, "2010-10-10"),
]


def test_same_joins_what_nothing_else_would() -> None:
    engine = linked(PEOPLE, decisions=[("c2", "same", "s2"), ("s2", "same", "c3")])
    assert together(engine, "c2", "s2", "c3")
    assert reason(engine, "c3") == "decided by A Reviewer on 2026-04-20"
    assert engine.rows("select probability from links where person_id = 's2'") == [(1.0,)]
    assert together(engine, "c1", "h1", "p1")


def test_different_parts_what_is_alike() -> None:
    assert together(linked(PEOPLE), "c1", "h1", "p1")
    engine = linked(PEOPLE, decisions=[("c1", "different", "h1")])
    assert not together(engine, "c1", "h1")
    assert engine.rows("select count(*) from questions where person_id_a = 'c1' and person_id_b = 'h1'") == [
        (0,)
    ]


def test_different_holds_for_all_that_same_ties() -> None:
    engine = linked(PEOPLE, decisions=[("c2", "same", "c1"), ("h1", "same", "p1"), ("p1", "different", "c2")])
    assert together(engine, "c1", "c2")
    assert together(engine, "h1", "p1")
    assert not together(engine, "c1", "h1")


def test_the_rest_joins_a_decided_group_where_the_records_say_so() -> None:
    engine = linked(PEOPLE, decisions=[("c1", "same", "c2")])
    assert together(engine, "c1", "c2", "h1", "p1")
    assert not together(engine, "c1", "s2")


def test_two_decisions_that_contradict_each_other_are_both_named() -> None:
    with pytest.raises(ConspectusError) as caught:
        linked(PEOPLE, decisions=[("c1", "same", "h1"), ("h1", "same", "p1"), ("p1", "different", "c1")])
    assert "line 4 says that council/c1 and police/p1 are different" in str(caught.value).replace(
        "police/p1 and council/c1", "council/c1 and police/p1"
    )
    assert "line 2 says that council/c1 and health/h1 are the same" in str(caught.value)
    assert "line 3" in str(caught.value)


def test_a_record_nobody_sent_is_named_with_its_line() -> None:
    with pytest.raises(ConspectusError) as caught:
        linked(PEOPLE, decisions=[("c1", "same", "h1"), ("c1", "same", "h99")])
    assert "health/h99" in caught.value.what
    assert "line 3" in caught.value.where


def test_a_word_that_is_no_decision_is_named_with_its_line() -> None:
    with pytest.raises(ConspectusError, match="line 2"):
        linked(PEOPLE, decisions=[("c1", "perhaps", "h1")])


def test_no_decisions_change_nothing() -> None:
    assert groups(linked(PEOPLE, decisions=[])) == groups(linked(PEOPLE))
