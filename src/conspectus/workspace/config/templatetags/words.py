"""How templates write the field's words, and the classes that GOV.UK's styles ask of inputs."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from conspectus import plain
from conspectus.definitions import agencies, duties, frameworks
from conspectus.library import Report, SpokenOf
from conspectus.library.telling import lists_in_words, name_of
from conspectus.pictures import looks
from conspectus.terms import Agency
from conspectus.wording import level_word
from conspectus.workspace.accounts.models import User

register = template.Library()
register.filter("percent", plain.percent)
register.filter("chance", plain.chance)
register.filter("counted", plain.counted)
register.filter("listed", plain.listed)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """A day as people write it; nothing where there is none, so that `default` can say what that means."""
    return plain.day(value) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """A day with its time; nothing where there is none."""
    return plain.moment(value) if value else ""


@register.filter(expects_localtime=True)
def moment_to_the_second(value: datetime) -> str:
    """A day with its time, where two things of one minute are told apart."""
    return plain.moment(value, seconds=True)


@register.filter(expects_localtime=True)
def clock(value: datetime) -> str:
    """The time of day."""
    return plain.clock(value)


@register.filter
def typed(value: date) -> str:
    """A day as somebody types it into a field: 22 5 2026."""
    return f"{value.day} {value.month} {value.year}"


@register.filter
def number(count: int, noun: str) -> str:
    """A count with its noun: `number:"row"`, or `number:"child,children"` where an s does not make the plural."""
    return plain.number(count, *noun.split(","))


@register.filter
def forms(count: int, both: str) -> str:
    """The form that goes with a count: `forms:"is,are"`."""
    return plain.forms(count, *both.split(","))


@register.filter
def agency(value: str) -> str:
    """An agency's title."""
    return agencies()[Agency(value)].title


@register.filter
def question(cell: object, framework: str) -> str:
    """What is asked of whom in a cell, `p1/police`; the cell as it is written where the framework has none such."""
    criterion, _, asked_of = str(cell).partition("/")
    found = frameworks()[framework].criteria.get(criterion)
    return f"{agency(asked_of)}: {found.asks.rstrip('.')}" if found and asked_of in set(Agency) else str(cell)


@register.filter
def asks(criterion: str, framework: str) -> str:
    """What a criterion asks; its id where the framework has none such."""
    found = frameworks()[framework].criteria.get(criterion)
    return found.asks if found else criterion


@register.filter
def acted_on(target: str, framework: str) -> str:
    """What a row of the log is about: a question by what it asks, anything else by its kind and number."""
    kind, _, which = target.partition(":")
    return question(which, framework) if kind == "cell" else target


@register.filter
def people(found: Iterable[User]) -> str:
    """Their names, as people list them."""
    return plain.listed([one.name for one in found])


@register.filter
def duty_title(value: str) -> str:
    """A duty's title; its id where it is no duty any more."""
    return duties()[value].title if value in duties() else value


@register.filter
def spoken_of(value: str) -> str:
    """Whom a published sentence speaks of: an agency's title, the partnership or others."""
    return looks()[SpokenOf(value)][0]


@register.filter
def laid_out(query: str) -> str:
    """A casebook's query with its lines broken to be read."""
    from conspectus.records import engine  # slow to load, and only a page of evidence shows a query

    return engine.laid_out(query)


@register.filter
def report_name(value: Report) -> str:
    """A published report's area, kind and day."""
    return name_of(value)


@register.filter
def lists(value: Report) -> str:
    """How many strengths, improvements and priority actions a published report lists."""
    return lists_in_words(value)


@register.filter
def in_words(value: str) -> str:
    """A word of ours as people write it: `requires_improvement` is requires improvement."""
    return level_word(value)


@register.filter
def without(says: str, level: str | None) -> str:
    """What a result says after its level, where a page shows the level by itself."""
    return says.removeprefix(f"{level_word(level or '').capitalize()}. ")


# How each kind of input is drawn: the class of its element.
CLASSES = (
    (Textarea, "govuk-textarea"),
    (Select, "govuk-select"),
    (CheckboxInput, "govuk-checkboxes__input"),
    (FileInput, "govuk-file-upload"),
)


@register.filter
def drawn(field: BoundField) -> str:
    """The field's element with GOV.UK's class, and its hint and error named to screen readers."""
    widget = field.field.widget
    style = next((style for kind, style in CLASSES if isinstance(widget, kind)), "govuk-input")
    if isinstance(widget, DateInput):
        style += " govuk-input--width-10"
    if field.errors:
        style += f" {style.split()[0]}--error"
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    described += [f"{field.auto_id}-error"] if field.errors else []
    attributes: dict[str, str | bool] = {"class": style}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)


@register.filter
def kind(field: BoundField) -> str:
    """radios, checkboxes, checkbox or input: how the field template draws it."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, CheckboxInput) else "input"


@register.filter
def with_class(tag: str, family: str) -> SafeString:
    """A radio or checkbox as Django draws it, with GOV.UK's class."""
    return mark_safe(tag.replace("<input ", f'<input class="govuk-{family}__input" ', 1))  # Django's own tag


@register.filter
def options(groups: Iterable[tuple[str | None, list[dict[str, object]], int]]) -> SafeString:
    """The choices of a list, drawn at once: a template for each, as Django has it, took 10 ms for two hundred areas."""
    return mark_safe("".join(map(_group, groups)))  # every word of it is escaped


def _group(group: tuple[str | None, list[dict[str, object]], int]) -> str:
    name, choices, _ = group
    drawn = "".join(map(_option, choices))
    return f'<optgroup label="{escape(name)}">{drawn}</optgroup>' if name else drawn


def _option(one: dict[str, object]) -> str:
    chosen = " selected" if one["selected"] else ""
    return f'<option value="{escape(one["value"])}"{chosen}>{escape(one["label"])}</option>\n'
