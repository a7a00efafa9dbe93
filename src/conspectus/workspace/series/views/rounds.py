"""One round: how far it is, who sent, what its figures say, what is agreed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.monitoring import STATES, arrow, named, story, trend_part
from conspectus.monitoring import Series as TrendSeries
from conspectus.terms import Agency
from conspectus.workspace.inspections import uploads
from conspectus.workspace.inspections.access import at_most
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import Answer, must
from conspectus.workspace.series import actions, overview, policies
from conspectus.workspace.series.actions.rounds import hindrance
from conspectus.workspace.series.asking import part_of
from conspectus.workspace.series.forms import ActionForm, RoundForm, SendAgainForm
from conspectus.workspace.series.models import AgreedAction, Participant, Round, Sender, Series
from conspectus.workspace.series.page import FormPage, SeriesPage
from conspectus.workspace.series.stages import MOVES, ORDER, TITLES, RoundStage
from conspectus.workspace.showing import show


def _round(one: Participant, number: int) -> Round:
    return get_object_or_404(
        Round.objects.select_related("series", "inspection"), series=one.series_id, number=number
    )


@part_of(policies.coordinates)
def open_round(request: HttpRequest, one: Participant) -> HttpResponse:
    """Open the next round."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_round(series=one.series, by=one.person, **form.cleaned_data)
        except ConspectusError as error:
            form.add_error("returns_due", str(error))
        else:
            return redirect("round", one.series_id, made.number)
    page = FormPage(series=one.series, form=form, title="Open the next round", button="Open the round")
    return show(request, page)


class Told:
    """A signal in words, with its mark."""

    def __init__(self, series: TrendSeries) -> None:
        """Of one series."""
        state = STATES[series.state]
        self.agency, self.title, self.says = series.agency_title, named(series), story(series)
        self.mark, self.word, self.state = arrow(series), state.word, state.id


@dataclass(frozen=True, kw_only=True)
class RoundPage(SeriesPage, template="series/round.html"):
    """How far a round is, who sent, what its figures say, and what is agreed."""

    series: Series
    round: Round
    part: Participant
    inspection: Inspection | None
    stages: list[tuple[RoundStage, str]]
    moves: list[tuple[RoundStage, str, str]]  # with why not yet
    may_move: Answer
    sendings: list[tuple[overview.Sending, bool]]  # with whether it goes with the answers of the last one
    news: list[Told]
    actions: list[AgreedAction]
    today: date
    may_agree: Answer
    all: Answer
    shown: str
    stays_open: bool


@part_of(policies.anyone)
def one_round(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """A round; to a contact what is of its own agency."""
    found = _round(one, number)
    told = overview.trend_of(one.series, agency=one.agency, until=number) if found.figures else None
    coordinates = policies.coordinates(one)
    return show(request, RoundPage(
        part=one, series=one.series, round=found, inspection=found.inspection,
        stages=[(stage, TITLES[stage]) for stage in ORDER],
        moves=_moves(found) if coordinates and found.inspection else [], may_move=coordinates,
        sendings=_sendings(one, found),
        news=[Told(each) for each in overview.news_of(found, agency=one.agency)] if told else [],
        actions=[each for each in overview.actions_of(one) if each.done_on is None or each.agreed_in == found],
        today=timezone.localdate(), may_agree=coordinates, all=policies.sees_every_agency(one),
        shown=trend_part(told) if told else "",
        stays_open=found.stage not in (RoundStage.CLOSED, RoundStage.DESTROYED),
    ))  # fmt: skip


def _moves(found: Round) -> list[tuple[RoundStage, str, str]]:
    """Where it can go, and why not yet."""
    return [(to, TITLES[to], hindrance(found, to)) for to in MOVES[found.stage]]


def _sendings(one: Participant, found: Round) -> list[tuple[overview.Sending, bool]]:
    """Who sends, each with whether this person sends it with the answers of the last one."""
    carried = set(one.series.senders.values_list("sender", flat=True))
    return [
        (each, each.sender in carried and bool(policies.sends_for(one, each.agency)))
        for each in overview.sendings(found, agency=one.agency)
    ]


@require_POST
@part_of(policies.coordinates)
def move(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """To another stage."""
    found, word = _round(one, number), request.POST.get("to", "")
    try:
        if word not in ORDER:
            raise ConspectusError("there is no such stage", word, "Choose one of those shown.")
        actions.move_round(one=found, to=RoundStage(word), by=one.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("round", one.series_id, number)


@at_most(uploads.LARGEST)
@part_of(policies.anyone)
def send(request: HttpRequest, one: Participant, number: int, sender: str) -> HttpResponse:
    """An agency's return with the answers of its last one."""
    found, carried = _round(one, number), get_object_or_404(Sender, series=one.series_id, sender=sender)
    must(policies.sends_for, one, carried.agency)
    if found.inspection is None:
        raise Http404
    form = SendAgainForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            sent = actions.send_again(
                one=found,
                sender=carried,
                files=given["sent"],
                extract=actions.Extract(
                    first=given["first"], last=given["last"], extracted=given["extracted"]
                ),
                by=one.person,
            )
        except ConspectusError as error:
            form.add_error("sent", str(error))
        else:
            return redirect("return", found.inspection_id, sent.pk)
    return show(request, FormPage(
        series=one.series, round=found, form=form, files=True, title=f"Send the return of {sender}",
        button="Send", says=carried.says,
    ))  # fmt: skip


@part_of(policies.coordinates)
def agree(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """Agree an action."""
    found = _round(one, number)
    form = ActionForm(request.POST or None, nation=one.series.nation)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"agency": Agency(form.cleaned_data["agency"])}
        try:
            actions.agree(one=found, by=one.person, **given)
        except ConspectusError as error:
            form.add_error("what", str(error))
        else:
            return redirect("round", one.series_id, number)
    return show(
        request,
        FormPage(series=one.series, round=found, form=form, title="Agree an action", button="Agree"),
    )
