from .area import STEPS, make
from .plan import MANY, Form

__all__ = ["MANY", "STEPS", "Form", "make"]
