"""What people fill in about something they saw."""

from typing import Any

from django import forms
from django.conf import settings

from conspectus.definitions import Framework
from conspectus.workspace.evidence.documents import KINDS as DOCUMENTS
from conspectus.workspace.evidence.models import BEARINGS, KINDS, NOTED, PUBLISHED, Evidence
from conspectus.workspace.inspections.models import AGENCIES
from conspectus.workspace.inspections.searching import Since


def _document(*, required: bool) -> forms.FileField:
    """One document, with what is taken."""
    words = ", ".join(sorted(kind[1:].upper() for kind in DOCUMENTS if kind != ".jpeg"))
    largest = settings.LARGEST_DOCUMENT // 2**20
    return forms.FileField(
        label="Document",
        required=required,
        help_text=f"One file of up to {largest} MB: {words}. No names of children in its name",
    )


class CriteriaForm(forms.Form):
    """What somebody saw, and the framework's questions that it bears on."""

    seen = forms.CharField(
        label="What was seen",
        help_text="What, how and how often: counts with what they are out of, no names",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    bearing = forms.ChoiceField(label="Which way it points", choices=BEARINGS, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(label="Questions it bears on", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The questions of the framework."""
        super().__init__(*args, **kwargs)
        asked = [(one.id, f"{one.id}: {one.asks}") for area in framework.area for one in area.criterion]
        self.fields["criteria"].choices = asked  # type: ignore[attr-defined]


class EvidenceSearch(Since):
    """What a list of evidence is narrowed by."""

    text = forms.CharField(label="Words in it", max_length=200)
    criterion = forms.ChoiceField(label="Question")
    agency = forms.ChoiceField(label="Agency")
    bearing = forms.ChoiceField(label="For or against")
    kind = forms.ChoiceField(label="Kind")
    author = forms.ChoiceField(label="Recorded by")
    child = forms.CharField(label="About child", max_length=40)
    field_order = ("text", "criterion", "agency", "bearing", "kind", "author", "child", "since", "until")


class EvidenceForm(CriteriaForm):
    """One observation."""

    agency = forms.ChoiceField(label="Whose practice it shows", choices=AGENCIES, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="What kind of evidence it is", choices=[one for one in KINDS if one[0] != PUBLISHED]
    )
    source = forms.CharField(
        label="Where it was seen",
        help_text="Filled in where it comes from the casebook or a note; else in words",
        max_length=400,
        required=False,
    )
    document = _document(required=False)
    casebook = forms.CharField(widget=forms.HiddenInput, required=False)
    comment = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("seen", "agency", "bearing", "criteria", "kind", "source", "document")

    def clean(self) -> dict[str, Any]:
        """A document is evidence by being there."""
        given = super().clean() or {}
        if given.get("kind") == "document" and not given.get("document") and "document" not in self.errors:
            self.add_error("document", "Choose the document that this evidence is")
        return given


class CorrectionForm(CriteriaForm):
    """How a piece of evidence is better put, and why."""

    comment = forms.CharField(
        label="The comment on the entry", required=False, help_text="Empty it to leave it out",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    why = forms.CharField(label="Why it is put otherwise", max_length=100)
    field_order = ("seen", "comment", "bearing", "criteria", "why")

    def __init__(self, *args: Any, of: Evidence, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """What good looks like points no way, and few pieces have a comment with them."""
        super().__init__(*args, **kwargs)
        if of.kind == PUBLISHED:
            del self.fields["bearing"]
        if of.comment_number is None:
            del self.fields["comment"]


class DocumentForm(forms.Form):
    """One more document."""

    document = _document(required=True)


class NewNoteForm(forms.Form):
    """What a note is of."""

    kind = forms.ChoiceField(
        label="What it is a note of",
        choices=[one for one in KINDS if one[0] in NOTED],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label="Title", help_text="Whom you met or what you saw, without names", max_length=200
    )
    agency = forms.ChoiceField(label="Agency", choices=[("", "None, or several"), *AGENCIES], required=False)


class NoteForm(forms.Form):
    """A note's text, and the version that its writer saw."""

    title = forms.CharField(label="Title", max_length=200)
    text = forms.CharField(
        label="Text", required=False, widget=forms.Textarea(attrs={"rows": 16}), strip=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Lines end as the database keeps them: browsers send them otherwise."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")
