"""What only the joint record shows: patterns over several agencies' events, and the silo gaps they leave."""

from conspectus.records.patterns.find import compiled, find, written

__all__ = ["compiled", "find", "written"]
