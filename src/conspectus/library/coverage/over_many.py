"""Shares of one report, and their means over many with intervals."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random

from conspectus.definitions import ReportKind, report_kinds
from conspectus.library.coverage.by import By
from conspectus.library.coverage.model import AGENCIES, Coverage, Group, Mean, OfReport
from conspectus.library.model import Report
from conspectus.library.words import Polarity, SpokenOf
from conspectus.terms import Agency

RESAMPLES = 1000
FEWEST = 5  # of fewer reports, resamples are the same few again, and an interval only looks like one
ALONE, JOINT, UNKNOWN = "The council inspected alone", "Agencies inspected jointly", "not known"


def cover(reports: Iterable[Report], by: By = By.KIND) -> Coverage:
    """How the findings of each report, and of reports put together, are spread over agencies."""
    every = [of_report(one) for one in reports]
    told = [one for one in every if one.evaluative and one.kind]
    groups: dict[str, list[OfReport]] = defaultdict(list)
    for one in told:
        for name in _names(one, by):
            groups[name].append(one)
    contrast = [
        _group(name, [one for one in told if one.joint is joint])
        for name, joint in ((ALONE, False), (JOINT, True))
        if any(one.joint is joint for one in told)
    ]
    return Coverage(
        by=by,
        groups=tuple(_group(name, groups[name]) for name in sorted(groups)),
        contrast=tuple(contrast),
        reports=tuple(told),
        left_out=len(every) - len(told),
    )


def of_report(report: Report) -> OfReport:
    """How one report's findings are spread over the agencies."""
    parts: dict[SpokenOf, float] = dict.fromkeys(SpokenOf, 0.0)
    found = [one for one in report.sentences if one.polarity is not Polarity.NEUTRAL and one.agencies]
    for sentence in found:
        for agency in sentence.agencies:
            parts[agency] += 1 / len(sentence.agencies)
    shares = {agency: part / len(found) for agency, part in parts.items()} if found else parts
    day = report.published or report.inspected_to
    kind = report_kinds().get(report.kind or "")
    return OfReport(
        file=report.file, sha256=report.sha256, kind=report.kind, area=report.area, year=day.year if day else None,
        inspectorates=report.inspectorates, joint=_joint(kind), evaluative=len(found),
        shares=shares, evenness=evenness([shares[agency] for agency in AGENCIES]),
    )  # fmt: skip


def evenness(shares: Sequence[float]) -> float | None:
    """Shannon's entropy of the shares over its greatest possible value (Pielou's J); none where all are nothing."""
    whole = sum(shares)
    if not whole:
        return None
    found = [share / whole for share in shares if share]
    return sum(share * math.log(1 / share) for share in found) / math.log(len(shares))


def _joint(kind: ReportKind | None) -> bool | None:
    """Whether agencies are judged together (true) or the council alone (false); none for other kinds."""
    if kind is None or not (kind.joint or kind.agency is Agency.COUNCIL):
        return None
    return kind.joint


def _names(one: OfReport, by: By) -> tuple[str, ...]:
    kind = report_kinds().get(one.kind or "")
    match by:
        case By.KIND:
            return (kind.title if kind else UNKNOWN,)
        case By.YEAR:
            return (str(one.year or UNKNOWN),)
        case By.AREA:
            return (one.area or UNKNOWN,)
        case By.INSPECTORATE:
            return one.inspectorates or (UNKNOWN,)


def _group(name: str, reports: list[OfReport]) -> Group:
    even = [one.evenness for one in reports if one.evenness is not None]
    return Group(
        name=name,
        reports=len(reports),
        evaluative=sum(one.evaluative for one in reports),
        shares={agency: _mean([one.shares[agency] for one in reports]) for agency in SpokenOf},
        evenness=_mean(even) if even else None,
    )


def _mean(values: list[float]) -> Mean:
    """The mean, and between which means of reports drawn with replacement lie; the same values, the same bounds."""
    mean = sum(values) / len(values)
    if len(values) < FEWEST:
        return Mean(mean=mean, low=None, high=None)
    source = Random(len(values))
    drawn = sorted(sum(source.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    return Mean(mean=mean, low=drawn[RESAMPLES * 25 // 1000], high=drawn[RESAMPLES * 975 // 1000 - 1])
