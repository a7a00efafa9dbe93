"""Keys, signatures, and the time of publication."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections.access import NotThereYet, part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import SEEN, Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer, anyone, in_stage, judges, leads, must, where
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.actions.signing import key_now
from conspectus.workspace.letters.editions import (
    Signing,
    is_current,
    newest,
    open_comments,
    read,
    signers,
    signings,
    signs_for,
)
from conspectus.workspace.letters.forms import DayForm, PublicationForm, SignForm
from conspectus.workspace.letters.models import Edition
from conspectus.workspace.letters.policies import publishes, signs
from conspectus.workspace.letters.views.form import FormPage
from conspectus.workspace.showing import show

ANEW = "Nothing is signed: the letter was made anew since you opened this page. Read it, then sign."


@dataclass(frozen=True, kw_only=True)
class SigningPage(InspectionPage, template="letters/signing.html"):
    """Who has signed the newest edition, and for which inspectorates its reader still can."""

    edition: Edition | None
    left: int
    current: bool
    signings: list[Signing]
    may_sign: Answer
    sign_form: SignForm
    seen: str
    mine: list[tuple[str, str]]  # an inspectorate, and the fingerprint of its key


@part_of(judges)
def signing(request: HttpRequest, member: Member) -> HttpResponse:
    """Who has signed the newest edition, a key for those who sign, and the form to do so."""
    one, edition = member.inspection, newest(member.inspection)
    current, made = bool(edition and is_current(edition)), signings(edition) if edition else []
    signed = {one.inspectorate for one in made if one.signature} if current else set()
    mine = [body for body in signs_for(member) if body not in signed]
    return show(request, SigningPage(
        inspection=one, edition=edition, left=open_comments(one), current=current, signings=made,
        may_sign=_may_sign(member), sign_form=SignForm(),
        seen=edition.sha256 if edition else "", mine=[(body, key_now(one.pk, body)) for body in mine],
    ))  # fmt: skip


def _may_sign(member: Member) -> Answer:
    own = where(bool(signs_for(member)), "Each inspectorate’s own inspectors sign for it.")
    return own and in_stage(member, "The letter is signed", Stage.FACTUAL_ACCURACY)


def _signs(member: Member, inspectorate: str) -> None:
    """404 for a body that does not sign here."""
    if inspectorate not in signers(member.inspection):
        raise Http404


@require_POST
@part_of(judges)
def make_key(request: HttpRequest, member: Member, inspectorate: str) -> HttpResponse:
    """A key for one's inspectorate."""
    _signs(member, inspectorate)
    try:
        made = actions.make_key(
            inspection=member.inspection, inspectorate=inspectorate,
            passphrase=request.POST.get("passphrase", ""), by=member.person, instead_of=request.POST.get(SEEN, ""),
        )  # fmt: skip
    except ConspectusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The key is made. Its fingerprint is {made.fingerprint}.")
    return redirect("signing", member.inspection_id)


@require_POST
@part_of(judges)
def sign(request: HttpRequest, member: Member, inspectorate: str) -> HttpResponse:
    """Sign the newest edition."""
    edition = newest(member.inspection)
    must(signs, member, inspectorate)
    _signs(member, inspectorate)
    if edition is None:
        raise NotThereYet("No letter has been made yet.")
    if request.POST.get(SEEN) != edition.sha256:  # no page is shown again that holds a passphrase
        messages.error(request, ANEW)
        return redirect("signing", member.inspection_id)
    phrase = request.POST.get("passphrase", "")
    return done(
        request, lambda: actions.sign(
            edition=edition, inspectorate=inspectorate, passphrase=phrase, by=member.person
        ), "signing", member.inspection_id,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PublicationPage(InspectionPage, template="letters/publication.html"):
    """The day that the signed letter bears, and the time at which it becomes public."""

    edition: Edition | None
    day: date | None
    form: PublicationForm | None
    publishes: Answer


@part_of(leads)
def publication(request: HttpRequest, member: Member) -> HttpResponse:
    """When the signed letter becomes public."""
    one, edition = member.inspection, newest(member.inspection)
    day = read(edition).inspection.published if edition else None
    form = PublicationForm(request.POST or None) if publishes(member) and day else None
    if form is not None:
        remember(request, form, _publication(member))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            at = timezone.make_aware(datetime.combine(day, form.cleaned_data["time"]))  # type: ignore[arg-type]
            decide(
                request,
                member,
                lambda: actions.set_publication(inspection=one, at=at, by=member.person),
                standing=lambda: _publication(member),
                meant=Meant(
                    form=form, back=request.path, what="When the letter is published", shown=("time",)
                ),
            )
        except ConspectusError as error:
            form.add_error("time", str(error))
        else:
            return redirect("publication", one.pk)
    return show(request, PublicationPage(
        inspection=one, edition=edition, day=day, form=form, publishes=publishes(member)
    ))  # fmt: skip


def _publication(member: Member) -> Standing:
    """The time that is set for the newest edition."""
    edition = newest(member.inspection)
    if edition is None or edition.publish_at is None or edition.publish_by is None:
        return Standing({})
    return Standing({"time": timezone.localtime(edition.publish_at).time()}, edition.publish_by.name)


@part_of(publishes)
def correct_day(request: HttpRequest, member: Member) -> HttpResponse:
    """Another day for the signed letter, whose signatures stay."""
    one, edition = member.inspection, newest(member.inspection)
    if edition is None:
        raise Http404
    form = DayForm(request.POST or None, initial=_day(member).says)
    remember(request, form, _day(member))
    if request.method == "POST" and form.is_valid():
        try:
            decide(
                request,
                member,
                lambda: actions.correct_day(inspection=one, by=member.person, **form.cleaned_data),
                standing=lambda: _day(member),
                meant=Meant(form=form, back=request.path, what="The day that the letter bears"),
            )
        except ConspectusError as error:
            form.add_error("published", str(error))
        else:
            return redirect("publication", one.pk)
    title = "Correct the day of publication"
    return show(request, FormPage(inspection=one, form=form, title=title, button="Save the day"))


def _day(member: Member) -> Standing:
    """The day that the newest edition bears."""
    edition = newest(member.inspection)
    return Standing({"published": read(edition).inspection.published} if edition else {})


@require_POST
@part_of(anyone)
def withdraw_publication(request: HttpRequest, member: Member) -> HttpResponse:
    """No time is set any more."""
    return done(
        request, lambda: actions.withdraw_publication(inspection=member.inspection, by=member.person),
        "publication", member.inspection_id,
    )  # fmt: skip
