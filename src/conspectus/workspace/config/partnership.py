"""A made-up partnership in its third round, beside the demonstration's inspection, and a dozen made-up areas."""

import tempfile
import tomllib
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from django.core.files.base import File
from django.utils import timezone
from django_tasks import task

from conspectus import example_area
from conspectus.monitoring import Changes, Figures, FiguresArea, published, read_changes
from conspectus.terms import Agency, Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions as inspection_actions
from conspectus.workspace.inspections import jobs
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.series import actions
from conspectus.workspace.series.keeping import keep, written
from conspectus.workspace.series.models import AgreedAction, Round, Series
from conspectus.workspace.series.overview import figures_from
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.stages import RoundStage

AREA = "Northshire"
PEOPLE = (
    ("coordinator@example.org", "Cleo Coordinator", Part.COORDINATOR, ""),
    ("auditor@example.org", "Ari Auditor", Part.AUDITOR, ""),
    ("council@example.org", "Cora Contact", Part.CONTACT, Agency.COUNCIL),
    ("police@example.org", "Paul Contact", Part.CONTACT, Agency.POLICE),
    ("health@example.org", "Hana Contact", Part.CONTACT, Agency.HEALTH),
)
MONTHS = 36  # that the area lives through
CHILDREN = 200  # enough for signals
FEWER = 60  # where somebody waits
EARLIER = (12, 6)  # months before the third round at which the figures of the first and the second end
AREAS = ("Aldermere", "Brockland", "Carrowdale", "Dunmarsh", "Elverton", "Farnwold", "Great Holme", "Little Holme",
         "Marrowby", "Northmoor", "Oldcaster", "Penwick")  # fmt: skip


def make(*, by: User, people: dict[str, User], opened_to: Inspection | None = None) -> Series:
    """The series with its rounds; the third has its casebook, and waits for the agencies' own audits."""
    series = begin(by=by, people=people)
    fill(series, children=FEWER)
    if opened_to is not None:
        actions.grant(series=series, inspection=opened_to.pk, by=_coordinator(series))
    return series


@task()
def fill_later(number: int, runs: int) -> None:
    """What takes some time, done by the worker, so that nobody waits for it: the rounds, and areas around them."""
    series = Series.objects.get(pk=number)
    fill(series, children=CHILDREN)
    take_in_areas(series.rounds.get(number=len(EARLIER) + 1), by=User.objects.get(pk=runs))


def fill(series: Series, *, children: int) -> None:
    """Three rounds, of which the third has its casebook, and what was agreed in them."""
    coordinator = _coordinator(series)
    one = open_round(series, by=coordinator)
    with tempfile.TemporaryDirectory() as folder:
        wanted = example_area.Wanted(children=children, seed=5, nation=Nation.ENGLAND, months=MONTHS)
        example_area.make(Path(folder), wanted)
        declare(series, read_changes(Path(folder) / "truth" / "changes.toml"), by=coordinator)
        send_all(one, Path(folder), by=coordinator)
    build(one, by=coordinator)
    former_rounds(one)
    actions.move_round(one=one, to=RoundStage.PICTURE, by=coordinator)
    agreed(one, by=coordinator)


def declare(series: Series, known: Changes, *, by: User) -> None:
    """What the made-up partnership knows of itself: from when on its figures mean something else."""
    for one in known.change:
        declared = actions.Declaration(
            date=one.date, what=one.what, duty=one.duty or "", agency=one.agency or ""
        )
        actions.declare_change(series=series, declared=declared, by=by)


def _coordinator(series: Series) -> User:
    return series.participants.select_related("person").filter(part=Part.COORDINATOR)[0].person


def begin(*, by: User, people: dict[str, User]) -> Series:
    """The series with everybody in it; whoever runs the workspace sets it up and takes no further part."""
    series = actions.set_up_series(
        title=f"{AREA} safeguarding partnership",
        area=AREA,
        nation=Nation.ENGLAND,
        theme="cse",
        every=6,
        by=by,
    )
    for email, name, part, agency in PEOPLE:
        actions.add_participant(series=series, email=email, name=name, part=part, agency=agency, by=by)
    mine = series.participants.select_related("series", "person").get(person=by)
    actions.remove_participant(participant=mine, by=people[PEOPLE[0][0]])
    return series


def open_round(series: Series, *, by: User) -> Round:
    """A round that takes returns."""
    today = timezone.localdate()
    one = actions.open_round(
        series=series, returns_due=today - timedelta(days=3), keep_until=today + timedelta(days=365),
        lawful_basis="Children Act 2004, section 16H (demonstration: made-up data)", by=by,
    )  # fmt: skip
    actions.move_round(one=one, to=RoundStage.RETURNS_IN, by=by)
    return one


def send_all(one: Round, area: Path, *, by: User) -> None:
    """Every sender's folder, sent and checked at once."""
    assert one.inspection is not None
    for folder in sorted((area / "returns").iterdir()):
        says = tomllib.loads((folder / "return.toml").read_text(encoding="utf-8"))
        with ExitStack() as opened:
            sent = inspection_actions.send_return(
                inspection=one.inspection,
                agency=Agency(says["agency"]),
                delivery=inspection_actions.Delivery(
                    sender=says["sender"],
                    says=None,
                    files=[File(opened.enter_context(path.open("rb"))) for path in sorted(folder.iterdir())],
                ),
                by=by,
            )
        jobs.check_return.call(sent.pk)


def build(one: Round, *, by: User) -> None:
    """The casebook, asked for and built at once."""
    assert one.inspection is not None
    made = inspection_actions.ask_for_build(inspection=one.inspection, by=by)
    jobs.build_casebook.call(made.pk)
    one.refresh_from_db()


def former_rounds(one: Round) -> None:
    """The two rounds before, done by files: what the third counts, as far as their day."""
    figures = figures_from(one.figures)
    one.number, one.published = len(EARLIER) + 1, ""
    one.save()
    assert one.inspection is not None
    Inspection.objects.filter(pk=one.inspection.pk).update(title=f"{one.series.title}, round {one.number}")
    for place, months in enumerate(EARLIER):
        keep(Round(series=one.series, number=place + 1, opened_by=one.opened_by), _until(figures, months))
    keep(one, figures)
    one.refresh_from_db()


def _until(figures: Figures, months: int) -> Figures:
    """The figures as they were so many months before."""
    day = _months_before(figures.as_of_day, months)
    last = f"{day:%Y-%m}"
    points, gaps = figures.points, figures.gaps
    rows = [row for row, month in enumerate(points.to) if month <= last]
    of_gaps = [row for row, month in enumerate(gaps.to) if month <= last]
    return figures.model_copy(update={
        "as_of": figures.as_of - (figures.as_of_day - day), "as_of_day": day,
        "points": points.model_copy(update=_rows(points, rows)),
        "gaps": gaps.model_copy(update=_rows(gaps, of_gaps)),
    })  # fmt: skip


def _rows(columns: object, rows: list[int]) -> dict[str, object]:
    names = type(columns).model_fields  # type: ignore[attr-defined]
    held = {name: getattr(columns, name) for name in names}
    return {name: None if value is None else [value[row] for row in rows] for name, value in held.items()}


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, min(day.day, 28))


def agreed(one: Round, *, by: User) -> None:
    """An action of the first round that is done, and one of the second that is late."""
    first, second = one.series.rounds.all()[:2]
    day = figures_from(one.figures).as_of_day
    AgreedAction.objects.create(
        series=one.series, agreed_in=first, agency=Agency.COUNCIL, duty="referral-decision", by=by,
        what="A second manager decides on referrals every afternoon.", by_when=_months_before(day, 9),
        done_on=_months_before(day, 9), done_by=by,
    )  # fmt: skip
    AgreedAction.objects.create(
        series=one.series, agreed_in=second, agency=Agency.POLICE, duty="notify-child-at-risk", by=by,
        what="The desk sends notifications at the end of each shift.", by_when=_months_before(day, 2),
    )  # fmt: skip


def take_in_areas(one: Round, *, by: User) -> None:
    """A dozen areas around the partnership's own, which differ by chance, and two by more."""
    draw, figures = np.random.default_rng(7), figures_from(one.figures)
    for place, name in enumerate(AREAS):
        n = np.array(figures.points.n)
        scale = draw.uniform(4, 12)
        cases = draw.poisson(n * scale)
        share = np.where(n > 0, np.array(figures.points.met) / np.maximum(n, 1), 0)
        level = {3: -0.2, 8: 0.12}.get(place, draw.normal(0, 0.03))
        met = draw.binomial(cases, np.clip(share + level, 0.02, 0.98))
        area = FiguresArea(name=name, region="East of England", type="unitary authority")
        told = figures.points.model_copy(update={"n": cases.tolist(), "met": met.tolist()})
        other = figures.model_copy(update={"area": area, "points": told})
        actions.take_in(content=written(published(other)).encode(), by=by)
