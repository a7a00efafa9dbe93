"""Shipped frameworks hold together, and mistakes in a framework file are told in words."""

import tomllib
from pathlib import Path

import pytest

from conspectus.definitions import Framework, WorkedExample, frameworks, load_framework
from conspectus.errors import DefinitionError
from conspectus.judgment import differences
from tests.judgment.judgment_making import cap, small

EXAMPLES = [
    pytest.param(framework, example, id=f"{framework.id}: {example.title}")
    for framework in frameworks().values()
    for example in framework.example
]


@pytest.mark.parametrize(("framework", "example"), EXAMPLES)
def test_worked_examples_come_out_as_written(framework: Framework, example: WorkedExample) -> None:
    assert differences(framework, example) == []


@pytest.mark.parametrize("framework", frameworks().values(), ids=frameworks())
def test_every_shipped_rule_speaks_and_decides_an_example(framework: Framework) -> None:
    shown = {rule for example in framework.example for rule in example.shows}
    assert {rule.id for rule in framework.rule} == shown
    assert all(rule.says for rule in framework.rule)


def test_a_wrong_example_is_told() -> None:
    framework = small(
        cap("low", "inadequate", 1, "inadequate"),
        example=[{"title": "t", "shows": ["low"], "given": ["every every good"], "then": ["overall good"]}],
    )
    assert differences(framework, framework.example[0]) == [
        "overall should be good and is outstanding",
        "rule low decides nothing",
    ]


def test_the_rules_of_the_design_load_as_written() -> None:
    text = """
        id = "whole-system"
        scale = ["inadequate", "requires_improvement", "good", "outstanding"]
        [[area]]
        id = "protection"
        [[area.criterion]]
        id = "p1"
        asks = "Risk is recognised early and shared with those who need to know."
        agencies = ["council", "police", "health", "education", "voluntary"]
        [leads]
        council = "ofsted"
        police = "hmicfrs"
        health = "cqc"
        education = "ofsted"
        voluntary = "ofsted"
        [[rule]]
        id = "no-blinkers"
        coverage = { of = "overall", cells = { agency = ["council", "police", "health", "education"] } }
        [[rule]]
        id = "weakest-partner"
        cap = { of = "overall", at = "requires_improvement", when = { cells = { area = "protection" }, at_least = 2, are_at_most = "inadequate" } }
    """  # noqa: E501 (as the design writes it)
    framework = Framework.model_validate(tomllib.loads(text))
    assert [rule.kind for rule in framework.rule] == ["coverage", "cap"]
    assert framework.rule[1].shown == (
        "At most requires improvement for overall when at least 2 cells are at most inadequate."
    )


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (cap("r", "great", 1, "good"), "there is no level 'great'; known: inadequate"),
        (cap("r", "good", 1, "outstanding"), "the top of the scale"),
        (cap("r", "good", 1, "good", area="c"), "there is no area 'c'; known: a, b"),
        (cap("r", "good", 1, "good", criterion="a9"), "there is no criterion 'a9'"),
        (cap("r", "good", 1, "good", agency="probation"), "there is no agency 'probation'; known: council"),
        (cap("r", "good", 1, "good", of="area:c"), "there is no target 'area:c'"),
        (cap("r", "good", 13, "good"), "at_least is 13, but its selector holds at most 12 cells"),
        (cap("r", "good", 1, "good", of="area:a", area="b"), "its selector holds no cell of its target"),
        ({"id": "r"}, "give one of cap, coverage, quorum"),
    ],
)
def test_a_mistaken_rule_is_refused_in_words(rule: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match="rule r: ") as error:
        small(rule)
    assert says in str(error.value)


def test_a_file_with_several_mistakes_tells_them_all(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        """
        id = "mine"
        scale = ["low", "low"]
        tells = { strengths_from = "high", improve_up_to = "low" }
        [[area]]
        id = "a"
        criterion = [{ id = "a1", asks = "x", agencies = ["council", "police"] }]
        [leads]
        council = "nobody"
        """,
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as error:
        load_framework(path)
    for says in (
        "level 'low' is there twice",
        "nobody leads for police",
        "no inspectorate 'nobody'",
        "'high'",
    ):
        assert says in error.value.what


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="averages"):
        small(averages=True)
