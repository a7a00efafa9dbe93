"""What stands beside a published sentence: drawn here, as a page has hundreds and a template is slow at them."""

from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe

from conspectus.library import Polarity, Sentence

register = template.Library()

COLOURS = {Polarity.STRENGTH: "green", Polarity.WEAKNESS: "orange", Polarity.MIXED: "yellow"}


@register.filter
def tag(value: Polarity) -> SafeString:
    """What a sentence makes of the practice it speaks of, as a tag."""
    says = "description" if value is Polarity.NEUTRAL else value.value
    return mark_safe(f'<strong class="govuk-tag govuk-tag--{COLOURS.get(value, "grey")}">{says}</strong>')


@register.simple_tag
def deeds(
    sentence: Sentence, *, here: str, search: str, keeps: bool, by_meaning: bool, in_place: bool = False
) -> SafeString:
    """What can be done with a sentence of the report at `here`, as links; `search` is where one looks for others."""
    n, drawn = sentence.n, ""
    if not in_place:
        drawn += _link(f"{here}?order=report#s{n}", "In its place", f"sentence {n}")
    if keeps:
        drawn += _link(f"{here}{n}/save/", "Save to my inspection", f"sentence {n}")
    if by_meaning:
        like = f"{search}?by=meaning&amp;polarity=strength&amp;query={quote(sentence.text)}"
        drawn += _link(like, "Practice like this", f"like sentence {n}")
    return mark_safe(drawn)  # addresses and numbers of ours; the text is quoted


def _link(to: str, says: str, of: str) -> str:
    return f' · <a class="govuk-link" href="{to}">{says}<span class="govuk-visually-hidden">: {of}</span></a>'
