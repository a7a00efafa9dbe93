from .find import compiled, find

__all__ = ["compiled", "find"]
