"""How a report is named, what it lists, and its findings by agency."""

from datetime import date

from conspectus.library import Polarity, SpokenOf
from conspectus.library.model import Report
from conspectus.library.telling import by_agency, listed_as, lists_in_words, name_of
from tests.library.library_making import C, council_only, joint, report, unreadable


def test_a_report_is_named_by_area_kind_and_the_day_it_goes_by() -> None:
    assert name_of(joint()) == "Northshire, Joint targeted area inspection, 14 March 2024"
    undated = joint(published=None, inspected_to=date(2024, 2, 2))
    assert name_of(undated).endswith("2 February 2024")
    assert name_of(unreadable()) == "scan.pdf, Report"


def test_what_it_lists_in_words() -> None:
    assert lists_in_words(joint()) == "3 strengths, 1 thing to improve, 0 priority actions"
    assert lists_in_words(council_only()) == "no strengths, improvements or priority actions as such"


def test_a_sentence_on_two_agencies_stands_with_each() -> None:
    found = {of.agency: of for of in by_agency(joint())}
    police, education = found[SpokenOf.POLICE], found[SpokenOf.EDUCATION]
    assert police.strengths == education.strengths and len(police.strengths) == 1
    assert [one.text[:10] for one in police.weaknesses] == ["The police"]
    assert [one.text[:6] for one in found[SpokenOf.COUNCIL].mixed] == ["Social"]
    assert SpokenOf.PROBATION not in found  # of whom it finds nothing


def test_what_only_describes_is_no_finding() -> None:
    assert by_agency(report("plain", (("The council has 300 staff.", (C,), Polarity.NEUTRAL),))) == []


def test_priority_actions_are_what_stands_under_their_heading() -> None:
    said = (
        ("Visits are made.", (C,), Polarity.STRENGTH),
        ("The following area needs priority action by the council:", (C,), Polarity.WEAKNESS),
        ("Children wait too long.", (C,), Polarity.WEAKNESS),
        ("Meet more often.", (C,), Polarity.WEAKNESS),
        ("Plans are late.", (C,), Polarity.WEAKNESS),
    )
    sections = (
        "Headline findings",
        "Areas for priority action",
        "Areas for priority action > Early help",
        "The Local Safeguarding Children Board (LSCB) > Priority and immediate action",
        "Areas for priority action > Main findings",
    )
    one = report("one", said)
    sentences = [
        sentence.model_copy(update={"section": section})
        for sentence, section in zip(one.sentences, sections, strict=True)
    ]
    one = Report.model_validate({**one.model_dump(), "sentences": [each.model_dump() for each in sentences]})
    assert [each.text for each in listed_as(one, "priority_actions")] == ["Children wait too long."]
