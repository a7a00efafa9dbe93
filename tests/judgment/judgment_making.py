"""Short ways to make ratings and small frameworks."""

from collections.abc import Mapping

from conspectus.definitions import Framework
from conspectus.judgment import Evidence, Judgment, Rating, judge
from conspectus.terms import Agency, Bearing, Stage

COUNCIL, POLICE, HEALTH = Agency.COUNCIL, Agency.POLICE, Agency.HEALTH
LEADS = {COUNCIL: "ofsted", POLICE: "hmicfrs", HEALTH: "cqc"}
SCALE = ("inadequate", "requires_improvement", "good", "outstanding")


def small(*rules: Mapping[str, object], criteria: int = 2, **more: object) -> Framework:
    """Two areas of `criteria` criteria each, asked of council, police and health."""
    areas = [
        {
            "id": area,
            "criterion": [
                {"id": f"{area}{number}", "asks": f"{area} {number}.", "agencies": list(LEADS)}
                for number in range(1, criteria + 1)
            ],
        }
        for area in ("a", "b")
    ]
    return Framework.model_validate(
        {"id": "small", "scale": SCALE, "area": areas, "leads": LEADS, "rule": rules, **more}
    )


def cap(name: str, at: str, least: int, low: str, of: str = "overall", **cells: object) -> dict[str, object]:
    """A cap rule."""
    when = {"cells": cells, "at_least": least, "are_at_most": low}
    return {"id": name, "cap": {"of": of, "at": at, "when": when}}


def rating(criterion: str, agency: Agency, level: str, **more: object) -> Rating:
    """A consolidated rating with a rationale and evidence `e`, unless told otherwise."""
    fields = {
        "criterion": criterion,
        "agency": agency,
        "level": level,
        "stage": Stage.CONSOLIDATED,
        "inspector": "A",
        "inspectorate": LEADS[agency],
        "rationale": "because",
        "evidence_ids": ("e",),
    }
    return Rating.model_validate(fields | more)


def evidence(name: str = "e", bearing: Bearing = Bearing.FOR, **more: object) -> Evidence:
    """A piece of evidence."""
    fields = {"id": name, "kind": "interview", "agency": COUNCIL, "criteria": ("a1",), "bearing": bearing}
    return Evidence.model_validate(fields | {"seen": "seen", "source": "interview"} | more)


def judged(framework: Framework, *ratings: Rating) -> Judgment:
    """The judgment of ratings that rest on evidence `e`."""
    return judge(framework, ratings=ratings, evidence=[evidence()], agencies=framework.looks_at)


def everywhere(framework: Framework, level: str) -> dict[str, Rating]:
    """Every cell at one level, by cell."""
    return {str(key): rating(key.criterion, key.agency, level) for key in framework.cells()}
