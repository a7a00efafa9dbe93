"""A page that is one form, as most pages that change something of a letter are."""

from dataclasses import dataclass

from django import forms

from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.letters.models import Comment


@dataclass(frozen=True, kw_only=True)
class FormPage(InspectionPage, template="letters/form.html"):
    """The form, what it is about, and the page that it is opened from."""

    form: forms.Form
    title: str
    button: str
    quoted: str = ""
    said: Comment | None = None
    crumb: tuple[str, str] = ("letter", "The letter")  # the name of a page's address, and its title
