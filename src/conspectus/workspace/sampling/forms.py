"""What people fill in to choose a child."""

from django import forms

WHY = forms.Textarea(attrs={"rows": 3})


class AddForm(forms.Form):
    """A child, and why."""

    child = forms.CharField(
        label="Id of the child", help_text="As on the page Children", max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    why = forms.CharField(label="Why this child", widget=WHY)


class ReplaceForm(forms.Form):
    """Why a child leaves, and who comes in their place."""

    why = forms.CharField(label="Why", help_text="The child stays on record with this reason", widget=WHY)
    child = forms.CharField(
        label="Id of the child who takes their place (optional)",
        help_text="As on the page Children; without one nobody takes their place", max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
