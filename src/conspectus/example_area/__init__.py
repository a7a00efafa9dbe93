"""A made-up area: families and their careers, every agency's returns, and the truth behind them."""

from conspectus.example_area.area import STEPS, make
from conspectus.example_area.plan import MANY, Form

__all__ = ["MANY", "STEPS", "Form", "make"]
