from .context import Context, names_of, values_of
from .render import environment, held_to, render, render_part
from .style import stylesheet

__all__ = [
    "Context",
    "environment",
    "held_to",
    "names_of",
    "render",
    "render_part",
    "stylesheet",
    "values_of",
]
