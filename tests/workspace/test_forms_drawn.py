"""Inputs are drawn without a template each, as Django's templates draw them."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from conspectus.workspace.config.forms import Renderer

CHOICES = [("a", "One & another"), ('"b"', "<b>"), (3, gettext_lazy("Yes"))]


class Every(forms.Form):
    """Every kind of input that Django's template of one element draws."""

    text = forms.CharField(max_length=9, min_length=1)
    number = forms.IntegerField(min_value=0, max_value=1_000_000, localize=True)
    share = forms.FloatField()
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autofocus": True, "spellcheck": False}))
    url = forms.URLField(assume_scheme="https")
    word = forms.CharField(widget=forms.PasswordInput(render_value=True))
    hidden = forms.CharField(widget=forms.HiddenInput)
    day = forms.DateField()
    moment = forms.DateTimeField()
    clock = forms.TimeField()
    said = forms.BooleanField()
    one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sent = forms.FileField(widget=forms.FileInput(attrs={"accept": '.csv,"<x>"'}))
    longer = forms.CharField(widget=forms.Textarea)
    listed = forms.ChoiceField(choices=CHOICES)


GIVEN: tuple[dict[str, object], ...] = (
    {},
    {"text": "a & <b> \"c\" 'd'", "number": 12345, "share": 0.5, "email": "a@b.org", "url": "https://a.org/?b&c"},
    {"text": mark_safe("a &amp; b"), "word": "s<e>cret", "hidden": 0, "day": "2026-03-02", "said": True},
    {"text": "", "one": "a", "some": ["a", '"b"'], "moment": "2026-03-02 10:00", "clock": "10:00", "said": "no"},
)  # fmt: skip


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("bound", [True, False])
def test_inputs_are_drawn_as_djangos_templates_draw_them(given: dict[str, object], bound: bool) -> None:
    ours, theirs = (
        Every(data=given if bound else None, initial=given, renderer=renderer)
        for renderer in (Renderer(), TemplatesSetting())
    )
    for name in Every.base_fields:
        assert ours[name].as_widget(attrs={"class": "a"}) == theirs[name].as_widget(attrs={"class": "a"})
    for name in ("one", "some"):
        for choice, other in zip(ours[name], theirs[name], strict=True):
            assert choice.tag() == other.tag()
            assert choice.tag(wrap_label=True) == other.tag(wrap_label=True)
