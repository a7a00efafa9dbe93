"""A comment on an entry becomes evidence with the entry, at one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Bearing
from conspectus.workspace.evidence.actions import use_comment
from conspectus.workspace.evidence.beside import form_with
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member


@require_POST
@part_of(policies.inspects)
def use(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Record it, and go back to the comment; where no question or no bearing was chosen, to the form."""
    one = get_object_or_404(member.inspection.entry_comments.select_related("by"), pk=number)
    asked = frameworks()[member.inspection.framework].criteria
    criterion, bearing = request.POST.get("criterion", ""), request.POST.get("bearing", "")
    if criterion not in asked or bearing not in set(Bearing):
        known = {"criteria": criterion, "bearing": bearing}
        return redirect(form_with(one, **{name: word for name, word in known.items() if word}))
    try:
        use_comment(comment=one, criterion=criterion, bearing=Bearing(bearing), by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
        return redirect(form_with(one, criteria=criterion, bearing=bearing))
    back = reverse("child", args=[member.inspection_id, one.child])  # it says there what became of it
    return HttpResponseRedirect(f"{back}#comment-{one.pk}")
