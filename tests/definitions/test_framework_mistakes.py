"""A mistake in a framework file is told with the file, the key and the way to mend it."""

from pathlib import Path

import pytest

from conspectus.definitions import load_framework, load_frameworks
from conspectus.errors import DefinitionError

GOOD = """\
id = "ours"
scale = ["weak", "fair", "strong"]
tells = { strengths_from = "strong", improve_up_to = "weak" }
gives = ["overall", "agencies"]

[leads]
council = "ofsted"
police = "yard"

[bodies]
yard = "The yard"

[[area]]
id = "a"
criterion = [{ id = "a1", asks = "Is it so?", agencies = ["council", "police"] }]

[[scales]]
of = "each_agency"
levels = ["red", "green"]

[[rule]]
id = "low"
cap = { of = "overall", at = "weak", when = { at_least = 2, are_at_most = "weak" } }

[[rule]]
id = "each"
cap = { of = "each_agency", at = "red", when = { are_at_most = "fair" } }

[[example]]
title = "Both weak"
shows = ["low"]
given = ["every every weak"]
then = ["overall weak", "agency:police red"]
"""


def load(folder: Path, text: str) -> None:
    """Load the file as `ours.toml`."""
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    load_framework(path)


def test_the_good_one_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    assert list(load_frameworks(tmp_path)) == ["ours"]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('id = "ours"\n', "", "id: missing"),
        ('id = "ours"', 'id = "Our Own"', "id: "),
        ("gives = ", "averages = true\ngives = ", "averages: no such key"),
        ('["weak", "fair", "strong"]', '["weak"]', "scale: "),
        ('"fair", "strong"]', '"fair", "none"]', "scale: 'none' has a meaning of its own: name the level"),
        ('gives = ["overall", "agencies"]', 'gives = ["everything"]', "gives[1]: "),
        ('gives = ["overall", "agencies"]', 'gives = ["agencies"]', "add 'overall' to `gives`"),
        ('["overall", "agencies"]', '["overall", "overall", "agencies"]', "gives 'overall' is there twice"),
        ('police = "yard"', 'police = "met"', "leads.police: there is no inspectorate 'met'; known: ofsted"),
        ('police = "yard"\n', "", "leads: nobody leads for police; add a line for it"),
        ('yard = "The yard"', 'yard = "The yard"\ncqc = "Ours"', "bodies.cqc: it is an inspectorate already"),
        ('strengths_from = "strong"', 'strengths_from = "best"', "tells: there is no level 'best'"),
        ('of = "each_agency"\nlevels', "levels", "scales 1: it is of no result and no answer"),
        (
            'of = "each_agency"\nlevels',
            'of = "each_area"\nlevels',
            "scales 1: each_area: the framework gives",
        ),
        ('at = "red"', 'at = "weak"', "rule each: at: there is no level 'weak'; known: red, green"),
        ('at = "red"', 'at = "green"', "rule each: at is 'green', the top of the scale: name a lower level"),
        (
            'are_at_most = "fair"',
            'are_at_most = "red"',
            "rule each: when.are_at_most: there is no level 'red'",
        ),
        ("at_least = 2", "at_least = 3", "rule low: at_least is 3, but its selector holds at most 2 cells"),
        ("at_least = 2", "at_least = 0", "rule[1].cap.when.at_least: "),
        ('of = "overall", at', 'of = "agency:health", at', "rule low: there is no target 'agency:health'"),
        ('given = ["every every weak"]', 'given = ["every weak"]', "write agency, criterion and level"),
        ('"agency:police red"]', '"agency:police weak"]', "write a target and a level, none or told"),
        ('shows = ["low"]', 'shows = ["high"]', "example 'Both weak': there is no rule 'high'"),
        ("[leads]", "[leads", "not readable as TOML"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_way(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    assert right in GOOD
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, GOOD.replace(right, wrong))
    assert says in error.value.what
    assert error.value.where.endswith("ours.toml")
    assert error.value.todo


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"Name the file ours\.toml"):
        load_frameworks(tmp_path)
