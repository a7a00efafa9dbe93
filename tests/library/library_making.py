"""Made-up reports: a joint letter that speaks of all, a report of the council alone, one that could not be read."""

import hashlib
from datetime import date

from conspectus.library import Polarity, Report, Sentence, SpokenOf

C, P, H, E = SpokenOf.COUNCIL, SpokenOf.POLICE, SpokenOf.HEALTH, SpokenOf.EDUCATION
GOOD, BAD, MIXED, PLAIN = Polarity.STRENGTH, Polarity.WEAKNESS, Polarity.MIXED, Polarity.NEUTRAL

Said = tuple[str, tuple[SpokenOf, ...], Polarity]

JOINT: tuple[Said, ...] = (
    ("This letter follows an inspection of services in Northshire.", (), PLAIN),
    ("Police officers share what they know about missing children with schools at once.", (P, E), GOOD),
    ("Health visitors see every child alone and write down what the child says.", (H,), GOOD),
    ("The police do not always record the voice of the child after domestic abuse.", (P,), BAD),
    ("Social workers visit often, although records of visits are late.", (C,), MIXED),
    ("Strategic leaders know one another's pressures.", (SpokenOf.PARTNERSHIP,), GOOD),
)
COUNCIL_ONLY: tuple[Said, ...] = (
    ("Social workers know their children well.", (C,), GOOD),
    ("Plans for children in care are reviewed in time.", (C,), GOOD),
    ("Too many assessments are late.", (C,), BAD),
    ("Strategy meetings are held without the police in a minority of cases.", (C, P), BAD),
)


def report(name: str, said: tuple[Said, ...] = (), **facts: object) -> Report:
    """A report of these sentences, one a page, under the headings 'Findings' and what they make of practice."""
    sentences = [
        Sentence(
            n=n, page=n, section=f"Findings > {polarity}", text=text, agencies=agencies, polarity=polarity
        )
        for n, (text, agencies, polarity) in enumerate(said, start=1)
    ]
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Report.model_validate({"file": f"{name}.pdf", "sha256": sha256, "sentences": sentences} | facts)


def joint(**facts: object) -> Report:
    """A joint letter about Northshire, 2024."""
    made = {
        "kind": "jtai",
        "area": "Northshire",
        "area_code": "E06999999",
        "inspected_from": date(2024, 1, 15),
        "inspected_to": date(2024, 2, 2),
        "published": date(2024, 3, 14),
        "theme": "serious youth violence",
        "inspectorates": ("ofsted", "cqc", "hmicfrs"),
        "strengths": 3,
        "improvements": 1,
        "priority_actions": 0,
    }
    return report("2024-03-14-jtai-northshire", JOINT, **made | facts)


def council_only(**facts: object) -> Report:
    """A report of Northshire's council alone, 2022."""
    made = {
        "kind": "ilacs",
        "area": "Northshire",
        "area_code": "E06999999",
        "inspected_to": date(2022, 4, 1),
        "published": date(2022, 5, 19),
        "inspectorates": ("ofsted",),
        "grades": {"overall effectiveness": "good"},
    }
    return report("2022-05-19-ilacs-northshire", COUNCIL_ONLY, **made | facts)


def unreadable() -> Report:
    """A report of which only the problem is known."""
    return report("scan", problems=("it holds pictures of pages and no text",))
