"""What a report says of itself is read from its text: every kind's cover, tables and lists."""

from datetime import date
from pathlib import Path

import pytest

from conspectus.definitions import published_areas
from conspectus.library import Facts
from conspectus.library.facts import read_facts, resolve_area
from conspectus.library.facts.dates import inspected
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
