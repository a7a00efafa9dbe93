"""What a published report says of itself: kind, area, dates, theme, authors, grades, and counts of its lists."""

from conspectus.library.facts.areas import resolve_area
from conspectus.library.facts.facts import read_facts

__all__ = ["read_facts", "resolve_area"]
