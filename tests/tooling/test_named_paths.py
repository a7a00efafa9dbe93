"""What the guides name is there, so that nobody is sent to a place that has moved."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("CONTRIBUTING.md", "README.md")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|toml|py|yml))`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
MADE = (
    "__init__.py",
    "letter",
    "site/",
    ".venv/",
    "demo/",
    "area/",
    "returns/",
    "inspection/",
    "return.toml",
    "templates/",
    ".cache/",
)


def named(guide: str) -> list[str]:
    text = (ROOT / guide).read_text(encoding="utf-8")
    paths = [path for path in PATH.findall(text) if not path.startswith(MADE)]
    return sorted({*paths, *LINK.findall(text)})


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_that_a_guide_names_exists(guide: str) -> None:
    assert named(guide), f"{guide} names no path: has its style changed?"
    assert [path for path in named(guide) if not (ROOT / path).exists()] == []


def test_contributing_says_where_the_four_new_things_go() -> None:
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    for thing in ("duty", "return format", "framework rule", "page"):
        [line] = [line for line in lines if re.match(rf"\| (a |an )?(new )?{thing} \|", line)]
        assert "src/conspectus/" in line
