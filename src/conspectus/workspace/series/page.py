"""What the pages of a series share."""

from dataclasses import dataclass

from django.forms import Form

from conspectus.pages import Context
from conspectus.workspace.series.models import Round, Series


@dataclass(frozen=True, kw_only=True)
class SeriesPage(Context):
    """The series and the round, which the way back names; None where there is none, or none yet."""

    series: Series | None
    round: Round | None = None


@dataclass(frozen=True, kw_only=True)
class FormPage(SeriesPage, template="series/form.html"):
    """A page that asks one thing."""

    series: Series | None = None
    form: Form
    title: str
    button: str
    files: bool = False
    says: str = ""  # of a return that goes again: what was answered last time
