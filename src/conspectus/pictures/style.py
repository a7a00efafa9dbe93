"""How pictures are styled: on a page of their own, and within another page."""

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from conspectus.definitions import agencies
from conspectus.pages import held_to
from conspectus.pictures.heat import heat_style

PLACE = "picture"  # the class of the element that holds one within another page


@cache
def picture_style() -> Markup:
    """What pictures add to the style of every page; each agency's colour by a class, as strict policies ask."""
    own = files("conspectus.pictures").joinpath("templates", "pictures.css").read_text(encoding="utf-8")
    colours = "".join(
        f".letter.of-{term.id} {{ background: {term.colour}; }}\n"
        f".agency-bars.of-{term.id} {{ border-color: {term.colour}; }}\n"
        for term in agencies().values()
    )
    return Markup(own + colours + heat_style())


def part_style() -> str:
    """What pages and pictures are styled with, held to what lies within `.picture`."""
    return held_to(PLACE, str(picture_style()))
