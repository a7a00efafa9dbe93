"""Whether the casebook holds what the evidence cites."""

from conspectus.inspection.faults import Fault
from conspectus.inspection.model import InspectionFiles
from conspectus.records.casebook import Casebook


def citation_faults(files: InspectionFiles, casebook: Casebook) -> list[Fault]:
    """A fault for every piece of evidence that cites a row which this casebook does not hold."""
    return [
        Fault(
            "evidence.csv",
            files.evidence_rows.get(item.id),
            "source",
            item.citation,
            f"evidence {item.id} cites a row that the casebook {casebook.content_hash[:12]} does not hold",
            "Mend the citation, or name the casebook that the evidence was taken from.",
        )
        for item in files.evidence
        if item.citation is not None and casebook.cite(item.citation) is None
    ]
