"""The few shapes that every page is made of."""

from collections.abc import Iterable, Sequence

from conspectus.plain import words as apart

NOT_YET_CHECKED = "not yet checked"


def page(title: str, *parts: str, made_from: str) -> str:
    """A page with its title; `made_from` tells the reader what to edit instead of it."""
    return (
        "\n\n".join(
            [f"<!-- Made by `python3 dev.py docs` from {made_from}. -->", f"# {title}", *parts]
        ).rstrip()
        + "\n"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a cell's line breaks and bars are made harmless."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell(part) for part in line) + " |" for line in lines)


def cell(part: object) -> str:
    """One cell's text."""
    return " ".join(str(part).split()).replace("|", "\\|")


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """What is so, as a table of two columns; what is empty is left out."""
    return table(["in short", "&nbsp;"], [(f"**{name}**", value) for name, value in pairs if str(value)])


def code(word: object) -> str:
    """A word as it stands in files."""
    return f"`{word}`"


def codes(words: Iterable[object], *, between: str = ", ") -> str:
    """Several such words."""
    return between.join(code(word) for word in words)


def fenced(text: str, language: str = "") -> str:
    """Text verbatim."""
    return f"```{language}\n{text.rstrip()}\n```"


def folded(title: str, body: str) -> str:
    """What only some readers open."""
    inner = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
    return f'??? note "{title}"\n\n{inner}'


def warned(title: str, body: str) -> str:
    """What every reader must see."""
    return f'!!! warning "{title}"\n\n    {body}'


def words(identifier: str) -> str:
    """An identifier as people say it."""
    return apart(identifier)
