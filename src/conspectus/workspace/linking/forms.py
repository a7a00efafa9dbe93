"""What people fill in on a doubtful pair."""

from django import forms

from conspectus.workspace.linking.models import Settled, Word


class AnswerForm(forms.Form):
    """One's own answer."""

    word = forms.ChoiceField(label="Whose records are these?", choices=Word.choices, widget=forms.RadioSelect)


class SettleForm(forms.Form):
    """A lead's decision, with its reason."""

    settled = forms.ChoiceField(label="Your decision", choices=Settled.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why", help_text="For whoever must follow it", widget=forms.Textarea(attrs={"rows": 4})
    )


class TakeBackForm(forms.Form):
    """Why a decision no longer holds."""

    taken_back_why = forms.CharField(
        label="Why it no longer holds", help_text="Two people are asked again; what was said stays on record",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
