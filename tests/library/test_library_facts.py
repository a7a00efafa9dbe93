"""What a report says of itself is read from its text: every kind's cover, tables and lists."""

from datetime import date
from pathlib import Path

import pytest

from conspectus.definitions import published_areas
from conspectus.library import Facts
from conspectus.library.facts import read_facts, resolve_area
from conspectus.library.facts.areas import area_of
from conspectus.library.facts.cover import flat
from conspectus.library.facts.dates import inspected, published_on
from conspectus.library.reading import read_pdf
from tests.library.papers import EARLY, LETTER, SEND, SINGLE, STANDARD, paper

EXPECTED = {
    "letter": (
        LETTER,
        Facts(
            kind="jtai", area="Leeds", area_code="E08000035",
            inspected_from=date(2022, 11, 21), inspected_to=date(2022, 11, 25), published=date(2023, 1, 31),
            theme="identification of initial need and risk", inspectorates=("ofsted", "cqc", "hmicfrs"),
            strengths=3, improvements=2, priority_actions=0,
        ),
    ),
    "standard": (
        STANDARD,
        Facts(
            kind="ilacs_standard", area="Kingston upon Hull", area_code="E06000010",
            inspected_from=date(2023, 11, 27), inspected_to=date(2023, 12, 8), inspectorates=("ofsted",),
            grades={
                "the impact of leaders on social work practice with children and families": "requires improvement",
                "the experiences and progress of children who need help and protection": "good",
                "the experiences and progress of children in care": "outstanding",
                "the experiences and progress of care leavers": "inadequate",
                "overall effectiveness": "requires improvement",
            },
            improvements=2,
        ),
    ),
    "single": (
        SINGLE,
        Facts(
            kind="single_inspection", area="Poole", area_code="E06000029",
            inspected_from=date(2016, 5, 23), inspected_to=date(2016, 6, 16), published=date(2016, 8, 5),
            inspectorates=("ofsted",),
            grades={
                "overall effectiveness": "requires improvement",
                "children who need help and protection": "good",
                "children looked after and achieving permanence": "requires improvement",
                "adoption performance": "good",
                "experiences and progress of care leavers": "outstanding",
                "leadership, management and governance": "inadequate",
                "local safeguarding children board": "good",
            },
            strengths=2, improvements=3, priority_actions=1,
        ),
    ),
    "early": (
        EARLY,
        Facts(
            kind="safeguarding_lac", area="Cornwall", area_code="E06000052",
            inspected_from=date(2010, 6, 7), inspected_to=date(2010, 6, 18), published=date(2010, 7, 16),
            inspectorates=("ofsted", "cqc"),
            grades={
                "overall effectiveness": "adequate",
                "quality of provision": "good",
                "leadership and management": "outstanding",
            },
            improvements=3,
        ),
    ),
    "send": (
        SEND,
        Facts(
            kind="area_send", area="Surrey", area_code="E10000030",
            inspected_from=date(2024, 4, 22), inspected_to=date(2024, 4, 26), inspectorates=("ofsted", "cqc"),
            strengths=2, improvements=2, priority_actions=2,
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_made_up_report_of_each_kind_gives_its_facts(name: str, tmp_path: Path) -> None:
    body, expected = EXPECTED[name]
    assert read_facts(read_pdf(paper(tmp_path / "x.pdf", body))) == expected


@pytest.mark.parametrize(
    ("says", "first", "last"),
    [
        ("Inspection dates: 31 October to 4 November and 14 to 18 November 2022", (10, 31), (11, 18)),
        ("the findings of the visit to Leeds children's services on 5 and 6 February 2022.", (2, 5), (2, 6)),
    ],
)
def test_days_are_read_where_a_year_stands_once(
    says: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert inspected(says, None) == (date(2022, *first), date(2022, *last))


@pytest.mark.parametrize(
    ("says", "first", "last"),
    [
        ("Inspection date: 12/09/2016", date(2016, 9, 12), date(2016, 9, 12)),
        ("Inspection dates: 12.09.2016 to 06.10.2016", date(2016, 9, 12), date(2016, 10, 6)),
        ("Inspection date: 18 Feb 2014 – 12 March 2014", date(2014, 2, 18), date(2014, 3, 12)),
        ("Inspection dates: 30 Nov to 11 Dec. 2015", date(2015, 11, 30), date(2015, 12, 11)),
        ("Inspection date: 12/19/2016", None, None),  # no month has this number: nothing is guessed
    ],
)
def test_days_are_read_in_numbers_and_with_short_months(
    says: str, first: date | None, last: date | None
) -> None:
    assert inspected(flat(says), None) == (first, last)


@pytest.mark.parametrize(
    ("says", "day"),
    [
        ("Report published: 05/08/2016", date(2016, 8, 5)),
        ("Date of publication: 5 Aug 2016", date(2016, 8, 5)),
        ("Published: August 2016", None),  # a month is no day
        ("Inspection date: 5 August 2016", None),
    ],
)
def test_publication_is_given_where_the_report_says_it_and_never_guessed(says: str, day: date | None) -> None:
    assert published_on(says, says, (says,)) == day


JUDGED = """
#text(26pt)[Poole Borough Council]

*Inspection of services for children in need of help and protection, children looked after and care leavers*

*Inspection date: 23 May – 16 June 2016*

*The overall judgement is {judged}*

There are widespread failures that leave children at risk. Children in Poole wait too long for a visit.
The authority knows of it, and has plans, which it has not carried out, as the following pages show in some detail.
"""


@pytest.mark.parametrize(
    ("judged", "grade"),
    [
        ("requires improvement", "requires improvement"),
        ("good", "good"),
        ("that children’s services are inadequate", "inadequate"),
        ("that the local authority’s services in Poole are outstanding", "outstanding"),
    ],
)
def test_the_overall_judgement_is_a_grade(tmp_path: Path, judged: str, grade: str) -> None:
    facts = read_facts(read_pdf(paper(tmp_path / "x.pdf", JUDGED.replace("{judged}", judged))))
    assert facts.grades == {"overall effectiveness": grade}


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted, Piccadilly Gate, Store Street, Manchester M1 2WD",
        "Piccadilly Gate Store Street Manchester T 0300 123 1231 M1 2WD",
        "Citygate, Gallowgate, Newcastle upon Tyne NE1 4PA",
        "Kent Police and Norfolk and Suffolk NHS Foundation Trust",
        "Essex Police, Durham Constabulary",
    ],
)
def test_no_area_is_that_of_an_address_a_force_or_a_trust(text: str) -> None:
    assert area_of(text, text, 0, None) is None
    area = area_of(f"Inspection of Leeds. {text}", f"{text} {text} {text} Leeds", 0, None)
    assert area is not None and area.name == "Leeds"


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Hull", None, "E06000010"),
        ("Bournemouth, Christchurch and Poole", None, "E06000058"),
        ("Dorset", date(2018, 5, 1), "E10000009"),
        ("Dorset", date(2019, 5, 1), "E06000059"),
        ("Somerset", date(2023, 3, 31), "E10000027"),
        ("Somerset", None, "E06000066"),
        ("North Somerset", None, "E06000024"),
        ("Telford & Wrekin", None, "E06000020"),
        ("Northamptonshire", date(2019, 1, 1), "E10000021"),
        ("Durham", None, "E06000047"),
        ("Nowhere", None, None),
    ],
)
def test_an_area_is_found_under_each_of_its_names(name: str, day: date | None, code: str | None) -> None:
    area = resolve_area(name, day)
    assert (area.code if area else None) == code


def test_england_has_153_authorities_today_and_no_code_twice() -> None:
    areas = published_areas()
    codes = [area.code for area in areas]
    assert len(set(codes)) == len(codes)
    assert sum(area.code.startswith("E") and area.last is None for area in areas) == 153
