"""Forms as GOV.UK Frontend draws them: our templates over Django's own fields."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
# Those that Django's template draws as one element `input`, and of these those that may stand within a label.
OPTIONS = frozenset(f"{WIDGETS}{name}_option.html" for name in ("radio", "checkbox"))
INPUTS = OPTIONS | {
    f"{WIDGETS}{name}.html"
    for name in (
        "checkbox", "date", "datetime", "email", "file", "hidden", "input", "number", "password", "search", "tel",
        "text", "time", "url",
    )
}  # fmt: skip


class Renderer(TemplatesSetting):
    """One template for each form, and one for each kind of field; inputs without one, of which a page has dozens."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """What Django's templates draw, letter by letter."""
        widget = context.get("widget")
        if widget and template_name in INPUTS and not (template_name in OPTIONS and widget["wrap_label"]):
            return _input(widget)
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(
        f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'
    )  # all escaped


def _attributes(given: dict[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in given.items()
        if value is not False
    )
