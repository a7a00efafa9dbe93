"""What people fill in to search, and to keep what they found."""

from typing import Any

from django import forms
from django.http import QueryDict

from conspectus.definitions import report_kinds
from conspectus.definitions.topics import topics
from conspectus.library import Polarity, SpokenOf
from conspectus.library.search import Choices, Wanted
from conspectus.pictures import looks
from conspectus.workspace.evidence.forms import CriteriaForm
from conspectus.workspace.inspections.models import AGENCIES

BY_WORDS, BY_MEANING = "words", "meaning"
POLARITIES = {
    Polarity.STRENGTH: "Strengths",
    Polarity.WEAKNESS: "Weaknesses",
    Polarity.MIXED: "Mixed",
    Polarity.NEUTRAL: "Description only",
}


class SearchForm(forms.Form):
    """Words, and the filters that must all hold; choices are what the library holds."""

    query = forms.CharField(
        label="Search published reports",
        required=False,
        max_length=1000,
        help_text="Finds sentences with every word, in any form. Use double quotes for words that stand together",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    by = forms.ChoiceField(
        label="Look for",
        required=False,
        choices=[(BY_WORDS, "These words"), (BY_MEANING, "The same meaning in other words")],
        widget=forms.RadioSelect,
        initial=BY_WORDS,
    )
    agency = forms.ChoiceField(
        label="Whose practice", required=False,
        choices=[("", "Anybody’s"), *((word.value, name) for word, (name, _) in looks().items())],
    )  # fmt: skip
    polarity = forms.ChoiceField(
        label="What is made of it", required=False,
        choices=[("", "Anything"), *((word.value, says) for word, says in POLARITIES.items())],
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind of report", required=False)
    theme = forms.ChoiceField(label="Theme", required=False)
    topic = forms.ChoiceField(
        label="Topic", required=False,
        choices=[("", "Any"), *((word, topic.title) for word, topic in topics().items())],
    )  # fmt: skip
    area = forms.ChoiceField(label="Area", required=False)
    since = forms.ChoiceField(label="Published since", required=False)

    def __init__(self, data: QueryDict | None, *, choices: Choices, by_meaning: bool) -> None:
        """What the library can be narrowed by, and whether sentences can be compared by meaning."""
        super().__init__(data)
        held: dict[str, list[tuple[str, str]]] = {
            "kind": [(kind, report_kinds()[kind].title) for kind in choices.kinds],
            "theme": [(theme, theme.capitalize()) for theme in choices.themes],
            "area": list(choices.areas.items()),
            "since": [(str(year), str(year)) for year in choices.years],
        }
        for name, values in held.items():
            self.fields[name].choices = [("", "Any"), *values]  # type: ignore[attr-defined]
        if not by_meaning:
            del self.fields["by"]
        elif data is not None and "by" not in data:  # so that one of the two is always seen to be chosen
            self.data = data.copy()
            self.data["by"] = BY_WORDS

    def clean(self) -> dict[str, Any]:
        """To compare by meaning there must be something to compare with."""
        given = super().clean() or {}
        if given.get("by") == BY_MEANING and not given.get("query", "").strip():
            self.add_error("query", "Say in a sentence what the practice is that you look for")
        return given

    def wanted(self) -> Wanted:
        """The filters chosen."""
        given: dict[str, Any] = self.cleaned_data
        return Wanted(
            agency=SpokenOf(given["agency"]) if given["agency"] else None,
            polarity=Polarity(given["polarity"]) if given["polarity"] else None,
            kind=given["kind"], theme=given["theme"], area=given["area"],
            since=int(given["since"]) if given["since"] else None, topic=given["topic"],
        )  # fmt: skip

    def chosen(self) -> list[tuple[str, str, str]]:
        """Each filter that narrows: its name, its label and the value in words."""
        return [
            (name, str(self.fields[name].label), dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]
            for name in FILTERS
            if (value := self.cleaned_data.get(name))
        ]


class KeepForm(CriteriaForm):
    """What a published sentence shows, and the questions to hold it beside."""

    bearing = None  # type: ignore[assignment]  # it points no way: nothing of it was seen here
    seen = forms.CharField(
        label="What good looks like",
        help_text="In your words or as published; the published sentence is kept with it as it is",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agency = forms.ChoiceField(
        label="Whose practice to hold it beside", choices=AGENCIES, widget=forms.RadioSelect
    )
    field_order = ("seen", "agency", "criteria")


FILTERS = ("agency", "polarity", "kind", "theme", "topic", "area", "since")
