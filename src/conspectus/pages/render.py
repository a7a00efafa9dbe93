"""Fill a template: the calling package's own first, then those shared by every page."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conspectus.pages.style import stylesheet
from conspectus.plain import chance, counted, day, percent


def render(package: str, template: str, /, **context: object) -> str:
    """The text of `template`, looked up in `<package>/templates` and then among the shared ones.

    Whatever `context` holds is escaped; a name that a template uses and `context` lacks is an error.
    """
    return _environment(package).get_template(template).render(context, layout="base.html.j2")


def render_part(package: str, template: str, /, **context: object) -> Markup:
    """Only what a page says, without head and style, to be put into another page."""
    return Markup(_environment(package).get_template(template).render(context, layout="part.html.j2"))


@cache
def held_to(place: str, own: str) -> str:
    """The style of every page and `own` after it, held to what lies within an element of the class `place`."""
    style = (stylesheet() + own).replace(":root", "&").replace("body {", "& {")
    return f".{place} {{\n{style}\n}}\n"


@cache
def _environment(package: str) -> Environment:
    folders = [Path(str(files(name))) / "templates" for name in (package, __package__)]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"day": day, "percent": percent, "chance": chance, "counted": counted}
    environment.globals["stylesheet"] = Markup(stylesheet())
    return environment
