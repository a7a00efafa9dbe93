"""What people fill in to depart from a result."""

import re

from django import forms
from django.http import QueryDict

from conspectus.definitions import Framework
from conspectus.judgment import Judgment
from conspectus.wording import level_word
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Inspection

LARGEST = 2**31 - 1  # a number that every database takes; none above it is any piece's
CODE = re.compile(r"E\d+", re.IGNORECASE)


class DepartureForm(forms.Form):
    """A level beside the proposed one, and why."""

    target = forms.ChoiceField(label="Beside which result")
    level = forms.ChoiceField(label="Level", widget=forms.RadioSelect)
    rationale = forms.CharField(
        label="Why", help_text="What the rules do not see", widget=forms.Textarea(attrs={"rows": 5})
    )
    evidence = forms.CharField(
        label="What it rests on", help_text="Numbers of evidence, for example E03, E12", required=False
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        framework: Framework,
        judgment: Judgment,
        inspection: Inspection,
    ) -> None:
        """The results as they are proposed, and every level that one of them can have."""
        super().__init__(data)
        self.inspection = inspection
        shown = [
            (one.target, f"{one.title}: {level_word(one.level) if one.level else 'no result'}")
            for one in judgment.results
        ]
        self.fields["target"].choices = shown  # type: ignore[attr-defined]
        levels = dict.fromkeys(
            level for one in judgment.results for level in reversed(framework.scale_of(one.target))
        )
        self.fields["level"].choices = [(level, level_word(level).capitalize()) for level in levels]  # type: ignore[attr-defined]

    def clean_evidence(self) -> list[Evidence]:
        """The pieces that were named; one that is not there is a mistake."""
        named = {int(code[1:]) for code in CODE.findall(self.cleaned_data["evidence"])}
        found = list(
            self.inspection.evidence.seen_here().filter(number__in=[n for n in named if n <= LARGEST])
        )
        if missing := named - {one.number for one in found}:
            raise forms.ValidationError(
                f"There is no evidence seen here named {', '.join(f'E{number:02}' for number in sorted(missing))}"
            )
        return found
