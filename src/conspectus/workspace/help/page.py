"""A page of the documentation as part of a page of the workspace."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

from conspectus.workspace.help.look import Look

# The same as in mkdocs.yml, so that a page reads here as it does there.
EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.highlight",
]
SETTINGS: dict[str, dict[str, Any]] = {"pymdownx.highlight": {"use_pygments": False}}


class Heading(NamedTuple):
    """A heading of a page, for its list of contents."""

    id: str
    title: str


class Read(NamedTuple):
    """A page."""

    title: str
    body: SafeString
    parts: list[Heading]


@lru_cache(maxsize=256)
def read(path: Path) -> Read:
    """A page's file, read once: what is installed does not change while it is served."""
    made = Markdown(extensions=[*EXTENSIONS, Look(path)], extension_configs=SETTINGS)
    body = made.convert(path.read_text(encoding="utf-8"))
    parts = [Heading(one["id"], one["name"]) for top in made.toc_tokens for one in top["children"]]  # type: ignore[attr-defined]
    title = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    # Our own files, shipped with the program: nobody's words are among them.
    return Read(title[1] if title else path.stem, mark_safe(_reachable(body)), parts)


def _reachable(body: str) -> str:
    """Verbatim text scrolls sideways by itself, so a keyboard must be able to reach it."""
    return body.replace('<pre class="highlight">', '<pre class="c-verbatim" tabindex="0">')
