"""The parts of pages written by hand that are made from the words of codes: between two comments, and nowhere else."""

import re
from collections.abc import Callable
from pathlib import Path

from conspectus.plain import capital, listed
from conspectus.wording import statuses
from tools.reference.markdown import table

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(<!-- (\w+): made from the words of codes -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> dict[str, str]:
    """Each page that has such a part, with it made anew."""
    return {name: spoken(name) for name in MAKERS}


def spoken(name: str) -> str:
    """One page with its parts made anew."""
    made = MAKERS[name]
    text = (ROOT / name).read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: found[1] + made[found[2]]() + found[3], text)


def _status_lines() -> str:
    words = list(statuses().values())
    first = f"- **Status**: of an obligation: {listed([f'*{word.word}*' for word in words])}.\n"
    return first + "".join(f"- **{capital(word.word)}**: `{word.code}`: {word.meaning}.\n" for word in words)


def _status_table() -> str:
    return table(("status", "means"), ((word.word, word.meaning) for word in statuses().values())) + "\n"


MAKERS: dict[str, dict[str, Callable[[], str]]] = {
    "GLOSSARY.md": {"statuses": _status_lines},
    "docs/explanation/obligations.md": {"statuses": _status_table},
}
