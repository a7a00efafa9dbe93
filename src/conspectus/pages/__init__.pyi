from .render import held_to, render, render_part, stylesheet
from .words import day, month

__all__ = ["day", "held_to", "month", "render", "render_part", "stylesheet"]
