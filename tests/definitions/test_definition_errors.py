"""A definition with a mistake is refused with the file, the key and the way to mend it."""

from pathlib import Path

import pytest

from conspectus.definitions import SHIPPED, Pattern, duties, load_duties, load_duty, patterns, sampling_plan
from conspectus.definitions import events as words
from conspectus.definitions.base import load
from conspectus.definitions.sampling_plan import SamplingPlan
from conspectus.errors import DefinitionError

GOOD = """
id = "ours"
title = "B after A"
kind = "response"
owed_by = "police"
trigger = { event = "a" }
response = { event = "b" }
within = { hours = 3 }
standing = "local"
confirmed = false
source = "a test"
in_force = [{ from = 2000-01-01 }]
"""


def told(tmp_path: Path, text: str, name: str = "ours.toml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_duty(path)
    assert str(path) in str(refused.value) and refused.value.todo
    return refused.value.what


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("hours = 3", "hour = 3"), "within.hour: no such key"),
        (("hours = 3", "hours = 3, minutes = 1"), "within: give one of working_days"),
        (("hours = 3", "hours = -3"), "within.hours"),
        (('kind = "response"', ""), "kind is missing"),
        (('kind = "response"', 'kind = "reply"'), "kind must be one of"),
        (('owed_by = "police"', 'owed_by = "army"'), "owed_by"),
        (("confirmed = false", ""), "confirmed: missing"),
        (('standing = "local"', 'standing = "law"'), "standing"),
        (("within", 'once_per = "week"\nwithin'), "known episodes: enquiry"),
        (('id = "ours"', "id = "), "not readable as TOML"),
    ],
)
def test_a_mistake_names_its_key(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    assert says in told(tmp_path, GOOD.replace(*change))


@pytest.mark.parametrize("key", ["knows_within", "pair_within"])
def test_spans_that_are_counted_back_from_a_meeting_are_of_the_calendar(tmp_path: Path, key: str) -> None:
    text = (SHIPPED / "duties" / "conference-participation.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(key))
    assert "give it in calendar_months or calendar_days" in told(
        tmp_path, text.replace(line, f"{key} = {{ working_days = 20 }}"), "conference-participation.toml"
    )


def test_how_recent_is_in_months_and_a_patterns_window_of_the_calendar(tmp_path: Path) -> None:
    for name, model, old, units in (
        ("sampling.toml", SamplingPlan, "recent = { calendar_months = 6 }", "calendar_months,"),
        (
            "patterns/cse.toml",
            Pattern,
            "window = { calendar_days = 90 }",
            "calendar_months or calendar_days,",
        ),
    ):
        text = (SHIPPED / name).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / Path(name).name
        path.write_text(text.replace(old, f"{old.split()[0]} = {{ hours = 6 }}"), encoding="utf-8")
        with pytest.raises(DefinitionError, match=f"give it in {units}"):
            load(model, path)


def test_a_file_is_named_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "theirs.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"ours\.toml"):
        load_duties(tmp_path)


def test_duties_patterns_and_sample_speak_known_words() -> None:
    named = {word for pattern in patterns().values() for sign in pattern.sign for word in sign.events.words}
    named |= {word for stratum in sampling_plan().stratum for word in stratum.events}
    for duty in duties().values():
        for name in (
            "trigger",
            "response",
            "while_",
            "meeting",
            "invitation",
            "taking_part",
            "sent",
            "received",
        ):
            selector = getattr(duty, name, None)
            named |= set(selector.words) if selector is not None else set()
    assert named <= set(words())
