"""What a person fills in for a token."""

from django import forms

LASTS = [("30", "30 days"), ("90", "90 days"), ("365", "A year")]


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label="What it is for",
        help_text="The program that will use it, for example: our report",
        max_length=80,
    )
    days = forms.TypedChoiceField(
        label="How long it lets that program in",
        choices=LASTS,
        coerce=int,
        widget=forms.RadioSelect,
        initial="30",
    )
