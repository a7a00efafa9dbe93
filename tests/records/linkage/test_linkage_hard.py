"""Hard situations, each with its right answer: *one* person, *two*, or *ask* somebody."""

from dataclasses import dataclass
from datetime import date

import pytest
from tests.records.linkage.linkage_people import linked, person, relation, together
from tests.records.linkage.test_linkage_cases import CROWD

from conspectus.records.engine import Engine

HOME = {"postcode": "NS1 1AA", "address": "4 Mill Road"}
GIRL, BOY = {"sex": "female", **HOME}, {"sex": "male", **HOME}
ONE, TWO, ASK = {"one"}, {"two"}, {"ask"}
People = list[dict[str, object]]


@dataclass(frozen=True)
class Situation:
    """Records beside the crowd, and of pairs of them which answers are right."""

    people: People
    right: dict[tuple[str, str], set[str]]
    relationships: tuple[dict[str, object], ...] = ()


def twins(one: str, other: str) -> Situation:
    """Two senders hold both."""
    return Situation(
        [
            person(f"{sender}{number}", forename, "Crossley", "2014-03-09", **GIRL)
            for sender in "ch"
            for number, forename in ((1, one), (2, other))
        ],
        {("c1", "h1"): ONE, ("c2", "h2"): ONE, ("c1", "c2"): TWO | ASK},
    )


def twins_of_one_sender(one: str, other: str) -> Situation:
    return Situation(
        [
            person("c1", one, "Crossley", "2014-03-09", **GIRL),
            person("c2", other, "Crossley", "2014-03-09", **GIRL),
        ],
        {("c1", "c2"): ASK},
    )


SITUATIONS = {
    **{
        f"twins, {one} and {other}": twins(one, other)
        for one, other in (
            *(("Amelia", "Amelie"), ("Jayden", "Kayden"), ("Ella", "Ellie"), ("Aaliyah", "Amira")),
            *(("Isabel", "Isobel"), ("Hassan", "Hussain")),
        )
    },
    **{
        f"twins of one sender, {one} and {other}": twins_of_one_sender(one, other)
        for one, other in (("Amelia", "Amelie"), ("Jayden", "Kayden"), ("Ella", "Ellie"))
    },
    "a father and his son of one name": Situation(
        [
            person("c1", "Yusuf", "Iqbal", "2011-07-30", **BOY),
            person("h1", "Yusuf", "Iqbal", "2011-07-30", **BOY),
            person("p1", "Yusuf", "Iqbal", "1984-02-14", **BOY),
        ],
        {("c1", "h1"): ONE, ("c1", "p1"): TWO | ASK},
    ),
    "a father and his son of one name and one birthday": Situation(
        [
            person("c1", "John", "Booth", "2011-07-30", **BOY),
            person("p1", "John", "Booth", "1981-07-30", **BOY),
        ],
        {("c1", "p1"): TWO | ASK},
    ),
    "a father and his son of one name, no homes": Situation(
        [
            person("c1", "Yusuf", "Iqbal", "2011-07-30"),
            person("h1", "Yusuf", "Iqbal", "2011-07-30"),
            person("p1", "Yusuf", "Iqbal", "1984-02-14"),
        ],
        {("c1", "h1"): ONE, ("c1", "p1"): TWO | ASK},
    ),
    "a baby without a name, and later with one": Situation(
        [
            person("c1", None, "Beaumont", "2025-05-10", **GIRL),
            person("h1", "Freya", "Beaumont", "2025-05-10", **GIRL),
        ],
        {("c1", "h1"): ONE | ASK},
    ),
    "two babies without a name": Situation(
        [
            person("c1", "Baby", "Beaumont", "2025-05-10", **GIRL),
            person("c2", "Baby", "Beaumont", "2025-05-10", **GIRL),
        ],
        {("c1", "c2"): TWO | ASK},
    ),
    "a baby without a name beside twins who have theirs": Situation(
        [
            person("c1", None, "Beaumont", "2025-05-10", **HOME),
            person("h1", "Freya", "Beaumont", "2025-05-10", **HOME),
            person("h2", "Iris", "Beaumont", "2025-05-10", **HOME),
        ],
        {("h1", "h2"): TWO, ("c1", "h1"): TWO | ASK, ("c1", "h2"): TWO | ASK},
    ),
    "two of one name born on 1 January, elsewhere": Situation(
        [
            person("c1", "Ahmed", "Hassan", "2008-01-01", sex="male", postcode="NS1 1AA"),
            person("p1", "Ahmed", "Hassan", "2008-01-01", sex="male", postcode="NS4 9ZZ"),
        ],
        {("c1", "p1"): TWO | ASK},
    ),
    "1 January for a year, at home": Situation(
        [
            person("c1", "Ahmed", "Hassan", "2008-09-17", **BOY),
            person("p1", "Ahmed", "Hassan", "2008-01-01", **BOY),
        ],
        {("c1", "p1"): ONE | ASK},
    ),
    "a name changed on moving": Situation(
        [
            person("c1", "Daisy", "Holt", "2013-04-16", sex="female", postcode="NS1 1AA"),
            person("s1", "Daisy", "Pickering", "2013-04-16", sex="female", postcode="NS4 9ZZ"),
        ],
        {("c1", "s1"): ONE | ASK},
    ),
    "names exchanged": Situation(
        [
            person("c1", "Kwame", "Boateng", "2013-04-16", sex="male", postcode="NS1 1AA"),
            person("p1", "Boateng", "Kwame", "2013-04-16", sex="male", postcode="NS4 9ZZ"),
        ],
        {("c1", "p1"): ONE},
    ),
    "day and month exchanged": Situation(
        [
            person("c1", "Temitope", "Adeyemi", "2013-04-06", **GIRL),
            person("h1", "Temitope", "Adeyemi", "2013-06-04", **GIRL),
        ],
        {("c1", "h1"): ONE},
    ),
    "two valid NHS numbers": Situation(
        [
            person("c1", "Ruby", "Holt", "2012-03-04", nhs_number="9434765919", **GIRL),
            person("h1", "Ruby", "Holt", "2012-03-04", nhs_number="9434765870", **GIRL),
        ],
        {("c1", "h1"): TWO},
    ),
    "two NHS numbers, one of them mistyped": Situation(
        [
            person("c1", "Ruby", "Holt", "2012-03-04", nhs_number="9434765919", **GIRL),
            person("h1", "Ruby", "Holt", "2012-03-04", nhs_number="9434765918", **GIRL),
        ],
        {("c1", "h1"): ONE},
    ),
    "one NHS number typed into two children's records": Situation(
        [
            person("h1", "Ruby", "Holt", "2012-03-04", nhs_number="9434765919", **GIRL),
            person("h2", "Leo", "Holt", "2015-11-20", nhs_number="9434765919", **BOY),
            person("c1", "Ruby", "Holt", "2012-03-04", **GIRL),
            person("c2", "Leo", "Holt", "2015-11-20", **BOY),
        ],
        {("h1", "c1"): ONE, ("h2", "c2"): ONE, ("h1", "h2"): TWO | ASK},
    ),
    "an unborn child, and born": Situation(
        [
            person("c1", "Unborn", "Beaumont", "2026-05-10", unborn=True, **HOME),
            person("h1", "Freya", "Beaumont", "2026-05-02", **HOME),
            person("h2", "Iris", "Beaumont", "2015-05-12", **HOME),
        ],
        {("c1", "h1"): ONE | ASK, ("c1", "h2"): TWO},
    ),
    "a name in Arabic script beside its Latin form": Situation(
        [
            person("c1", "محمد", "حداد", "2013-04-16", **BOY),
            person("h1", "Mohammed", "Haddad", "2013-04-16", **BOY),
            person("s1", "Mohammed", "Haddad", "2013-04-16", sex="male", postcode="NS4 9ZZ"),
        ],
        {("c1", "h1"): ONE, ("h1", "s1"): ONE},
    ),
    "two names in Arabic script": Situation(
        [
            person("c1", "محمد", "حداد", "2013-04-16", **BOY),
            person("h1", "فاطمة", "نجار", "2016-01-20", sex="female", postcode="NS4 9ZZ"),
        ],
        {("c1", "h1"): TWO},
    ),
    "names alone": Situation(
        [person("c1", "Tendai", "Ndlovu", None), person("p1", "Tendai", "Ndlovu", None)],
        {("c1", "p1"): TWO | ASK},
    ),
    "names alone, elsewhere and with another date": Situation(
        [
            person("c1", "Tendai", "Ndlovu", "2010-02-03", postcode="NS1 1AA"),
            person("p1", "Tendai", "Ndlovu", "2014-11-28", postcode="NS4 9ZZ"),
        ],
        {("c1", "p1"): TWO | ASK},
    ),
    "placeholders": Situation(
        [
            person("c1", "NULL", "NULL", "1900-01-01"),
            person("c2", "NULL", "NULL", "1900-01-01"),
            person("p1", "NULL", "NULL", "1900-01-01"),
        ],
        {("c1", "c2"): TWO, ("c1", "p1"): TWO},
    ),
    "a day that programs write for nothing": Situation(
        [
            person("c1", "Ruby", "Holt", "1900-01-01", postcode="NS1 1AA"),
            person("p1", "Ruby", "Holt", "1900-01-01", postcode="NS4 9ZZ"),
        ],
        {("c1", "p1"): TWO | ASK},
    ),
    "a date of which only the year is left": Situation(
        [
            person("c1", "Ruby", "Holt", "2012-03-04", **GIRL),
            person("p1", "Ruby", "Holt", "2012-01-01", **GIRL) | {"born_last": date(2012, 12, 31)},
        ],
        {("c1", "p1"): ONE},
    ),
    "two dates that both recur": Situation(
        [
            person(ref, "Ruby", "Holt", born, **GIRL)
            for ref, born in (
                *(("c1", "2012-03-04"), ("h1", "2012-03-04")),
                *(("p1", "2012-03-24"), ("s1", "2012-03-24")),
            )
        ],
        {("c1", "h1"): ONE, ("p1", "s1"): ONE, ("c1", "p1"): TWO | ASK},
    ),
    "siblings whom their sender calls so": Situation(
        [
            person("c1", "Zara", "Khan", "2015-02-01", **GIRL),
            person("c2", "Sara", "Khan", "2015-02-01", **GIRL),
        ],
        {("c1", "c2"): TWO},
        (relation("c1", "sibling", "c2"),),
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_right_answer(name: str) -> None:
    situation = SITUATIONS[name]
    engine = linked([*CROWD, *situation.people], relationships=list(situation.relationships))
    given = {pair: answer(engine, *pair) for pair in situation.right}
    assert {pair: said for pair, said in given.items() if said not in situation.right[pair]} == {}
    _every_probability_is_a_number(engine)


def answer(engine: Engine, one: str, other: str) -> str:
    """*one* where they are together, *ask* where a question would join them, else *two*."""
    if together(engine, one, other):
        return "one"
    asked = engine.rows("select person_id_a, person_id_b from questions")
    return "ask" if any({a, b} == {one, other} for a, b in asked) else "two"


def _every_probability_is_a_number(engine: Engine) -> None:
    for table in ("links", "questions"):
        said = [row[0] for row in engine.rows(f"select probability from {table}")]
        assert all(value is not None and 0.0 <= value <= 1.0 for value in said), table


@pytest.mark.parametrize(
    "absent",
    [
        "born",
        "sex",
        "postcode",
        "address",
        "nhs_number",
        "forename",
        "surname",
        "postcode and address",
        "all",
    ],
)
def test_every_probability_is_a_number_whatever_is_absent(absent: str) -> None:
    gone = {
        "born": ("born_first", "born_last"),
        "all": ("born_first", "born_last", "sex", "postcode", "address"),
    }
    columns = gone.get(absent, tuple(absent.split(" and ")))
    people = [
        {column: None if column in columns else value for column, value in record.items()}
        for record in (*CROWD, *(record for known in SITUATIONS.values() for record in known.people))
    ]
    alone = [
        record | {"person_id": f"{record['person_id']}-{number}"} for number, record in enumerate(people)
    ]
    _every_probability_is_a_number(linked(alone))


def test_no_more_is_asked_than_anybody_answers_and_the_most_useful_stands_first() -> None:
    doubtful = [
        person(f"{sender}{number}", f"Tendai{_word(number)}", "Ndlovu", None)
        for number in range(40)
        for sender in "cp"
    ]
    rows = linked([*CROWD, *doubtful]).rows("select probability from questions order by question")
    assert len(rows) <= 20
    assert rows == sorted(rows, reverse=True)


def _word(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(2))
