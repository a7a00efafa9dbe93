"""What the made-up inspection may cite of a district: counts, and the first row of each kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from conspectus.example_area.people import Person
from conspectus.example_area.recording import Records, of_person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.truth_files import Truth
from conspectus.terms import Agency

Figure = tuple[str, str, str]  # duty, part, agency


@dataclass(slots=True)
class Findings:
    """Counts of statuses by figure, and rows to cite: those of the first district that has any."""

    counts: Counter[tuple[Figure, str]] = field(default_factory=Counter)
    obligations: dict[tuple[str, str], str] = field(default_factory=dict)  # by duty and status
    events: dict[tuple[Agency, str, str], str] = field(default_factory=dict)  # by agency, word and outcome
    gap: str = ""

    def add(self, other: "Findings") -> None:
        """Count another district's too; its rows are not cited."""
        self.counts += other.counts


def noted(truth: Truth, *, book: Register, sent: dict[Agency, list[Happening]], records: Records) -> Findings:
    """A district's findings, from what is true of it and the rows as sent."""
    found = Findings(gap=_plain_gap(truth, book, records))
    for _, key, outcome in truth.obligations:
        found.counts[(key.duty, key.part, key.agency), outcome.status] += 1
        found.obligations.setdefault(
            (key.duty, outcome.status), f"obligations:{key.duty}:{key.part}:{key.agency}:{key.trigger_ref}"
        )
    for rows in sent.values():
        for row in rows:
            if not row.restricted and row.start.sure:
                for outcome_or_any in (row.outcome, ""):
                    found.events.setdefault((row.agency, row.event, outcome_or_any), f"events:{row.ref}")
    return found


def _plain_gap(truth: Truth, book: Register, records: Records) -> str:
    """A silo gap of a child whom every sender writes alike, so that any linkage finds it; or none."""
    for person, fit in truth.fits:
        if fit.gap and all(_alike(records, each) for each in _concerned(book, person)):
            return f"silo_gaps:{fit.pattern}:{fit.event_ref}"
    return ""


def _concerned(book: Register, person: Person) -> Iterable[Person]:
    return [person, *(bond.person for bond in book.bonds_of(person) if bond.agency == Agency.POLICE)]


def _alike(records: Records, person: Person) -> bool:
    return len({(r.forename, r.surname, r.born, r.postcode) for r in of_person(records, person)}) == 1
