"""Made-up passages, one for each thing that says of whom a sentence speaks and what it finds."""

import pytest

from conspectus.library import Passage, Place, SpokenOf
from conspectus.library.findings import find
from conspectus.library.findings.acronyms import short_names
from conspectus.library.findings.carrying import said_before
from conspectus.library.findings.context import told
from conspectus.library.findings.finder import _with_listed, valued
from conspectus.library.findings.linear import Linear
from conspectus.library.findings.mentions import matters, names_in
from conspectus.library.findings.signs import clauses, halves
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


def test_of_a_list_of_three_that_acts_one_that_is_sure_stands_for_all() -> None:
    (sentence,) = told([passage("Teachers, midwives and police officers meet.")], "jtai")
    sure = _with_listed(sentence, frozenset({SpokenOf.HEALTH}))
    assert sure == {SpokenOf.EDUCATION, SpokenOf.HEALTH, SpokenOf.POLICE}
    (two,) = told([passage("Teachers and midwives meet.")], "jtai")
    assert _with_listed(two, frozenset({SpokenOf.HEALTH})) == {SpokenOf.HEALTH}


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


def test_a_unit_is_carried_from_where_its_agency_was_told_to_where_it_stands_alone() -> None:
    opened = passage("The JIT of children’s social care is quick.")
    between = passage("Police officers listen.", paragraph=2)
    alone = passage("Children known to the JIT are seen.", paragraph=3)
    sentences = list(told([opened, between, alone], "jtai"))
    agencies = [frozenset({SpokenOf.COUNCIL}), frozenset({SpokenOf.POLICE}), frozenset[SpokenOf]()]
    units = [said.units for said in said_before(sentences, agencies.__getitem__)]
    assert units == [None, None, {SpokenOf.COUNCIL}]


def test_a_list_is_led_in_by_the_sentence_above_it_and_no_further_than_it_goes() -> None:
    texts = ["The police now:", "see children alone", "record what they say", "Plans are clear."]
    items = [passage(text, paragraph=at) for at, text in enumerate(texts)]
    items[1], items[2] = (one._replace(place=Place.BULLET) for one in items[1:3])
    agencies = [frozenset({SpokenOf.POLICE}), *[frozenset[SpokenOf]()] * 3]
    leads = [said.lead for said in said_before(list(told(items, "jtai")), agencies.__getitem__)]
    assert leads == [None, {SpokenOf.POLICE}, {SpokenOf.POLICE}, None]


@pytest.mark.parametrize(
    "text",
    [
        "The health and wellbeing strategy is clear.",
        "The police and crime plan says so.",
        "Her ex-partner and his new partner were told.",
        "More are entitled to free school meals.",
        "Children are looked after on a voluntary basis.",
        "He goes to school.",
    ],
)
def test_a_name_within_a_longer_name_of_something_else_is_nobody(text: str) -> None:
    assert names_in(text) == set()


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Although plans are clear, records are poor.", ("10", "01")),
        ("Plans are clear, although records are poor.", ("10", "01")),
        ("Plans are poor, but visits are regular.", ("01", "10")),
        ("Plans are clear and records are poor.", None),
    ],
)
def test_what_a_sentence_grants_is_weighed_apart_from_what_it_holds_against_it(
    text: str, both: tuple[str, str] | None
) -> None:
    assert halves(cut(text).matched) == both


def test_clues_weigh_the_same_in_whatever_order_they_come() -> None:
    model = Linear(("yes",), {str(at): [0.1 * at - 0.7] for at in range(15)})
    orders = [[str(at * step % 15) for at in range(15)] for step in (1, 2, 4, 7, 11)]
    assert len({model.totals(dict.fromkeys(order))[0] for order in orders}) == 1


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Work in schools is good.", "education"),
        ("Letters went to school leaders.", "education"),
        ("Letters went to school nurses.", "health"),
        ("Governors ask.", "education"),
        ("A national helpline answers.", "voluntary"),
    ],
)
def test_a_name_shows_within_a_place_where_several_are_meant_or_it_goes_on(text: str, of: str) -> None:
    assert names_in(text) == {of}


def test_what_is_an_agencys_work_is_known_though_nobody_is_named() -> None:
    assert matters(cut("Results at key stage 2 vary.")) == {"education"}
    assert matters(cut("Plans vary.")) == set()


@pytest.mark.parametrize(("of_mixed", "said"), [(0.5, "mixed"), (0.3, "strength")])
def test_mixed_is_said_where_it_weighs_nearly_as_much_as_what_weighs_most(of_mixed: float, said: str) -> None:
    (sentence,) = told([passage("Plans are clear.")], "jtai")
    model = Linear(("strength", "mixed"), {"bias": [1.0, of_mixed]})
    assert valued(sentence, model) == said
