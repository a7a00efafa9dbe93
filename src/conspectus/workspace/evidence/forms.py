"""What people fill in about something they saw."""

from typing import Any

from django import forms

from conspectus.definitions import Framework
from conspectus.workspace.evidence.models import BEARINGS, KINDS
from conspectus.workspace.inspections.models import AGENCIES


class EvidenceForm(forms.Form):
    """One observation."""

    seen = forms.CharField(
        label="What was seen",
        help_text="What, how and how often: counts with what they are out of, no names",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agency = forms.ChoiceField(label="Whose practice it shows", choices=AGENCIES, widget=forms.RadioSelect)
    bearing = forms.ChoiceField(label="Which way it points", choices=BEARINGS, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(label="Questions it bears on", widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(label="What kind of evidence it is", choices=KINDS)
    source = forms.CharField(
        label="Where it was seen",
        help_text="Filled in where it comes from the casebook; else in words",
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The questions of the framework."""
        super().__init__(*args, **kwargs)
        asked = [(one.id, f"{one.id}: {one.asks}") for area in framework.area for one in area.criterion]
        self.fields["criteria"].choices = asked  # type: ignore[attr-defined]
