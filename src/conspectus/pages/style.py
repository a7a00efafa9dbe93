"""The style sheet of every page: what lies in `style.css`, and the colours of words from where the words are."""

from functools import cache
from importlib.resources import files

from conspectus.wording import Word, statuses


@cache
def stylesheet() -> str:
    """The style sheet of every page."""
    own = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return own + "".join(_tag(f"status-{word.code}", word) for word in statuses().values())


def _tag(name: str, word: Word) -> str:
    colour = word.colour
    if colour is None:
        return ""
    kind = "style" if colour.edge == "dashed" else "color"
    edge = f" border-{kind}: {colour.edge};" if colour.edge else ""
    return f".{name} {{ background: {colour.ground}; color: {colour.ink};{edge} }}\n"
