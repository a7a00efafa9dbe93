"""How a framework file can disagree with itself, each way with a sentence that says what to mend."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from conspectus.definitions.framework_rule import Cap, Rule
from conspectus.definitions.vocabulary import inspectorates

if TYPE_CHECKING:
    from conspectus.definitions.framework import Framework, WorkedExample

NOT_EVIDENCED = "not_evidenced"  # somebody looked and found nothing to go by
NOT_APPLICABLE = "not_applicable"  # the question does not arise here


def framework_faults(framework: "Framework") -> Iterator[str]:
    """Every way in which a framework file disagrees with itself, each a sentence that says what to mend."""
    yield from _twice("level", framework.scale)
    yield from _twice("area", [area.id for area in framework.area])
    yield from _twice("criterion", [c.id for area in framework.area for c in area.criterion])
    yield from _twice("rule", [rule.id for rule in framework.rule])
    yield from _lead_faults(framework)
    yield from _tell_faults(framework)
    for rule in framework.rule:
        yield from (f"rule {rule.id}: {fault}" for fault in _rule_faults(framework, rule))
    for example in framework.example:
        yield from (f"example {example.title!r}: {fault}" for fault in _example_faults(framework, example))


def _twice(kind: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{kind} {name!r} is there twice: give each its own id"
        seen.add(name)


def _lead_faults(framework: "Framework") -> Iterator[str]:
    for agency in framework.looks_at:
        if agency not in framework.leads:
            yield f"leads: nobody leads for {agency}; add a line for it"
    for agency, body in framework.leads.items():
        if body not in inspectorates():
            yield f"leads.{agency}: {_unknown('inspectorate', body, inspectorates())}"


def _tell_faults(framework: "Framework") -> Iterator[str]:
    tells = framework.tells
    for level in (tells.strengths_from, tells.improve_up_to, tells.priority_up_to) if tells else ():
        if level is not None and level not in framework.scale:
            yield f"tells: {_unknown('level', level, framework.scale)}"


def _rule_faults(framework: "Framework", rule: Rule) -> Iterator[str]:
    named = list(_names_faults(framework, rule))
    yield from named
    if isinstance(rule.effect, Cap):
        yield from _cap_faults(framework, rule.effect)
    if not named:
        yield from _reach_faults(framework, rule)


def _names_faults(framework: "Framework", rule: Rule) -> Iterator[str]:
    for target in rule.effect.targets:
        if target not in (*framework.targets(), "each_area", "each_agency"):
            yield _unknown("target", target, (*framework.targets(), "each_area", "each_agency"))
    cells = rule.effect.selects
    known: list[tuple[str, tuple[str, ...], Iterable[str]]] = [
        ("area", cells.areas, [area.id for area in framework.area]),
        ("criterion", cells.criteria, framework.criteria),
        ("agency", cells.agencies, framework.looks_at),
    ]
    for kind, names, right in known:
        yield from (_unknown(kind, name, right) for name in names if name not in tuple(right))


def _cap_faults(framework: "Framework", cap: Cap) -> Iterator[str]:
    if framework.narrative:
        yield "a narrative framework gives no levels, so nothing can be capped"
    for key, level in (("at", cap.at), ("when.are_at_most", cap.when.are_at_most)):
        if level not in framework.scale:
            yield f"{key}: {_unknown('level', level, framework.scale)}"
        elif level == framework.scale[-1]:
            yield f"{key} is {level!r}, the top of the scale: name a lower level"


def _reach_faults(framework: "Framework", rule: Rule) -> Iterator[str]:
    sizes = {target: len(framework.in_reach(rule, target)) for target in framework.targets_of(rule)}
    if max(sizes.values(), default=0) == 0:
        yield "its selector holds no cell of its target: mend `cells` or `of`"
    elif max(sizes.values()) < rule.effect.needs:
        yield f"at_least is {rule.effect.needs}, but its selector holds at most {max(sizes.values())} cells"


def _example_faults(framework: "Framework", example: "WorkedExample") -> Iterator[str]:
    rules = [rule.id for rule in framework.rule]
    yield from (_unknown("rule", name, rules) for name in example.shows if name not in rules)
    for line in example.given:
        parts = line.split()
        if len(parts) != 3:
            yield f"{line!r}: write agency, criterion and level, for example 'police p1 good'"
            continue
        levels = (*framework.scale, "missing", NOT_EVIDENCED, NOT_APPLICABLE)
        right = (("every", *framework.looks_at), ("every", *framework.criteria), levels)
        for kind, name, known in zip(("agency", "criterion", "level"), parts, right, strict=True):
            if name not in known:
                yield _unknown(kind, name, known)
    for line in example.then:
        target, _, level = line.partition(" ")
        if target not in framework.targets() or level not in (*framework.scale, "none"):
            yield f"{line!r}: write a target and a level or none, for example 'overall none'"


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {kind} '{name}'; known: {', '.join(map(str, known))}"
