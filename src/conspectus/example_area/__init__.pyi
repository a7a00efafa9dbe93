from .area import STEPS, make
from .form import MANY, YEAR, Form
from .plan import Wanted
from .programme import make_areas

__all__ = ["MANY", "STEPS", "YEAR", "Form", "Wanted", "make", "make_areas"]
