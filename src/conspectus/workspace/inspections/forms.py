"""What people fill in."""

from collections.abc import Container, Mapping, Sequence, Sized
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from conspectus.definitions import agencies, events, frameworks, patterns
from conspectus.definitions.return_schema import ListsSchema, ReturnSchema, return_schemas
from conspectus.plain import number, words
from conspectus.records.casebook import ChildChronology, narrowed
from conspectus.terms import Agency, Scope
from conspectus.workspace.inspections import roles
from conspectus.workspace.inspections.models import AGENCIES, INSPECTORATES, NATIONS
from conspectus.workspace.inspections.roles import Role

DAY = forms.DateInput(attrs={"placeholder": "", "inputmode": "numeric", "autocomplete": "off"})
DAYS = ["%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]


def day(label: str, hint: str = "For example, 31 3 2026") -> forms.DateField:
    """A day, written as people write it."""
    return forms.DateField(label=label, help_text=hint, input_formats=DAYS, widget=DAY)


class SetUpForm(forms.Form):
    """A new inspection."""

    title = forms.CharField(label="What this inspection is called", max_length=200)
    area = forms.CharField(label="Local area", max_length=120)
    nation = forms.ChoiceField(
        label="Nation",
        help_text="Its duties are tested, and its working days count",
        choices=NATIONS,
        widget=forms.RadioSelect,
    )
    framework = forms.ChoiceField(label="Framework", widget=forms.RadioSelect)
    theme = forms.ChoiceField(label="Theme", widget=forms.RadioSelect)
    inspectorate = forms.ChoiceField(label="Your inspectorate", choices=INSPECTORATES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """Choices as the definitions have them."""
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = [(one.id, one.shown) for one in frameworks().values()]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [(one.id, one.title) for one in patterns().values()]  # type: ignore[attr-defined]


class HandlingForm(forms.Form):
    """How the data are handled."""

    lawful_basis = forms.CharField(
        label="By what right the data are held",
        help_text="The act and section under which the inspectorates ask for them",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_until = day(
        "Until when they are kept", "On this day they are due to be destroyed. For example, 30 9 2027"
    )
    restricted_to = forms.MultipleChoiceField(
        label="Who sees restricted rows",
        help_text="Rows on refuges, adoption or intelligence; everyone else sees only that there is an entry",
        choices=[
            (role, ROLE.title)
            for role, ROLE in roles.ROLES.items()
            if role not in (Role.CONTACT, Role.OBSERVER)
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class PersonForm(forms.Form):
    """Somebody to take part."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="E-mail address at work")
    role = forms.ChoiceField(label="Their part", choices=roles.CHOICES, widget=forms.RadioSelect)
    inspectorate = forms.ChoiceField(
        label="Inspectorate",
        help_text="Of an inspector",
        choices=[("", "None"), *INSPECTORATES],
        required=False,
    )
    agency = forms.ChoiceField(
        label="Agency", help_text="Of an agency contact", choices=[("", "None"), *AGENCIES], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A contact has an agency, an inspector an inspectorate."""
        given = super().clean() or {}
        role = given.get("role")
        if role == Role.CONTACT and not given.get("agency"):
            self.add_error("agency", "Choose the agency whose return this person sends")
        if role == Role.INSPECTOR and not given.get("inspectorate"):
            self.add_error("inspectorate", "Choose the inspectorate of this inspector")
        if role != Role.CONTACT:
            given["agency"] = ""
        return given


class SeveralFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = SeveralFiles(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 - Django's
        """Each as a file of its own."""
        given = (data if isinstance(data, (list, tuple)) else [data]) or [None]  # none at all is refused, too
        return [self._one(one, initial) for one in given]

    def _one(self, file: UploadedFile[Any] | None, initial: Any) -> UploadedFile[Any]:  # noqa: ANN401 - Django's
        """One of them; of several, what is wrong names which."""
        try:
            return super().clean(file, initial)  # type: ignore[no-any-return]
        except forms.ValidationError as error:
            if file is None:
                raise
            raise forms.ValidationError([f"{file.name}: {says}" for says in error.messages]) from None


class ReturnForm(forms.Form):
    """An agency's return: its files, and what they can answer for."""

    sent = FilesField(
        label="Files of the return",
        help_text="CSV, Excel or Parquet: people, events, and relationships where you have them. "
        "If you have a return.toml, choose it too; the questions below then need no answer.",
    )
    sender = forms.RegexField(
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        label="Short name of your organisation",
        help_text="The same each time, in letters, digits and hyphens: a newer return replaces the one of this name",
        max_length=60,
    )
    known = forms.ChoiceField(
        label="Who sends it",
        help_text="A newer return replaces the one of the same sender",
        widget=forms.RadioSelect,
        required=False,
    )
    first = day("First day that the files cover")
    last = day("Last day that the files cover")
    extracted = day("Day on which they were taken from your system")
    schema = forms.ChoiceField(label="Shape of the files", widget=forms.RadioSelect)
    scope = forms.ChoiceField(
        label="By which rule you chose who concerns this area",
        choices=[(one.value, words(one.value)) for one in Scope],
        widget=forms.RadioSelect,
    )
    covers = forms.MultipleChoiceField(
        label="What your files hold every one of",
        help_text=(
            "Tick a word only where you have searched for all of them in the period: where none is there, that then "
            "means that it did not happen. If you tick nothing, the words of which rows come are taken; nobody is "
            "said to have missed anything else"
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    sure = forms.BooleanField(
        label="It is another organisation’s return, and holds nothing that was sent already",
        required=False,
        widget=forms.HiddenInput,
    )
    field_order = ("sent", "known", "sender")

    def __init__(self, *args: Any, agency: Agency, senders: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The words that this agency records, and who has sent for it before."""
        super().__init__(*args, **kwargs)
        self._choose_from(senders)
        usual = [(term.id, term.title) for term in events().values() if agency in term.recorded_by]
        self.fields["covers"].choices = usual  # type: ignore[attr-defined]
        self.fields["schema"].choices = _shapes(agency)  # type: ignore[attr-defined]
        self.fields["schema"].initial = "events-1"
        names = [file.name for file in self.files.getlist("sent")] if self.files else []
        if "return.toml" in names:
            for name in ("first", "last", "extracted", "schema", "scope", "covers"):
                self.fields[name].required = False

    def _choose_from(self, senders: Sequence[str]) -> None:
        """Whoever sent before picks the name: one with a slip in it would be another sender."""
        if not senders:
            del self.fields["known"]
            return
        other = ("", "Another organisation of this agency, named below")
        self.fields["known"].choices = [*((one, one) for one in senders), other]  # type: ignore[attr-defined]
        self.fields["known"].initial = senders[0]
        self.fields["sender"].required = False
        self.fields["sender"].label = "Short name of another organisation"

    def clean(self) -> dict[str, Any]:
        """The sender that was chosen, or the one that was named."""
        given = super().clean() or {}
        given["sender"] = given.get("known") or given.get("sender", "")
        if not given["sender"] and "sender" not in self.errors:
            self.add_error("sender", "Choose who sends it, or name the organisation")
        return given

    def ask(self, question: str) -> None:
        """Put a question, to be answered by sending it again with a tick."""
        self.fields["sure"].widget = forms.CheckboxInput()
        self.fields["sure"].widget.is_required = False
        self.add_error("sent", f"{question}\nIf you are sure, choose the files again and tick the last box.")


def _shapes(agency: Agency) -> list[tuple[str, str]]:
    """Shapes in which this agency could send, our own first."""
    theirs = [one for one in return_schemas().values() if _sent_by(one) in ("", agency)]
    return [(one.id, one.title) for one in sorted(theirs, key=lambda one: (_sent_by(one), one.title))]


def _sent_by(schema: ReturnSchema) -> str:
    """Which agency usually sends this shape; empty where all do."""
    return (schema.agency or "") if isinstance(schema, ListsSchema) else ""


class ConcernForm(forms.Form):
    """A child at immediate risk."""

    agency = forms.ChoiceField(label="Which agency must act", widget=forms.RadioSelect)
    says = forms.CharField(
        label="What you have seen",
        help_text="Enough for somebody who has not read the record to act on",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    anyway = forms.BooleanField(label="I have rung the agency, or ring it now: record it", required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        held: Mapping[str, Sized],
        contacts: Container[str],
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        """`held` are each agency's records of the child; `contacts` the agencies of whom somebody takes part."""
        super().__init__(*args, **kwargs)
        self.held, self.contacts = held, contacts
        told = [(agency, f"{title} ({self._holds(agency)})") for agency, title in AGENCIES]
        self.fields["agency"].choices = told  # type: ignore[attr-defined]
        if not self._in_the_way(self.data.get("agency", "")):
            del self.fields["anyway"]

    def _holds(self, agency: str) -> str:
        count = len(self.held.get(agency, ()))
        return f"holds {number(count, 'record')} of this child" if count else "holds no record"

    def _in_the_way(self, agency: str) -> str:
        """Why telling this agency here is not enough; empty where it is."""
        titles = {str(one): title for one, title in AGENCIES}
        if agency not in titles:
            return ""
        title = titles[agency]
        if agency not in self.contacts:
            return f"Nobody of {title} takes part here, so nobody there is told. Ring it"
        if agency not in self.held:
            return f"{title} holds no record of this child and cannot tell from an id who is meant. Ring it"
        return ""

    def clean(self) -> dict[str, Any]:
        """Whoever raises it knows before it is sent that it is not enough."""
        given = super().clean() or {}
        why = self._in_the_way(given.get("agency", ""))
        if why and not given.get("anyway"):
            self.add_error("anyway", f"{why}, then tick to record it, or choose another agency")
        return given


class StepForm(forms.Form):
    """What was done for a child at immediate risk."""

    says = forms.CharField(
        label="What was done",
        help_text="Who did what and when, without names of children. Whoever raised it reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PartForm(forms.Form):
    """Which part of a chronology is shown, and what agencies could know on which day."""

    agency = forms.MultipleChoiceField(
        label="Recorded by", widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label="Kind of entry", required=False)
    on = day("What could each agency know on this day?")

    def __init__(self, *args: Any, story: ChildChronology, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The agencies and kinds that there are."""
        super().__init__(*args, **kwargs)
        there = {agency for entry in story.entries for agency in (entry.agency, *entry.also_recorded_by)}
        kinds = {entry.event: entry.title for entry in story.entries if entry.event}
        known = [(one.value, agencies()[one].title) for one in Agency if one in there]
        self.fields["agency"].choices = known  # type: ignore[attr-defined]
        told = sorted(kinds.items(), key=lambda kind: kind[1])
        self.fields["kind"].choices = [("", "All"), *told]  # type: ignore[attr-defined]
        self.fields["on"].required = False

    @classmethod
    def asks(cls, given: Mapping[str, str]) -> bool:
        """Whether anything of it was asked for: an address may ask for other things."""
        return any(name in given for name in cls.base_fields)

    def of(self, story: ChildChronology) -> ChildChronology:
        """The part that was asked for; all of it where it was not asked, or not rightly."""
        if not self.is_valid():
            return story
        kind = self.cleaned_data["kind"]
        chosen = [Agency(one) for one in self.cleaned_data["agency"]]
        return narrowed(story, agencies=chosen, kinds=[kind] if kind else [])
