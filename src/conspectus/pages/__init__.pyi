from .render import held_to, render, render_part
from .style import stylesheet

__all__ = ["held_to", "render", "render_part", "stylesheet"]
