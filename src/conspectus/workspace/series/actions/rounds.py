"""Open a round, send with the answers of the round before, move it on, or bring in one that was done by files."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.monitoring import Figures
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.actions import Delivery, send_return
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn, StageMove
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings.stages import audits_are_in
from conspectus.workspace.sampling.stages import somebody_is_tracked
from conspectus.workspace.series import overview
from conspectus.workspace.series.asking import may
from conspectus.workspace.series.keeping import keep, take_part
from conspectus.workspace.series.manifests import renewed
from conspectus.workspace.series.models import Round, Sender, Series
from conspectus.workspace.series.policies import coordinates, sends_for
from conspectus.workspace.series.stages import MOVES, TITLES, UNDER, RoundStage


@transaction.atomic
def open_round(*, series: Series, returns_due: date, lawful_basis: str, keep_until: date, by: User) -> Round:
    """The next round, with an inspection of its own for its records, and everybody of the series in it.

    Senders with their answers and mappings, and open actions, are the series' and so are there already.
    """
    may(coordinates, series, by)
    locked = Series.objects.select_for_update().get(pk=series.pk)
    if overview.open_round(locked):
        raise ConspectusError("a round goes on already", series.title, "Close it before you open the next.")
    number = _next(locked)
    inspection = Inspection.objects.create(
        title=f"{series.title}, round {number}", area=series.area, nation=series.nation,
        framework=series.framework, theme=series.theme, made_by=by, lawful_basis=lawful_basis.strip(),
        keep_until=keep_until, restricted_to=[Role.LEAD.value],
    )  # fmt: skip
    for one in series.participants.select_related("person"):
        take_part(inspection, one)
    made = Round.objects.create(
        series=series, number=number, inspection=inspection, returns_due=returns_due, opened_by=by
    )
    record(
        Action.ROUND_OPENED, by=by, inspection=inspection.pk, target=f"series:{series.pk}", round=number,
        keep_until=keep_until.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def bring_in(*, series: Series, figures: Figures, by: User) -> Round:
    """A round that was done by files: its figures alone, which must be later than those before it."""
    may(coordinates, series, by)
    locked = Series.objects.select_for_update().get(pk=series.pk)
    before = overview.rounds_of(locked)
    if before and (before[-1].as_of is None or before[-1].as_of >= figures.as_of_day):
        raise ConspectusError(
            "rounds stand in the order of time, and a later one is there or goes on",
            series.title,
            "Bring in the earliest first.",
        )
    if figures.nation != series.nation:
        raise ConspectusError("the figures are of another nation", series.title, "Choose the right file.")
    made = Round(series=series, number=_next(locked), opened_by=by)
    keep(made, figures)
    record(Action.FIGURES_BROUGHT_IN, by=by, target=f"series:{series.pk}", round=made.number)
    return made


def _next(series: Series) -> int:
    return (series.rounds.aggregate(last=Max("number"))["last"] or 0) + 1


@dataclass(frozen=True, kw_only=True)
class Extract:
    """The period that a return is of, and the day on which it was drawn."""

    first: date
    last: date
    extracted: date


def send_again(
    *, one: Round, sender: Sender, files: Iterable[File[Any]], extract: Extract, by: User
) -> SentReturn:
    """An agency's return with the answers, columns and codes of its last one."""
    may(sends_for, one.series, by, sender.agency)
    if one.inspection is None or one.stage is not RoundStage.RETURNS_IN:
        raise ConspectusError("the round takes no returns now", str(one), "Ask whoever coordinates it.")
    says = renewed(sender.says, **asdict(extract))
    return send_return(
        inspection=one.inspection,
        agency=Agency(sender.agency),
        delivery=Delivery(sender=sender.sender, files=files, says=says),
        by=by,
        sure=True,
    )


@transaction.atomic
def move_round(*, one: Round, to: RoundStage, by: User) -> None:
    """To the next stage, or back where the table of moves allows it; closed, its data are due for destruction."""
    may(coordinates, one.series, by)
    if one.inspection is None:
        raise ConspectusError("it was done by files, and is over", str(one), "Open the next round.")
    locked = Inspection.objects.select_for_update().get(pk=one.inspection.pk)
    one.inspection = locked
    if to not in MOVES[one.stage]:
        raise ConspectusError(
            f"a round cannot go from {TITLES[one.stage].lower()} to {TITLES[to].lower()}",
            str(one),
            "Look at the page again: somebody may have moved it.",
        )
    if why := hindrance(one, to):
        raise ConspectusError(why, str(one), "Do this first, then move it on.")
    StageMove.objects.create(inspection=locked, was=locked.stage, became=UNDER[to], by=by)
    record(Action.STAGE_MOVED, by=by, inspection=locked.pk, was=locked.stage, became=UNDER[to].value)
    locked.stage = UNDER[to]
    if to is RoundStage.CLOSED and locked.keep_until is not None:
        locked.keep_until = min(locked.keep_until, timezone.localdate())
    locked.save(update_fields=["stage", "keep_until"])


def hindrance(one: Round, to: RoundStage) -> str:
    """What still stands in the way of a move; empty where nothing does."""
    assert one.inspection is not None
    if to is RoundStage.PICTURE and not one.figures:
        return "there is no casebook yet: it is built from the returns"
    if to is RoundStage.AUDIT and one.stage is RoundStage.PICTURE:
        return somebody_is_tracked(one.inspection).removesuffix(".")
    if to is RoundStage.ACTIONS:
        return audits_are_in(one.inspection)
    going = one.inspection.builds.filter(state__in=(Build.State.WAITING, Build.State.RUNNING))
    return "a casebook is being built" if to is RoundStage.CLOSED and going.exists() else ""
