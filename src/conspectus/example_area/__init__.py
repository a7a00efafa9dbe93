"""A made-up area: families and their careers, every agency's returns, and the truth behind them."""

from conspectus.example_area.area import STEPS, make

__all__ = ["STEPS", "make"]
