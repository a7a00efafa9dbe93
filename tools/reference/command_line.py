"""Every command as it explains itself."""

import re
from collections.abc import Iterator

import typer
from typer.testing import CliRunner

from conspectus.cli import app
from tools.reference.markdown import fenced, page

WIDE = {"COLUMNS": "96", "TERMINAL_WIDTH": "96", "NO_COLOR": "1", "TERM": "dumb"}


def pages() -> dict[str, str]:
    """One page."""
    parts = [
        "Every command explains itself with `--help`; this is what they say. Exit codes: 0 all is well; 1 the "
        "answer is *no* (a return has errors, a letter does not hold); 2 what was given cannot be used, and "
        "the message says what, where and what to do next. Pictures and data go to standard output, progress "
        "to standard error.",
        fenced(_help()),
    ]
    for words in _commands(app):
        parts += [f"## conspectus {' '.join(words)}", fenced(_help(*words))]
    return {"docs/reference/command-line.md": page("The command line", *parts, made_from="cli/")}


def _commands(group: typer.Typer, *words: str) -> Iterator[tuple[str, ...]]:
    for command in group.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        yield (*words, name.replace("_", "-"))
    for inner in group.registered_groups:
        if inner.typer_instance:
            yield from _commands(inner.typer_instance, *words, str(inner.name))


def _help(*words: str) -> str:
    """What `--help` prints, at a fixed width whatever the terminal."""
    result = CliRunner().invoke(app, [*words, "--help"], env=WIDE, prog_name="conspectus")
    if result.exit_code:
        raise SystemExit(f"conspectus {' '.join(words)} --help fails: {result.output}")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", result.output)
    return "\n".join(line.rstrip() for line in plain.strip().splitlines())
