from .join import join

__all__ = ["join"]
