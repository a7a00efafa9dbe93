"""What stands beside a published sentence: drawn here, as a page has hundreds and a template is slow at them."""

from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from conspectus.library import Polarity, Sentence

register = template.Library()

COLOURS = {Polarity.STRENGTH: "green", Polarity.WEAKNESS: "orange", Polarity.MIXED: "yellow"}


@register.filter
def tag(value: Polarity) -> SafeString:
    """What a sentence makes of the practice it speaks of, as a tag."""
    says = "description" if value is Polarity.NEUTRAL else value.value
    return mark_safe(f'<strong class="govuk-tag govuk-tag--{COLOURS.get(value, "grey")}">{says}</strong>')


@register.simple_tag(takes_context=True)
def deeds(context: Context, sentence: Sentence, *, in_place: bool = False) -> SafeString:
    """What can be done with a sentence, as links; the context has the addresses `here` of its report and `search`."""
    here, n, drawn = context["here"], sentence.n, ""
    if not in_place:
        drawn += _link(f"{here}?order=report#s{n}", "In its place", f"sentence {n}")
    if context["keeps"]:
        drawn += _link(f"{here}{n}/save/", "Save to my inspection", f"sentence {n}")
    if context["by_meaning"]:
        like = f"{context['search']}?by=meaning&amp;polarity=strength&amp;query={quote(sentence.text)}"
        drawn += _link(like, "Practice like this", f"like sentence {n}")
    return mark_safe(drawn)  # addresses and numbers of ours; the text is quoted


def _link(to: str, says: str, of: str) -> str:
    return f' · <a class="govuk-link" href="{to}">{says}<span class="govuk-visually-hidden">: {of}</span></a>'
