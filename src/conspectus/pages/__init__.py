"""Self-contained, accessible pages: one base page, one style sheet, shared tables and figures."""

from conspectus.pages.render import render, render_part, stylesheet
from conspectus.pages.words import day

__all__ = ["day", "render", "render_part", "stylesheet"]
