"""Two people at one decision: whoever saves over what they have not seen is shown both, and nothing is lost."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from conspectus.plain import day
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.showing import show

SEEN = "what_was_seen"  # the field by which a form says what its reader saw


class Standing(NamedTuple):
    """What stands of something that people decide: by field of its form, or by title; whose it is, and since when."""

    says: dict[str, Any]
    by: str = ""
    at: datetime | None = None

    @property
    def mark(self) -> str:
        """The same for the same words; empty where nothing stands yet."""
        if not any(self.says.values()):
            return ""
        return hashlib.sha256(json.dumps(self.says, sort_keys=True, default=str).encode()).hexdigest()[:16]


class Line(NamedTuple):
    """A line of one text, and whether the other lacks it."""

    text: str
    only_here: bool


@dataclass(frozen=True, kw_only=True)
class ChangedPage(InspectionPage, template="inspections/changed.html"):
    """What stands beside what was meant, and all that was sent, to be sent again."""

    now: Standing
    back: str
    what: str
    form: forms.Form | None
    sent: list[tuple[str, str]]
    mark: str
    lines: list[tuple[str, list[Line], list[Line]]]


class Changed(Exception):  # noqa: N818 - nobody's mistake: a page is shown in its stead
    """Something else stands than was seen."""

    def __init__(
        self, *, now: Standing, mine: dict[str, Any], form: forms.Form | None, back: str, what: str
    ) -> None:
        """What stands, what was about to be saved, and the page to go back to."""
        super().__init__(what)
        self.now, self.mine, self.form, self.back, self.what = now, mine, form, back, what

    def page(self, request: HttpRequest, member: Member) -> HttpResponse:
        """Both side by side; what its writer meant can be saved in the other's place, and nothing was saved yet."""
        sent = [
            (name, str(value))
            for name, values in request.POST.lists()
            if name not in (SEEN, "csrfmiddlewaretoken")
            for value in values
        ]
        if self.form is not None:
            carry(self.form, self.now.mark)
        return show(request, ChangedPage(
            inspection=member.inspection, now=self.now, back=self.back, what=self.what, form=self.form, sent=sent,
            mark=self.now.mark, lines=self.lines(),
        ), status=409)  # fmt: skip

    def lines(self) -> list[tuple[str, list[Line], list[Line]]]:
        """Of each field its title, what stands and what was meant."""
        names = dict.fromkeys([*self.now.says, *self.mine])
        told = [
            (self._title(one), self._text(one, self.now.says.get(one)), self._text(one, self.mine.get(one)))
            for one in names
        ]
        return [(title, _marked(theirs, mine), _marked(mine, theirs)) for title, theirs, mine in told]

    def _title(self, name: str) -> str:
        return str(self.form.fields[name].label) if self.form and name in self.form.fields else name

    def _text(self, name: str, value: Any) -> str:  # noqa: ANN401 - whatever a form holds
        field = self.form.fields.get(name) if self.form else None
        titles = {str(word): str(title) for word, title in getattr(field, "choices", ())}
        every = value if isinstance(value, list | tuple) else [value]
        return "\n".join(titles.get(str(one), _written(one)) for one in every if one not in (None, ""))


def _written(value: object) -> str:
    """A day as people write it, anything else as it is."""
    return day(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value)


def _marked(text: str, other: str) -> list[Line]:
    there = set(other.splitlines())
    return [Line(line, line not in there) for line in text.splitlines() or [""]]


def carry(form: forms.Form, mark: str) -> None:
    """Have a form say what its reader saw; the template of all forms writes it down."""
    form.what_was_seen = mark  # type: ignore[attr-defined]


def remember(request: HttpRequest, form: forms.Form, now: Standing) -> None:
    """The same where a page shows a form: sent again with a mistake, it still says what was seen at first."""
    carry(form, request.POST.get(SEEN, "") if request.method == "POST" else now.mark)


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What somebody is about to decide, and the page to go back to where something else stands by then.

    `mine` is what was meant, by title, where there is no form; `shown` are the fields of a form that stand.
    """

    what: str
    back: str
    form: forms.Form | None = None
    mine: dict[str, Any] | None = None
    shown: Iterable[str] = ()

    def said(self, now: Standing) -> dict[str, Any]:
        """What was meant, to be shown beside what stands now."""
        if self.form is None or self.mine is not None:
            return self.mine or {}
        names = [one for one in (self.shown or now.says) if one in self.form.fields]
        return {one: self.form.cleaned_data.get(one) for one in names}


def decide(
    request: HttpRequest,
    member: Member,
    act: Callable[[], object],
    *,
    standing: Callable[[], Standing],
    meant: Meant,
) -> None:
    """Do it if what stands is what its reader saw, one at a time; else raise what the way into every page shows."""
    with transaction.atomic():
        Inspection.objects.select_for_update().get(pk=member.inspection_id)
        now = standing()
        if request.POST.get(SEEN, "") == now.mark:
            act()
            return
    raise Changed(now=now, mine=meant.said(now), form=meant.form, back=meant.back, what=meant.what)
