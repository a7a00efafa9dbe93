from .area import STEPS, make
from .form import MANY, YEAR, Form
from .programme import make_areas

__all__ = ["MANY", "STEPS", "YEAR", "Form", "make", "make_areas"]
