"""Careers of children through the system, and the order in which they are lived."""

from conspectus.example_area.careers.care import looked_after
from conspectus.example_area.careers.conferences import take_part
from conspectus.example_area.careers.everyday import everyday, make_known
from conspectus.example_area.careers.exploitation import PLANTED, plant
from conspectus.example_area.careers.front_door import front_door
from conspectus.example_area.careers.harm import domestic_abuse, police_protection
from conspectus.example_area.careers.information import ask_others
from conspectus.example_area.careers.missing import goes_missing
from conspectus.example_area.careers.protection import enquire, long_on_plan
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Town
from conspectus.example_area.register import Register

__all__ = ["PLANTED", "live"]


def live(town: Town, *, draw: Draw, book: Register, theme: str) -> None:
    """A year of the area: the theme's children, then every family, then what rests on who knows whom."""
    plant(town, draw=draw, book=book, theme=theme)
    for family in town.families:
        if not family.theme:
            _year(family, draw=draw, book=book)
    for family in town.families:
        ask_others(family, draw=draw, book=book)
        take_part(family, draw=draw, book=book)
        make_known(family, draw=draw, book=book)


def _year(family: Family, *, draw: Draw, book: Register) -> None:
    everyday(family, draw=draw, book=book)
    domestic_abuse(family, draw=draw, book=book)
    police_protection(family, draw=draw, book=book)
    looked_after(family, draw=draw, book=book)
    goes_missing(family, draw=draw, book=book)
    long_on_plan(family, draw=draw, book=book)
    for enquiry in front_door(family, draw=draw, book=book):
        enquire(enquiry, family=family, draw=draw, book=book)
