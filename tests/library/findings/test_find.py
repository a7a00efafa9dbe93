"""Made-up passages, one for each thing that says of whom a sentence speaks and what it finds."""

import pytest

from conspectus.library import Passage, Place, SpokenOf
from conspectus.library.findings import find
from conspectus.library.findings.acronyms import short_names
from conspectus.library.findings.signs import clauses
from conspectus.library.findings.signs import signs as signs_of
from conspectus.library.findings.words import cut


def passage(text: str, *, section: str = "Main findings", paragraph: int = 1) -> Passage:
    return Passage(page=1, section=section, paragraph=paragraph, place=Place.SENTENCE, text=text)


def spoken_of(text: str, *, kind: str = "jtai", section: str = "Main findings") -> set[str]:
    (sentence,) = find([passage(text, section=section)], kind)
    return set(sentence.agencies)


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Police officers record the views of children clearly.", {"police"}),
        ("School nurses know their families.", {"health"}),
        ("Headteachers and GPs share what they know.", {"education", "health"}),
        ("Referrals are made promptly to children’s social care by schools.", {"education"}),
        ("Children receive help early.", {"partnership"}),
    ],
)
def test_an_actor_is_spoken_of_and_a_receiver_is_not(text: str, agencies: set[str]) -> None:
    assert spoken_of(text) == agencies


def test_an_unnamed_actor_is_the_council_where_the_council_alone_is_inspected() -> None:
    assert spoken_of("Visits are regular.", kind="ilacs_standard") == {"council"}
    assert spoken_of("Visits are regular.", kind="jtai") == {"partnership"}


def test_the_section_says_who_is_unnamed() -> None:
    assert spoken_of("Supervision is regular.", section="Main findings > Probation") == {"probation"}


def test_they_are_those_of_the_sentence_before() -> None:
    first, second = find([passage("Midwives ask every woman."), passage("They record the answers.")], "jtai")
    assert set(first.agencies) == set(second.agencies) == {"health"}


def test_all_of_a_list_of_names_act_or_none_does() -> None:
    assert spoken_of("Police officers, midwives and teachers coordinate visits well.") == {
        "police",
        "health",
        "education",
    }
    assert spoken_of("Social workers share what they know with the police and health visitors.") == {
        "council"
    }


def test_a_short_name_stands_for_the_agency_that_its_report_gives_it_to() -> None:
    text = "Whitmoor Police (WMP) answers quickly."
    later = passage("WMP has trained every officer in what children live through.", paragraph=2)
    _, second = find([passage(text), later], "jtai")
    assert set(second.agencies) == {"police"}
    assert short_names([text, "Needs (SEND) are met."]) == {"WMP": SpokenOf.POLICE}


def test_headings_are_context_and_have_no_number() -> None:
    heading = passage("Strengths")._replace(place=Place.HEADING)
    (sentence,) = find([heading, passage("Early help that families can reach.", section="Strengths")], "jtai")
    assert (sentence.n, sentence.polarity) == (1, "strength")


def found(text: str, *, kind: str = "jtai", section: str = "Main findings") -> str:
    (sentence,) = find([passage(text, section=section)], kind)
    return str(sentence.polarity)


def test_praise_is_a_strength_and_fault_a_weakness() -> None:
    assert found("Visits are regular and purposeful, and children benefit from them.") == "strength"
    assert found("Too many children wait too long, and plans are poor.") == "weakness"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Plans are clear.", "+"),
        ("Plans are not clear.", "--"),
        ("There is no confusion.", "-+"),
        ("Leaders tackle confusion.", "+"),
    ],
)
def test_a_denial_turns_praise_and_fault_about(text: str, signs: str) -> None:
    assert "".join(one.sign for one in signs_of(cut(text).matched)) == signs


def test_a_word_of_contrast_begins_a_clause() -> None:
    parts = clauses(cut("Visits are regular, but records are poor.").matched)
    assert [(part.opens, part.sign) for part in parts] == [("", "+"), ("but", "-")]


def test_what_tells_what_to_do_under_a_list_of_improvements_recommends() -> None:
    section = "Areas for improvement > Within three months"
    assert (
        found("ensure that plans are clear and good", kind="safeguarding_lac", section=section) == "weakness"
    )


def test_a_list_says_what_its_bare_items_are() -> None:
    assert found("Timeliness of health assessments.", section="What needs to improve?") == "weakness"


def test_what_only_tells_of_the_inspection_finds_nothing() -> None:
    section = "Information about this inspection"
    text = "The inspection was carried out under section 136 of the Education and Inspections Act 2006."
    (sentence,) = find([passage(text, section=section)], "ilacs_standard")
    assert sentence.polarity == "neutral"
