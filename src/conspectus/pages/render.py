"""Fill a template: the calling package's own first, then those shared by every page."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conspectus.pages.context import Context, values_of
from conspectus.pages.style import stylesheet
from conspectus.plain import chance, counted, day, percent


def render(package: str, context: Context) -> str:
    """The text of a context's template, looked up in `<package>/templates` and then among the shared ones.

    Whatever the context holds is escaped; a name that the template uses and the context lacks is an error.
    """
    return _filled(package, context, layout="base.html.j2")


def render_part(package: str, context: Context) -> Markup:
    """Only what a page says, without head and style, to be put into another page."""
    return Markup(_filled(package, context, layout="part.html.j2"))


def _filled(package: str, context: Context, *, layout: str) -> str:
    return environment(package).get_template(context.template).render(values_of(context), layout=layout)


@cache
def held_to(place: str, own: str) -> str:
    """The style of every page and `own` after it, held to what lies within an element of the class `place`."""
    style = (stylesheet() + own).replace(":root", "&").replace("body {", "& {")
    return f".{place} {{\n{style}\n}}\n"


@cache
def environment(package: str) -> Environment:
    """Where a package's templates are found, with the filters and names that every one of them has."""
    folders = [Path(str(files(name))) / "templates" for name in (package, __package__)]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"day": day, "percent": percent, "chance": chance, "counted": counted}
    environment.globals["stylesheet"] = Markup(stylesheet())
    return environment
