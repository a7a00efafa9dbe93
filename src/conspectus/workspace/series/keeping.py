"""After a build of a round: its figures are kept, who sent with which answers, and agencies are told of signals."""

from django.conf import settings
from django.db import transaction

from conspectus.judgment import canonical
from conspectus.monitoring import Figures, area_named, as_plain, figures_of, published
from conspectus.workspace.accounts.post import post
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import sealed
from conspectus.workspace.inspections.casebooks import newest_returns, opened
from conspectus.workspace.inspections.models import Build, Inspection, Member, SentReturn
from conspectus.workspace.series.models import Participant, Round, Sender
from conspectus.workspace.series.overview import figures_from, news_of
from conspectus.workspace.series.parts import PARTS, Part

AUDIT_GROUP = "audit_group"  # by which the framework `self-audit` has its raters
SUBJECT = "New signals in your partnership’s figures"
TEXT = """The newest round of “{series}” says that figures of your agency changed by more than chance.

Sign in: what changed, and since when, is on the page of the round.
"""


def round_of(inspection: Inspection) -> Round | None:
    """The round whose records an inspection holds; None for an inspection proper."""
    return Round.objects.select_related("series", "inspection").filter(inspection=inspection).first()


def moved_by_its_round(inspection: Inspection) -> str:
    """Why an inspection under a round is not moved by itself; empty for any other."""
    one = round_of(inspection)
    return (
        f"it holds the records of round {one.number} of “{one.series}”, on whose page it is moved"
        if one
        else ""
    )


def take_up(build: Build) -> None:
    """What a build leaves for good: counts alone, in the same transaction."""
    one = round_of(build.inspection)
    if one is None:
        return
    book = opened(build.casebook)
    keep(one, figures_of(book, duties=book.duties, area=area_named(one.series.area)))
    for sent in newest_returns(build.inspection):
        _keep_answers(one, sent)
    record(
        Action.FIGURES_KEPT, by=None, inspection=build.inspection_id, target=f"series:{one.series_id}",
        round=one.number,
    )  # fmt: skip
    transaction.on_commit(lambda: tell(one))


def keep(one: Round, figures: Figures) -> None:
    """The figures as they are, and as they may be shown to others; points that were shown before stay as they were."""
    before = one.published or _published_before(one)
    shown = published(figures, previous=figures_from(before) if before else None)
    one.figures, one.published, one.as_of = written(figures), written(shown), figures.as_of_day
    one.save()


def written(figures: Figures) -> str:
    """A figures file as it would lie on a disk, with its hash."""
    return canonical(as_plain(figures)).decode()


def _published_before(one: Round) -> str:
    earlier = one.series.rounds.filter(number__lt=one.number).exclude(published="").last()
    return earlier.published if earlier else ""


def _keep_answers(one: Round, sent: SentReturn) -> None:
    """The sender's own return.toml: which columns and codes are what, and no row."""
    place = sent.folder / sent.sender / "return.toml"
    if place.exists():
        says = b"".join(sealed.pieces(place)).decode("utf-8", "replace")
        Sender.objects.update_or_create(
            series=one.series, sender=sent.sender,
            defaults={"agency": sent.agency, "says": says, "told_in": one},
        )  # fmt: skip


def tell(one: Round) -> list[str]:
    """A letter to the contacts of those agencies whom a new signal concerns, where there is a mail server; to whom."""
    concerned = {each.agency for each in news_of(one) if each.agency}
    people = one.series.participants.filter(part=Part.CONTACT, agency__in=concerned).select_related("person")
    addresses = sorted(each.person.email for each in people if each.person.is_active)
    if settings.MAILED and addresses:
        post(addresses, subject=SUBJECT, text=TEXT.format(series=one.series))
    return addresses


def take_part(inspection: Inspection, one: Participant) -> None:
    """In the records of a round, everybody's part is that of the series."""
    part = Part(one.part)
    Member.objects.get_or_create(
        inspection=inspection, person=one.person,
        defaults={
            "role": PARTS[part].role, "agency": one.agency,
            "inspectorate": AUDIT_GROUP if part is Part.AUDITOR else "",
        },
    )  # fmt: skip
