"""Which departures and which limits of the result rest on a piece of evidence."""

from django.urls import reverse

from conspectus.plain import words
from conspectus.wording import level_word
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.evidence.uses import Use
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import judges
from conspectus.workspace.ratings.visibility import rates_alone


def departures_on(member: Member, evidence: Evidence) -> list[Use]:
    """Departures, for those who see the judgment."""
    if not judges(member) or rates_alone(member):
        return []
    place = reverse("judgment", args=[member.inspection_id])
    return [
        Use(f"Departure: {words(one.target.replace(':', ' '))}", place, level_word(one.level))
        for one in evidence.departures.all()
    ]
