"""What people fill in about a series, its rounds, and areas."""

from typing import Any

from django import forms

from conspectus.definitions import Criterion, Framework, duties, patterns
from conspectus.terms import Agency
from conspectus.workspace.evidence.forms import CriteriaForm
from conspectus.workspace.inspections.forms import FilesField, day
from conspectus.workspace.inspections.models import AGENCIES, NATIONS
from conspectus.workspace.series import parts
from conspectus.workspace.series.parts import Part


def duties_of(nation: str) -> list[tuple[str, str]]:
    """Every duty of a nation, to choose from."""
    return [(one.id, one.title) for one in duties().values() if nation in one.nations]


class SeriesForm(forms.Form):
    """A new series."""

    title = forms.CharField(label="What the partnership is called", max_length=200)
    area = forms.CharField(label="Local area", max_length=120)
    nation = forms.ChoiceField(label="Nation", choices=NATIONS, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label="Theme", help_text="For which the joint record is looked through", widget=forms.RadioSelect
    )
    every = forms.IntegerField(
        label="Months from one round to the next", min_value=1, max_value=36, initial=3
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """Choices as the definitions have them."""
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [(one.id, one.title) for one in patterns().values()]  # type: ignore[attr-defined]


class ParticipantForm(forms.Form):
    """Somebody to take part."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="E-mail address at work")
    part = forms.ChoiceField(label="Their part", choices=parts.CHOICES, widget=forms.RadioSelect)
    agency = forms.ChoiceField(
        label="Agency", help_text="Of an agency contact", choices=[("", "None"), *AGENCIES], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A contact has an agency, and nobody else has."""
        given = super().clean() or {}
        if given.get("part") != Part.CONTACT:
            given["agency"] = ""
        elif not given.get("agency"):
            self.add_error("agency", "Choose the agency whose return this person sends")
        return given


class RoundForm(forms.Form):
    """A new round."""

    returns_due = day("By when agencies send their returns")
    lawful_basis = forms.CharField(
        label="By what right the data are held",
        help_text="The act and section under which the agencies share them",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_until = day(
        "Until when they are kept at the latest",
        "They are due to be destroyed when the round is closed, and on this day in any case",
    )


class SendAgainForm(forms.Form):
    """A return with the answers of the last one."""

    sent = FilesField(
        label="Files of the return",
        help_text="CSV, Excel or Parquet, laid out as last time: its columns and codes are read as they were then",
    )
    first = day("First day that they cover")
    last = day("Last day that they cover")
    extracted = day("Day on which they were taken from your system")


class ActionForm(forms.Form):
    """What an agency does about what was seen."""

    what = forms.CharField(
        label="What is done", help_text="No names of children", widget=forms.Textarea(attrs={"rows": 3})
    )
    agency = forms.ChoiceField(label="Whose it is", choices=[("", "Choose"), *AGENCIES])
    by_when = day("By when")
    duty = forms.ChoiceField(
        label="Whose figures should move",
        help_text="Once it is done, the day is marked on the chart of this duty and agency",
        required=False,
    )

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The duties of the nation."""
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", "None"), *duties_of(nation)]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """When an action was done."""

    on = day("Day on which it was done")


class ChangeForm(forms.Form):
    """From when on figures mean something else, why, and which of them."""

    date = day("First day", "From which figures mean something else. For example, 1 4 2026")
    what = forms.CharField(
        label="What changed",
        help_text="How it is recorded or worked now, in one sentence that everybody understands. No names of children",
        max_length=200,
    )
    duty = forms.ChoiceField(label="Which duty", required=False)
    agency = forms.ChoiceField(
        label="Which agency", choices=[("", "Every agency"), *AGENCIES], required=False
    )

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The duties of the nation."""
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", "Every duty"), *duties_of(nation)]  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """Which inspection may see the figures."""

    inspection = forms.IntegerField(
        label="Number of the inspection",
        help_text="Its lead tells you: it stands in the address of the inspection’s page",
        min_value=1,
        max_value=10**17,
    )


class FiguresForm(forms.Form):
    """A figures file."""

    figures = forms.FileField(
        label="Figures file",
        help_text="Written by the command “conspectus figures”: its hash and what it may tell are checked",
    )
    keys = forms.FileField(
        label="Keys of its signers, where it is signed",
        help_text="Of a signed file: the public keys against which its signatures are checked",
        required=False,
    )


class SignalForm(CriteriaForm):
    """A signal as evidence: what it shows, and which of the questions to its agency it bears on.

    Nothing says which question a duty bears on, so that an inspector chooses; where there is one alone, it is chosen.
    """

    def __init__(self, *args: Any, framework: Framework, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The questions of the framework to one agency."""
        super().__init__(*args, framework=framework, **kwargs)
        asked = [(one.id, f"{one.id}: {one.asks}") for one in questions_to(agency, framework)]
        self.fields["criteria"].choices = asked  # type: ignore[attr-defined]
        if len(asked) == 1:
            self.fields["criteria"].initial = [asked[0][0]]


def questions_to(agency: Agency, framework: Framework) -> list[Criterion]:
    """What a framework asks of an agency."""
    return [one for one in framework.criteria.values() if agency in one.agencies]
