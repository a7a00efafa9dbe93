"""Who takes part in a series, and so in the round that goes on."""

from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.actions.people import take_away
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.series.asking import may
from conspectus.workspace.series.keeping import take_part
from conspectus.workspace.series.models import Participant, Series
from conspectus.workspace.series.overview import open_round
from conspectus.workspace.series.parts import Part
from conspectus.workspace.series.policies import coordinates


@transaction.atomic
def add_participant(
    *, series: Series, email: str, name: str, part: Part, agency: str = "", by: User
) -> Participant:
    """Give a person a part; their account is made where they have none, with no password yet."""
    may(coordinates, series, by)
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name)
    if not person.is_active:
        raise ConspectusError(
            f"{person} is shut out of this workspace", email, "Whoever runs it can let them in again."
        )
    if series.participants.filter(person=person).exists():
        raise ConspectusError(
            f"{person} takes part already", series.title, "Remove them first to give them another part."
        )
    made = Participant.objects.create(series=series, person=person, part=part, agency=agency)
    record(
        Action.PERSON_ADDED,
        by=by,
        target=f"person:{person.pk}",
        series=series.pk,
        part=part.value,
        agency=agency,
    )
    now = open_round(series)
    if now and now.inspection:
        take_part(now.inspection, made)
    return made


@transaction.atomic
def remove_participant(*, participant: Participant, by: User) -> None:
    """Take a part away, in the round that goes on too, and end the person's sessions; what they did stays theirs."""
    may(coordinates, participant.series, by)
    series = participant.series
    others = series.participants.filter(part=Part.COORDINATOR).exclude(pk=participant.pk)
    if participant.part == Part.COORDINATOR and not others.exists():
        raise ConspectusError(
            "a series needs somebody who coordinates it", series.title, "Add another coordinator first."
        )
    record(
        Action.PERSON_REMOVED, by=by, target=f"person:{participant.person_id}", series=series.pk,
        part=participant.part,
    )  # fmt: skip
    for member in Member.objects.filter(inspection__round__series=series, person=participant.person_id):
        take_away(member=member, by=by)
    participant.person.end_sessions()
    participant.delete()
