"""What a template is given: a class for each, so that the type check or a test finds a slip in a name."""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Context:
    """What one template is given: a subclass names its template, and its fields are all that the template may use.

    The type check holds whoever makes one to the fields; tests hold the template to them, and them to the template.
    """

    template: ClassVar[str] = ""

    def __init_subclass__(cls, template: str = "") -> None:
        """Take the template's name, which a class without one leaves to its own subclasses."""
        cls.template = template or cls.template


def names_of(of: type[Context]) -> list[str]:
    """The names that the template may use."""
    return [field.name for field in fields(of)]


def values_of(context: Context) -> dict[str, object]:
    """Each name with its value, as an engine for templates takes them."""
    return {name: getattr(context, name) for name in names_of(type(context))}
