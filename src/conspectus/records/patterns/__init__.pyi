from .find import compiled, find, written

__all__ = ["compiled", "find", "written"]
