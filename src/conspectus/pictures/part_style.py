"""The style of pictures that stand in another page."""

from functools import cache
from importlib.resources import files

from conspectus.pages import stylesheet

PLACE = "picture"  # the class of the element that holds one


@cache
def part_style() -> str:
    """What pages and pictures are styled with, held to what lies within `.picture`."""
    pictures = files("conspectus.pictures").joinpath("templates", "pictures.css").read_text(encoding="utf-8")
    style = (stylesheet() + pictures).replace(":root", "&").replace("body {", "& {").replace("body{", "&{")
    return f".{PLACE} {{\n{style}\n}}\n"
