"""A page on which a sender says what the columns and words of its own tables mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.definitions import AgencyTerm, agencies
from conspectus.errors import ConspectusError
from conspectus.workspace.inspections import actions, policies
from conspectus.workspace.inspections.access import NotThereYet, part_of
from conspectus.workspace.inspections.columns import ColumnsForm, TableShown, looked_at, open_words
from conspectus.workspace.inspections.models import Member, SentReturn
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.shown import read_return, restricted_shown
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class ColumnsPage(InspectionPage, template="inspections/columns.html"):
    """The tables of a return, what each column and word could be, and what changed against what was settled."""

    sent: SentReturn
    term: AgencyTerm
    form: ColumnsForm
    tables: Sequence[TableShown]
    changes: Sequence[str]
    open: str
    values: bool
    may_see_values: Answer


@part_of(policies.sends_returns)
def columns(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """What the columns and words of a return mean: asked, and settled."""
    values = bool(policies.speaks_for_agency(member)) or "restricted" in request.POST
    sent, _ = read_return(member, number)
    if values:
        policies.must(policies.sees_cells_of, member, sent.agency)
    try:
        looked = looked_at(sent)
    except ConspectusError as error:
        raise NotThereYet(str(error)) from None
    if not looked.ones:
        raise NotThereYet(
            "Every table of this return was read as what it is: there is nothing to say of its columns."
        )
    if values and not policies.speaks_for_agency(member):
        restricted_shown(member, f"return:{sent.pk}")  # nobody has said yet which rows are restricted
    form = ColumnsForm(
        request.POST if "settle" in request.POST else None, looked=looked, agency=sent.agency_word
    )
    if form.is_valid():
        try:
            settled = actions.settle_columns(sent=sent, choices=form.chosen(), by=member.person)
        except ConspectusError as error:
            form.add_error(None, str(error))
        else:
            return redirect("return", member.inspection_id, settled.pk)
    return show(request, ColumnsPage(
        inspection=member.inspection, sent=sent, term=agencies()[sent.agency_word], form=form,
        tables=form.tables(values=values), changes=looked.changed_columns, open=open_words(looked), values=values,
        may_see_values=policies.sees_cells_of(member, sent.agency),
    ))  # fmt: skip
