"""Confirm that an inspection's data are destroyed when their time is over; afterwards, the certificate."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.retention import actions
from conspectus.workspace.retention.destroying import KINDS, STAYS
from conspectus.workspace.retention.due import standing, today
from conspectus.workspace.retention.forms import ConfirmForm
from conspectus.workspace.retention.models import Destruction
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class DestructionPage(InspectionPage, template="retention/destruction.html"):
    """What goes and when, whether it is confirmed, and the certificates of what went."""

    form: ConfirmForm
    confirmed: Destruction | None
    kinds: list[str]
    stays: tuple[str, ...]
    over: bool
    days: int | None
    done: Iterable[Destruction]


@part_of(policies.leads)
def destruction(request: HttpRequest, member: Member) -> HttpResponse:
    """Dates, what goes, what stays, and a form to confirm it."""
    one = member.inspection
    form = ConfirmForm(request.POST or None)
    remember(request, form, _day(member))
    if request.method == "POST" and form.is_valid():
        try:
            decide(
                request,
                member,
                lambda: actions.confirm(inspection=one, by=member.person),
                standing=lambda: _day(member),
                meant=Meant(
                    form=form,
                    back=request.path,
                    what="The day until which data are kept",
                    mine={"Kept until": "the day you had open"},
                ),
            )
        except ConspectusError as error:
            form.add_error("read", str(error))
        else:
            messages.success(request, "The destruction is confirmed.")
            return redirect("destruction", one.pk)
    return show(request, DestructionPage(
        inspection=one, form=form, confirmed=standing(one), kinds=list(KINDS), stays=STAYS,
        over=one.keep_until is not None and one.keep_until < today(),
        days=(one.keep_until - today()).days if one.keep_until else None,
        done=one.destructions.filter(done_at__isnull=False).select_related("confirmed_by"),
    ))  # fmt: skip


def _day(member: Member) -> Standing:
    return Standing({"Kept until": Inspection.objects.get(pk=member.inspection_id).keep_until})


@require_POST
@part_of(policies.anyone)
def withdraw(request: HttpRequest, member: Member) -> HttpResponse:
    """Take the confirmation back."""
    return done(
        request, lambda: actions.withdraw(inspection=member.inspection, by=member.person),
        "destruction", member.inspection_id,
    )  # fmt: skip
