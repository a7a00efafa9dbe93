from .area import STEPS, make
from .form import MANY, Form
from .programme import make_areas
from .settings import YEAR

__all__ = ["MANY", "STEPS", "YEAR", "Form", "make", "make_areas"]
