"""What people fill in to rate."""

from collections.abc import Sequence
from typing import Any

from django import forms

from conspectus.definitions import Framework, words
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.ratings.actions import levels


class RatingForm(forms.Form):
    """A level, why, and what it rests on."""

    level = forms.ChoiceField(label="Level", widget=forms.RadioSelect)
    rationale = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="For whoever must follow it",
    )
    evidence = forms.MultipleChoiceField(
        label="What it rests on", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="A rating that rests on nothing does not count",
    )  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, bearing: Sequence[Evidence], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The framework's levels, and the evidence that bears on the cell."""
        super().__init__(*args, **kwargs)
        shown = [(level, words(level).capitalize()) for level in reversed(levels(framework))]
        self.fields["level"].choices = shown  # type: ignore[attr-defined]
        seen = [(str(one.pk), f"{one.code} ({one.bearing}): {one.seen}") for one in bearing]
        self.fields["evidence"].choices = seen  # type: ignore[attr-defined]


class ReasonedRatingForm(RatingForm):
    """The same where a reason must be given."""

    rationale = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}))
