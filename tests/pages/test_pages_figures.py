"""One place rounds shares, for pages, pictures and commands alike."""

import re
from pathlib import Path

import pytest

import conspectus
from conspectus.plain import chance, percent

SOURCE = Path(conspectus.__file__).parent


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, "–"), (0, "0%"), (0.004, "under 1%"), (0.005, "1%"), (0.285, "29%"), (0.645, "65%"), (0.5, "50%"),
        (0.994, "99%"), (0.995, "over 99%"), (0.9999, "over 99%"), (1, "100%"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_halves_upwards_and_never_to_nothing(share: float | None, said: str) -> None:
    assert percent(share) == said


def test_a_child_that_was_drawn_had_a_chance() -> None:
    assert (chance(0.0), chance(0.005), chance(None)) == ("under 1%", "1%", "–")


def test_nobody_else_rounds_a_share() -> None:
    written = re.compile(r":[>\d]*\.\d%\}|floatformat")
    found = {
        str(path.relative_to(SOURCE)): len(written.findall(path.read_text(encoding="utf-8")))
        for path in SOURCE.rglob("*")
        if path.suffix in (".py", ".html", ".j2") and "example_area" not in path.parts
    }
    assert {path for path, many in found.items() if many} == set()
