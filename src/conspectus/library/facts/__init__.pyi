from .areas import codes_of, resolve_area
from .facts import read_facts
from .lists import is_item, list_of

__all__ = ["codes_of", "is_item", "list_of", "read_facts", "resolve_area"]
