"""Mistakes that people make in a duty file: each is told with the file, the key and how to mend it."""

from pathlib import Path

import pytest

from conspectus.definitions import load_duty
from conspectus.errors import ConspectusError, DefinitionError
from conspectus.records.duties import run_example
from conspectus.records.engine import Engine
from tests.definitions.test_definition_errors import GOOD

FORCE = "in_force = [{ from = 2000-01-01 }]"
RECURRENCE = GOOD.replace('kind = "response"', 'kind = "recurrence"').replace("trigger =", "while =")
RECURRENCE = RECURRENCE.replace("within = { hours = 3 }", "every = [{ calendar_days = 3 }]")
EVERY = "every = [{ calendar_days = 3 }]"
EXAMPLE = '[[example]]\ntitle = "x"\ngiven = ["2026-03-02 a"]\nthen = ["missed"]\n'
PARTICIPATION = """
id = "ours"
title = "Come to the meeting"
kind = "participation"
convened_by = "council"
meeting = { event = "m" }
invitation = { event = "i" }
taking_part = { event = "t" }
knows_within = { calendar_months = 12 }
pair_within = { calendar_days = 30 }
standing = "local"
confirmed = false
source = "a test"
in_force = [{ from = 2000-01-01 }]
"""

MISTAKES = [
    (GOOD, "{ hours = 3 }", "3", "within: write it in braces"),
    (GOOD, "hours = 3", 'hours = "three"', "within.hours: write a whole number, without quotation marks"),
    (GOOD, "hours = 3", "hours = 2.5", "within.hours: write a whole number"),
    (GOOD, "hours = 3", "hours = -3", "within.hours: write a number that is at least 0"),
    (GOOD, 'trigger = { event = "a" }', 'trigger = "a"', "trigger: write it in braces"),
    (GOOD, '"a" }', '"a", where = { result = "x" } }', "trigger.where.result: no such key; use 'outcome'"),
    (GOOD, '"a" }', '"a", where = { outcome = [] } }', "trigger: where.outcome: give a value"),
    (GOOD, '"a" }', '"a", at = "end" }', "trigger.at: use 'started' or 'ended'"),
    (GOOD, '{ event = "a" }', "{ event = [] }", "trigger: event: give an event word"),
    (GOOD, FORCE, 'in_force = [{ from = "January" }]', "in_force[1].from: write a date, such as 2026-05-22"),
    (GOOD, FORCE, "in_force = { from = 2000-01-01 }", "in_force: write it as a list"),
    (GOOD, FORCE, "in_force = [{ from = 2000-01-01, to = 1999-01-01 }]", "in_force[1]: to (1999-01-01) lies"),
    (GOOD, FORCE, "in_force = []", "in_force: give at least 1"),
    (GOOD, "confirmed = false", 'confirmed = "maybe"', "confirmed: write true or false"),
    (GOOD, 'id = "ours"', 'id = "Our Duty"', "id: use small letters"),
    (GOOD, FORCE, f'{FORCE}\nnations = ["cornwall"]', "nations[1]: use 'england'"),
    (GOOD, FORCE, f'{FORCE}\nunless = {{ event = "c" }}', "unless: write it as a list"),
    (GOOD, FORCE, f'{FORCE}\nmatch = "one-to-one"', "match: use 'shared' or 'one_to_one'"),
    (GOOD, 'owed_by = "police"', "", "owed_by: missing"),
    (GOOD, 'owed_by = "police"', 'owed_by = "army"', "or 'voluntary', or use 'counterparty' or 'recorder'"),
    (GOOD + EXAMPLE, '["missed"]', '["failed"]', "example[1].then: 'failed' does not end with a status"),
    (GOOD + EXAMPLE, '["missed"]', '"missed"', "example[1].then: write it as a list"),
    (GOOD + EXAMPLE, '["2026-03-02 a"]', "[]", "example[1].given: give at least 1"),
    (RECURRENCE, EVERY, "every = []", "every: give at least 1"),
    (RECURRENCE, EVERY, "every = { calendar_days = 3 }", "every: write it as a list"),
    (RECURRENCE, EVERY, "every = [{ hours = 3 }, { calendar_days = 3 }]", "every: keep to days and months"),
    (RECURRENCE, "= 3 }]", "= 3, under_age = 5 }]", "every: by age, all but the last have under_age"),
    (
        RECURRENCE,
        "every = [{",
        "every = [{ calendar_days = 9, under_age = 5 }, {",
        "every: by age, put the youngest first",
    ),
    (
        RECURRENCE,
        "every = [{",
        "every = [{ calendar_months = 1, under_age = 5 }, {",
        "every: by age, keep to one unit",
    ),
    (RECURRENCE, "while =", "trigger =", "while: missing; trigger: no such key"),
    (
        PARTICIPATION,
        "calendar_months = 12",
        "hours = 12",
        "knows_within: give it in calendar_months",
    ),
    (
        PARTICIPATION,
        "calendar_days = 30",
        "working_days = 30",
        "pair_within: give it in calendar_months",
    ),
]


@pytest.mark.parametrize(("text", "old", "new", "says"), MISTAKES, ids=[says for *_, says in MISTAKES])
def test_a_mistake_is_told_with_its_key_and_how_to_mend_it(
    tmp_path: Path, text: str, old: str, new: str, says: str
) -> None:
    assert old in text
    path = tmp_path / "ours.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_duty(path)
    assert refused.value.where == str(path) and refused.value.todo
    assert says in refused.value.what
    assert "Input should" not in refused.value.what and "the file:" not in refused.value.what


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2nd a", "row 1 has no readable date in started: '2nd'"),
        ("2026-02-30 a", "row 1 has no readable date in started: '2026-02-30'"),
        ("a", "needs a date and an event word"),
        ("2026-03-02 a who=me", "the unknown key 'who'"),
    ],
)
def test_a_line_of_an_example_names_the_duty_and_the_example(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text((GOOD + EXAMPLE).replace("2026-03-02 a", line), encoding="utf-8")
    duty = load_duty(path)
    with Engine() as engine, pytest.raises(ConspectusError, match="ours, example 'x'") as refused:
        run_example(engine, duty, duty.example[0])
    assert says in refused.value.what
