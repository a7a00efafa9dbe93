"""What people fill in to rate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from conspectus.definitions import Criterion, Framework
from conspectus.wording import level_word
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.ratings.actions import levels
from conspectus.workspace.ratings.models import AgencyAnswer


def _in_words(framework: Framework) -> list[tuple[str, str]]:
    """What can be given: the scale with its best first, then what is no level of it."""
    scale = framework.scale
    order = (*reversed(scale), *(one for one in levels(framework) if one not in scale))
    return [(level, level_word(level).capitalize()) for level in order]


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
        self.fields["level"].choices = _in_words(framework)  # type: ignore[attr-defined]
        seen = [(str(one.pk), f"{one.code} ({one.bearing}): {one.seen}") for one in bearing]
        self.fields["evidence"].choices = seen  # type: ignore[attr-defined]


class ReasonedRatingForm(RatingForm):
    """The same where a reason must be given."""

    rationale = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}))


class AuditForm(forms.Form):
    """An agency's own answers for one child: of each question a level, and why."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        questions: Sequence[Criterion],
        framework: Framework,
        before: Sequence[AgencyAnswer],
    ) -> None:
        """Two fields a question, filled in as they were answered before."""
        super().__init__(data)
        self.questions = [one.id for one in questions]
        given = {one.criterion: one for one in before}
        levels_ = _in_words(framework)
        for one in questions:
            was = given.get(one.id)
            self.fields[f"level_{one.id}"] = forms.ChoiceField(
                label=f"{one.id}: {one.asks}", choices=levels_, widget=forms.RadioSelect,
                initial=was.level if was else None,
            )  # fmt: skip
            self.fields[f"why_{one.id}"] = forms.CharField(
                label=f"Why, for {one.id}", widget=forms.Textarea(attrs={"rows": 3}), initial=was.why if was else "",
                help_text="What your records show of what you did, and when",
            )  # fmt: skip

    def answers(self) -> dict[str, tuple[str, str]]:
        """Level and reason of each question."""
        given = self.cleaned_data
        return {one: (given[f"level_{one}"], given[f"why_{one}"]) for one in self.questions}
