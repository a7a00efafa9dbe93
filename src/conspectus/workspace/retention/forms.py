"""What a lead ticks before data are destroyed."""

from django import forms


class ConfirmForm(forms.Form):
    """One thing."""

    read = forms.BooleanField(
        label="I have read what is destroyed and what stays, and nobody needs these data after that day",
    )
