"""Several people who are to take part, a line each, as they stand in a spreadsheet or in an e-mail."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from conspectus.plain import capital, listed
from conspectus.workspace.inspections import roles
from conspectus.workspace.inspections.forms import PersonForm
from conspectus.workspace.inspections.models import AGENCIES, INSPECTORATES

BETWEEN = re.compile(r"\s*[\t;,]\s*")
ASKED = ("name", "e-mail address", "part", "inspectorate or agency")
Choices = Iterable[tuple[str, str]]


class SeveralForm(forms.Form):
    """All of them are added, or none."""

    lines = forms.CharField(
        label="One person on each line",
        help_text=(
            f"{capital(listed(ASKED))}, with commas between them or copied from a spreadsheet. "
            "For example: Ada Brown, ada.brown@police.example, agency contact, police"
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter a line for each person"},
    )

    def clean_lines(self) -> list[dict[str, Any]]:
        """What the form for one person gives, for each; every fault of every line."""
        lines = enumerate(self.cleaned_data["lines"].splitlines(), 1)
        read = [(number, *_read(line)) for number, line in lines if line.strip()]
        if faults := [f"Line {number}: {fault}" for number, _, found in read for fault in found]:
            raise forms.ValidationError(faults)
        return [form.cleaned_data for _, form, _ in read]


def _read(line: str) -> tuple[PersonForm, list[str]]:
    """The form for one person as the line fills it in, and what is wrong with it."""
    cells = [cell.strip() for cell in BETWEEN.split(line.strip())]
    name, email, part, of = (cells + [""] * len(ASKED))[: len(ASKED)]
    form = PersonForm({
        "name": name, "email": email, "role": _code(part, roles.CHOICES),
        "inspectorate": _code(of, INSPECTORATES), "agency": _code(of, AGENCIES),
    })  # fmt: skip
    unknown = list(_unknown(part, of, beyond=cells[len(ASKED) :]))
    return form, unknown or list(_faults(form))


def _code(word: str, choices: Choices) -> str:
    """The code that a word means, which may be the code itself; empty where there is none."""
    folded = word.casefold()
    return next((code for code, title in choices if folded in (code.casefold(), title.casefold())), "")


def _unknown(part: str, of: str, *, beyond: list[str]) -> Iterator[str]:
    """What stands in a line and means nothing."""
    if not _code(part, roles.CHOICES):
        titles = listed([title for _, title in roles.CHOICES])
        yield f"“{part}” is no part. There are {titles}" if part else f"Give a part: {titles}"
    if of and not _code(of, [*INSPECTORATES, *AGENCIES]):
        yield f"“{of}” is no inspectorate and no agency"
    if beyond:
        yield f"It holds more than {listed(ASKED)}: “{beyond[0]}”"


def _faults(form: PersonForm) -> Iterator[str]:
    """What the form for one person says."""
    for name, errors in form.errors.items():
        yield from (f"{form.fields[name].label}: {error}" for error in errors)
