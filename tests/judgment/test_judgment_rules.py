"""Caps, coverage, quorum, and the derivation that tells them."""

from conspectus.definitions import frameworks
from conspectus.judgment import Departure, Dissent, OnRecord, judge
from tests.judgment.judgment_making import (
    COUNCIL,
    HEALTH,
    POLICE,
    cap,
    everywhere,
    evidence,
    judged,
    rating,
    small,
)


def test_the_lowest_cap_wins_and_only_it_binds() -> None:
    framework = small(
        cap("mild", "good", 1, "good"),
        cap("hard", "requires_improvement", 1, "inadequate", area="a"),
        cap("idle", "inadequate", 3, "inadequate"),
    )
    ratings = everywhere(framework, "outstanding")
    ratings["a1/police"] = rating("a1", POLICE, "inadequate")
    judgment = judged(framework, *ratings.values())
    assert judgment.overall.level == "requires_improvement"
    assert judgment.overall.decided_by == ("hard",)
    steps = {step.rule: step for step in judgment.derivation if step.target == "overall"}
    assert {name: (step.holds, step.binding) for name, step in steps.items()} == {
        "mild": (True, False),
        "hard": (True, True),
        "idle": (False, False),
    }
    counted = steps["hard"].counted[0]
    assert (counted.cell, counted.level, counted.evidence) == ("a1/police", "inadequate", ("e",))
    assert counted.ratings == ("a1/police/consolidated/A",)


def test_each_agency_and_each_area_look_at_their_own_cells_only() -> None:
    framework = small(
        cap("agency", "inadequate", 2, "inadequate", of="each_agency"),
        cap("area", "inadequate", 2, "inadequate", of="each_area"),
    )
    ratings = everywhere(framework, "good")
    ratings["a1/police"] = rating("a1", POLICE, "inadequate")
    ratings["b1/police"] = rating("b1", POLICE, "inadequate")
    judgment = judged(framework, *ratings.values())
    assert {result.target: result.level for result in judgment.results} == {
        "overall": "outstanding",
        "area:a": "outstanding",
        "area:b": "outstanding",
        "agency:council": "outstanding",
        "agency:police": "inadequate",
        "agency:health": "outstanding",
    }


def test_coverage_forbids_a_result_and_says_what_is_missing() -> None:
    framework = small({"id": "all", "coverage": {"of": "overall"}}, cap("mild", "good", 1, "good"))
    ratings = everywhere(framework, "good")
    del ratings["a2/health"]
    judgment = judged(framework, *ratings.values())
    assert judgment.overall.level is None
    assert judgment.overall.missing == ("a2/health",)
    assert judgment.overall.decided_by == ("all",)
    assert judgment.robustness.lift is None
    assert "No overall result" in judgment.robustness.says


def test_a_rule_that_names_an_agency_asks_for_it_even_when_the_inspection_left_it_out() -> None:
    named = small({"id": "police", "coverage": {"of": "overall", "cells": {"agency": "police"}}})
    unnamed = small({"id": "all", "coverage": {"of": "overall"}})
    ratings = everywhere(named, "good")
    both = [
        judge(framework, ratings=ratings.values(), evidence=[evidence()], agencies=[COUNCIL, HEALTH])
        for framework in (named, unnamed)
    ]
    assert [judgment.overall.level for judgment in both] == [None, "outstanding"]
    assert both[0].cell("a1/police").state == "not_inspected"
    assert [result.target for result in both[0].agencies] == ["agency:council", "agency:health"]


def test_a_quorum_wants_so_many_examined() -> None:
    framework = small({"id": "some", "quorum": {"of": "overall", "cells": {"area": "b"}, "at_least": 2}})
    one = [rating("b1", POLICE, "good"), rating("a1", POLICE, "good")]
    assert judged(framework, *one).overall.level is None
    assert judged(framework, *one, rating("b2", POLICE, "good")).overall.level == "outstanding"


def test_nothing_examined_is_no_result_rather_than_the_best() -> None:
    judgment = judged(small())
    assert {result.level for result in judgment.results} == {None}
    assert judgment.overall.decided_by == ("nothing-examined",)
    not_applicable = [rating(c, a, "not_applicable") for c, a in small().cells()]
    assert judged(small(), *not_applicable).overall.level is None


def test_a_narrative_framework_gives_no_levels() -> None:
    framework = small(narrative=True)
    judgment = judged(framework, *everywhere(framework, "good").values())
    assert judgment.overall.level is None
    assert judgment.overall.decided_by == ()
    assert "told in words" in judgment.overall.says


def test_departures_and_dissent_stand_beside_and_change_nothing() -> None:
    framework = small(cap("mild", "good", 1, "good"))
    ratings = everywhere(framework, "good").values()
    departure = Departure(target="overall", level="inadequate", by="lead", rationale="because")
    dissent = Dissent(
        target="a1/police", level="inadequate", inspector="B", inspectorate="hmicfrs", rationale="because"
    )
    judgment = judge(
        framework,
        ratings=ratings,
        evidence=[evidence()],
        agencies=framework.looks_at,
        on_record=OnRecord(departures=[departure], dissents=[dissent]),
    )
    assert judgment.overall.level == "good"
    assert (judgment.departures, judgment.dissents) == ((departure,), (dissent,))


def test_the_council_alone_looks_good_where_the_whole_does_not() -> None:
    whole, alone = frameworks()["whole-system"], frameworks()["ilacs"]
    ratings = {
        str(key): rating(key.criterion, key.agency, "good", inspectorate=whole.leads[key.agency])
        if key.agency not in (POLICE,) or key.criterion == "h2"
        else rating(key.criterion, key.agency, "inadequate")
        for key in whole.cells()
        if key.agency in (COUNCIL, POLICE, HEALTH)
    }
    more = [
        rating(key.criterion, COUNCIL, "good").model_copy(
            update={"agency": key.agency, "inspectorate": whole.leads[key.agency], "id": str(key)}
        )
        for key in whole.cells()
        if key.agency not in (COUNCIL, POLICE, HEALTH)
    ]
    both = [
        judge(one, ratings=[*ratings.values(), *more], evidence=[evidence()], agencies=whole.looks_at)
        for one in (whole, alone)
    ]
    assert [judgment.overall.level for judgment in both] == ["requires_improvement", "good"]
    assert both[0].result("agency:police").level == "inadequate"
    assert sum(len(part.cells) for part in both[1].not_seen) == 30


# --- scales and results of their own, and why a result is no other ----------------------------------------


def test_answers_and_results_may_have_scales_of_their_own() -> None:
    framework = small(
        cap("low", "red", 2, "weak", of="each_agency", agency="police"),
        cap("whole", "good", 1, "good", agency=["council", "health"]),
        scales=[
            {"cells": {"agency": "police"}, "levels": ["weak", "sound"]},
            {"of": "each_agency", "levels": ["red", "green"]},
        ],
    )
    ratings = {**everywhere(framework, "outstanding"), "a2/health": rating("a2", HEALTH, "good")}
    for criterion, level in (("a1", "weak"), ("a2", "weak"), ("b1", "sound"), ("b2", "good")):
        ratings[f"{criterion}/police"] = rating(criterion, POLICE, level)
    judgment = judged(framework, *ratings.values())
    assert {result.target: result.level for result in (judgment.overall, *judgment.agencies)} == {
        "overall": "good",
        "agency:council": "green",
        "agency:police": "red",
        "agency:health": "green",
    }
    assert judgment.cell("b2/police").state == "missing"  # good is no level of its scale
    [change] = [judgment.result("agency:police").why_not.lift]
    assert change is not None
    assert [(move.cell, move.was, move.becomes) for move in change.moves] == [("a1/police", "weak", "sound")]


def test_judgments_side_by_side_leave_the_whole_unmade() -> None:
    framework = small(
        cap("low", "inadequate", 2, "inadequate", of="each_inspectorate"), gives=["inspectorates"]
    )
    ratings = everywhere(framework, "good")
    for criterion in ("a1", "b1"):
        ratings[f"{criterion}/police"] = rating(criterion, POLICE, "inadequate")
    judgment = judged(framework, *ratings.values())
    assert (judgment.overall.level, judgment.overall.state) == (None, "not_made")
    assert (judgment.areas, judgment.agencies) == ((), ())
    assert {one.target: one.level for one in judgment.inspectorates} == {
        "inspectorate:ofsted": "outstanding",
        "inspectorate:hmicfrs": "inadequate",
        "inspectorate:cqc": "outstanding",
    }
    assert "stands beside it" in judgment.robustness.says


def test_a_result_says_why_it_is_not_better_and_not_worse() -> None:
    framework = small(
        cap("weak", "requires_improvement", 2, "requires_improvement"),
        cap("failing", "inadequate", 3, "inadequate"),
    )
    ratings = everywhere(framework, "good")
    ratings["a1/police"] = rating("a1", POLICE, "inadequate")
    ratings["a2/health"] = rating("a2", HEALTH, "requires_improvement")
    found = judged(framework, *ratings.values()).overall.why_not
    assert [(one.rule, one.cells) for one in found.held_by] == [("weak", ("a1/police", "a2/health"))]
    assert found.better == (
        "Held down by weak, which counts Police a1, Health a2. "
        "For outstanding, 1 answer would have to be better: Police a1 to good."
    )
    assert found.worse == (
        "For inadequate, 2 answers would have to be worse: Council a1, Health a1 to inadequate. "
        "The nearest rule, failing, has 1 of the 3 answers it needs."
    )
    assert found.nearest is not None
    assert (found.nearest.rule, found.nearest.cells) == ("failing", ("a1/police",))


def test_a_withheld_result_says_what_has_to_be_examined() -> None:
    framework = small(
        {"id": "all", "coverage": {"of": "overall", "cells": {"agency": "police"}}},
        {"id": "some", "quorum": {"of": "overall", "cells": {"area": "b"}, "at_least": 4}},
    )
    ratings = [rating("a1", POLICE, "good"), rating("b1", POLICE, "good"), rating("b2", COUNCIL, "good")]
    found = judged(framework, *ratings).overall
    assert found.state == "withheld"
    assert found.why_not.better == (
        "Before a result may be given, Police a2, b2 must be examined (all); "
        "2 more answers must be examined (some)."
    )
