"""Frameworks on the command line."""

from pathlib import Path

import pytest

from conspectus.definitions import frameworks
from tests.commands import conspectus
from tests.definitions.test_framework_mistakes import GOOD


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with one framework."""
    (tmp_path / "ours.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_list_names_each_with_its_results() -> None:
    text = conspectus("frameworks", "list")
    for name in frameworks():
        assert name in text
    for says in ("told in words", "each inspectorate", "unsatisfactory to", "act now to"):
        assert says in text


@pytest.mark.parametrize("name", frameworks())
def test_explain_shows_criteria_leads_scale_rules_and_examples(name: str) -> None:
    text = " ".join(conspectus("frameworks", "explain", name).split())
    one = frameworks()[name]
    for says in ("What it asks", "Who leads", "Scales", "Rules", one.example[0].title, "→"):
        assert says in text
    for area in one.area:
        assert area.criterion[0].id in text
    assert one.leaders[one.led_by[0]].split()[0] in text


def test_explain_takes_a_file_and_says_so_of_an_unknown_one(ours: Path) -> None:
    assert "red < green" in conspectus("frameworks", "explain", ours / "ours.toml")
    conspectus("frameworks", "explain", "nowhere", expect=2)


def test_check_executes_examples(ours: Path) -> None:
    assert "6 frameworks, 43 examples, 0 failing." in conspectus("frameworks", "check")
    text = conspectus("frameworks", "check", "--frameworks", ours)
    assert "ours: no example shows: each" in text
    assert "1 framework, 1 example, 0 failing." in text


def test_check_exits_1_where_an_example_does_not_hold_and_2_where_the_file_is_wrong(ours: Path) -> None:
    path = ours / "ours.toml"
    path.write_text(GOOD.replace('"overall weak"', '"overall fair"'), encoding="utf-8")
    text = conspectus("frameworks", "check", "--frameworks", path, expect=1)
    assert "ours: Both weak: overall should be fair and is weak" in text
    path.write_text(GOOD.replace("at_least = 2", "at_least = 9"), encoding="utf-8")
    conspectus("frameworks", "check", "--frameworks", path, expect=2)
    conspectus("frameworks", "check", "--frameworks", ours / "empty", expect=2)
