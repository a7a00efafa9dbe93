"""Self-contained, accessible pages: one base page, one style sheet, shared tables and figures."""

from conspectus.pages.render import held_to, render, render_part, stylesheet
from conspectus.pages.words import day, month

__all__ = ["day", "held_to", "month", "render", "render_part", "stylesheet"]
