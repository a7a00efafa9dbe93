"""What one report brings to the study: a few numbers for each agency, so that its text can be let go of."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from conspectus.library.coverage import OfReport, of_report
from conspectus.library.findings import names_in
from conspectus.library.model import Report
from conspectus.library.words import Polarity, SpokenOf

PARTNERS = tuple(
    one for one in SpokenOf if one not in (SpokenOf.COUNCIL, SpokenOf.PARTNERSHIP, SpokenOf.OTHER)
)
Counts = dict[SpokenOf, float]
Part = tuple[float, float]  # so much, of so much
Measure = Callable[["Told"], Part]


class Told(NamedTuple):
    """One report's numbers."""

    of: OfReport
    named: Counts  # share of the sentences that name anybody, whatever the models say of them
    findings: Counts  # findings that speak of each
    strengths: Counts
    weaknesses: Counts


def told(report: Report) -> Told:
    """A report's numbers."""
    found = [one for one in report.sentences if one.polarity is not Polarity.NEUTRAL and one.agencies]

    def counted(*polarities: Polarity) -> Counts:
        those = [one for one in found if one.polarity in polarities]
        return {of: float(sum(of in one.agencies for one in those)) for of in SpokenOf}

    return Told(
        of=of_report(report),
        named=_shares(names_in(one.text) for one in report.sentences),
        findings=counted(*Polarity),
        strengths=counted(Polarity.STRENGTH),
        weaknesses=counted(Polarity.WEAKNESS),
    )


def share(of: SpokenOf) -> Measure:
    """The share of a report's findings on an agency; every report counts as much as every other."""
    return lambda one: (one.of.shares[of], 1)


def on_partners(one: Told) -> Part:
    """The share of its findings on all agencies but the council."""
    return sum(one.of.shares[of] for of in PARTNERS), 1


def evenness(one: Told) -> Part:
    """How evenly agencies are spoken of; a report that speaks of none counts for nothing."""
    return (0, 0) if one.of.evenness is None else (one.of.evenness, 1)


def named(of: SpokenOf) -> Measure:
    """An agency's share of the sentences that name anybody."""
    return lambda one: (one.named[of], float(any(one.named.values())))


def speaks(of: SpokenOf) -> Measure:
    """The share of a report's findings that speak of an agency, whoever else they speak of."""
    return lambda one: (one.findings[of] / one.of.evaluative, 1)


def strong(of: SpokenOf) -> Measure:
    """Of the findings on an agency, over all reports together, those that are strengths."""
    return lambda one: (one.strengths[of], one.findings[of])


def weak(of: SpokenOf) -> Measure:
    """Of the findings on an agency, over all reports together, those that are weaknesses."""
    return lambda one: (one.weaknesses[of], one.findings[of])


def _shares(sentences: Iterable[frozenset[SpokenOf]]) -> Counts:
    """Each one's share of the sentences that name anybody; a sentence that names several counts in equal parts."""
    parts: Counts = dict.fromkeys(SpokenOf, 0.0)
    many = 0
    for names in sentences:
        many += bool(names)
        for of in names:
            parts[of] += 1 / len(names)
    return {of: part / many for of, part in parts.items()} if many else parts
