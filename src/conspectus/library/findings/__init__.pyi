from .finder import find

__all__ = ["find"]
