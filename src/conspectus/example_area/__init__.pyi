from .area import STEPS, make
from .form import MANY, Form

__all__ = ["MANY", "STEPS", "Form", "make"]
