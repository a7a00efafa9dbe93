from .choose import choose

__all__ = ["choose"]
