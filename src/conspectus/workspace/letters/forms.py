"""What people fill in about a letter."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from conspectus.definitions import agencies
from conspectus.judgment import Cell
from conspectus.terms import Agency, Language
from conspectus.wording import level_word
from conspectus.workspace.inspections.forms import day
from conspectus.workspace.letters.models import Comment, PlannedAction

Choices = Sequence[tuple[str, str]]
LANGUAGES = {Language.ENGLISH: "English", Language.WELSH: "Welsh (Cymraeg)"}
SECTIONS = {
    "headline": "Headline",
    "inspectorate": "Judgments side by side",
    "priority": "For priority action",
    "improve": "Further improvements",
    "strength": "Strengths",
    "agency": "How each agency’s part counts",
    "area": "How each area of practice counts",
    "trust": "How far this can be trusted",
    "beside": "What another inspection would have seen",
    "on-record": "On record",
}


def long(label: str, hint: str = "", rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - Django's
    """A text of several lines."""
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), **more)


class FactsForm(forms.Form):
    """What the letter says of the inspection itself."""

    fieldwork_from = day("First day of fieldwork")
    fieldwork_to = day("Last day of fieldwork")
    addressees = long("To whom the letter goes", "One a line", required=False)
    sample = long(
        "How the tracked children were chosen",
        "A sentence, with counts of six or more",
        rows=3,
        required=False,
    )
    published = day(
        "The day that the letter bears",
        "It is published on this day. You can leave it empty until then, and correct it after signing",
    )

    language = forms.TypedChoiceField(
        label="Language of the letter", coerce=Language, empty_value=Language.ENGLISH, required=False,
        choices=[(one.value, LANGUAGES[one]) for one in Language], initial=Language.ENGLISH.value,
        help_text="Its fixed sentences; those in Welsh are still to be checked by a translator",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The last question may wait."""
        super().__init__(*args, **kwargs)
        self.fields["published"].required = False

    def clean(self) -> dict[str, Any]:
        """Fieldwork starts, ends, then the letter is published."""
        given = super().clean() or {}
        first, last, out = (given.get(one) for one in ("fieldwork_from", "fieldwork_to", "published"))
        if first and last and last < first:
            self.add_error("fieldwork_to", "Fieldwork cannot end before it starts")
        if last and out and out < last:
            self.add_error("published", "A letter is not published before fieldwork ends")
        return given


class WordingForm(forms.Form):
    """A statement, worded otherwise or moved."""

    text = long("Wording", rows=5)

    def __init__(self, *args: Any, sections: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """It moves only where there is another section for it."""
        super().__init__(*args, **kwargs)
        if len(sections) > 1:
            self.fields["section"] = forms.ChoiceField(
                label="Where it stands", choices=[(one, SECTIONS[one]) for one in sections],
                widget=forms.RadioSelect,
            )  # fmt: skip


class AddForm(forms.Form):
    """A statement of people's own, on findings."""

    text = long("What it says", "It rests on the findings that you choose below", rows=5)
    section = forms.ChoiceField(label="Where it stands", widget=forms.RadioSelect)
    cells = forms.MultipleChoiceField(label="Findings it rests on", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: Iterable[str], cells: Iterable[Cell], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """Sections that may hold one, and the cells that were examined."""
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(one, SECTIONS[one]) for one in sections]  # type: ignore[attr-defined]
        self.fields["cells"].choices = [  # type: ignore[attr-defined]
            (one.cell, f"{one.criterion}, {agencies()[one.agency].title}: {level_word(one.level or '')}")
            for one in cells
        ]


class CommentForm(forms.Form):
    """What is wrong in a statement."""

    says = long("What is not accurate", "And what shows it: a record, a day, a figure. Name no child")


class AnswerForm(forms.Form):
    """What becomes of a comment."""

    answer = forms.ChoiceField(
        label="Your decision", choices=Comment.Answer.choices, widget=forms.RadioSelect
    )
    why = long("Why", "The agency reads this", rows=3)
    text = long(
        "How the statement now reads", "Only where you accept: leave it as it is if nothing in it changes",
        required=False,
    )  # fmt: skip


class SignForm(forms.Form):
    """The passphrase that opens a key."""

    passphrase = forms.CharField(
        label="Passphrase", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


class PublicationForm(forms.Form):
    """At what time of its day a letter becomes public."""

    time = forms.TimeField(
        label="Time of publication", help_text="On the day that the letter bears. For example, 09:30",
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"], widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class DayForm(forms.Form):
    """Another day of publication for a signed letter."""

    published = day(
        "The day that the letter bears", "It is not part of what was signed: every signature stays"
    )


class PlanForm(forms.Form):
    """What an agency will do about one statement."""

    answers = forms.ChoiceField(label="Which statement of the letter it answers")
    agency = forms.ChoiceField(label="Who will do it")
    what = long("What will be done", rows=3)
    by_when = day("By when")
    known_by = long("How people will know that it helped", "A figure or a fact that can be looked at", rows=3)

    def __init__(self, *args: Any, statements: Choices, whose: Iterable[Agency], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The letter's statements to act on, and the agencies that this person can speak for."""
        super().__init__(*args, **kwargs)
        self.fields["answers"].choices = statements  # type: ignore[attr-defined]
        self.fields["agency"].choices = [(one.value, agencies()[one].title) for one in whose]  # type: ignore[attr-defined]


class FoundForm(forms.Form):
    """What inspectors found of a planned action."""

    found = forms.ChoiceField(
        label="What you found", choices=PlannedAction.Found.choices, widget=forms.RadioSelect
    )
    note = long("What shows it")
