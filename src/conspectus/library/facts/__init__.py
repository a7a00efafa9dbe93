"""What a published report says of itself: kind, area, dates, theme, authors, grades, and counts of its lists."""

from conspectus.library.facts.areas import resolve_area
from conspectus.library.facts.facts import read_facts
from conspectus.library.facts.lists import is_item, list_of

__all__ = ["is_item", "list_of", "read_facts", "resolve_area"]
