"""How a framework file can disagree with itself, each way with a sentence that says what to mend."""

from collections.abc import Iterable, Iterator

from conspectus.definitions.framework import WrittenFramework
from conspectus.definitions.framework_cells import Cells
from conspectus.definitions.framework_parts import Gives, OwnScale, Tells, WorkedExample
from conspectus.definitions.framework_rule import Rule
from conspectus.definitions.rule_kinds.effect import NamedLevel
from conspectus.definitions.vocabulary import inspectorates

NOT_EVIDENCED = "not_evidenced"  # somebody looked and found nothing to go by
NOT_APPLICABLE = "not_applicable"  # the question does not arise here
EACH = ("each_area", "each_agency", "each_inspectorate")
NEEDS = {
    "overall": Gives.OVERALL,
    "area": Gives.AREAS,
    "agency": Gives.AGENCIES,
    "inspectorate": Gives.INSPECTORATES,
}


def framework_faults(framework: WrittenFramework) -> Iterator[str]:
    """Every way in which a framework file disagrees with itself, each a sentence that says what to mend."""
    yield from _twice("level", framework.scale)
    yield from _off_scale(framework.scale, "scale")
    yield from _twice("area", [area.id for area in framework.area])
    yield from _twice("criterion", [c.id for area in framework.area for c in area.criterion])
    yield from _twice("rule", [rule.id for rule in framework.rule])
    yield from _twice("gives", [str(kind) for kind in framework.gives])
    yield from _lead_faults(framework)
    yield from _tell_faults("tells", framework.tells, framework.scale)
    for place, own in enumerate(framework.scales, start=1):
        yield from (f"scales {place}: {fault}" for fault in _scale_faults(framework, own))
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


def _off_scale(levels: Iterable[str], key: str) -> Iterator[str]:
    for level in levels:
        if level in (NOT_EVIDENCED, NOT_APPLICABLE, "missing", "none", "told"):
            yield f"{key}: {level!r} has a meaning of its own: name the level otherwise"


def _lead_faults(framework: WrittenFramework) -> Iterator[str]:
    for agency in framework.looks_at:
        if agency not in framework.leads:
            yield f"leads: nobody leads for {agency}; add a line for it"
    for agency, body in framework.leads.items():
        if body not in framework.leaders:
            known = _unknown("inspectorate", body, framework.leaders)
            yield f"leads.{agency}: {known}; or name it under [bodies]"
    for body in framework.optional:
        if body not in framework.leads.values():
            yield f"optional: {body} leads for no agency: take it out, or let it lead"
    for word in framework.bodies:
        if word in inspectorates():
            yield f"bodies.{word}: it is an inspectorate already: take the line out"


def _tell_faults(key: str, tells: Tells | None, scale: tuple[str, ...]) -> Iterator[str]:
    for level in (tells.strengths_from, tells.improve_up_to, tells.priority_up_to) if tells else ():
        if level is not None and level not in scale:
            yield f"{key}: {_unknown('level', level, scale)}"


def _scale_faults(framework: WrittenFramework, own: OwnScale) -> Iterator[str]:
    if not own.targets and own.cells is None:
        yield "it is of no result and no answer: give `of`, `cells` or both"
    yield from _twice("level", own.levels)
    yield from _off_scale(own.levels, "levels")
    yield from _tell_faults("tells", own.tells, own.levels)
    yield from _target_faults(framework, own.targets)
    yield from _selector_faults(framework, own.cells or Cells())


def _rule_faults(framework: WrittenFramework, rule: Rule) -> Iterator[str]:
    named = [
        *_target_faults(framework, rule.effect.targets),
        *_selector_faults(framework, rule.effect.selects),
    ]
    yield from named
    if rule.effect.holds_to and framework.narrative:
        yield "a narrative framework gives no levels, so nothing can be capped"
    if not named:
        yield from _reach_faults(framework, rule)
        yield from _level_faults(framework, rule)


def _target_faults(framework: WrittenFramework, names: Iterable[str]) -> Iterator[str]:
    known = (*framework.targets(), *(each for each in EACH if framework.targets_named((each,))))
    for name in names:
        kind = NEEDS.get(name.partition(":")[0].removeprefix("each_"))
        if kind is not None and kind not in framework.gives:
            yield f"{name}: the framework gives no such result; add '{kind}' to `gives`, or name another"
        elif name not in known:
            yield _unknown("target", name, known)


def _selector_faults(framework: WrittenFramework, cells: Cells) -> Iterator[str]:
    known: list[tuple[str, tuple[str, ...], Iterable[str]]] = [
        ("area", cells.areas, [area.id for area in framework.area]),
        ("criterion", cells.criteria, framework.criteria),
        ("agency", cells.agencies, framework.looks_at),
    ]
    for kind, names, right in known:
        yield from (_unknown(kind, name, right) for name in names if name not in tuple(right))


def _level_faults(framework: WrittenFramework, rule: Rule) -> Iterator[str]:
    targets = framework.targets_of(rule)
    results = {framework.scale_of(target) for target in targets}
    reach = {key for target in targets for key in framework.in_reach(rule, target)}
    answers = {framework.scale_at(key) for key in reach}
    for named, scales in ((rule.effect.holds_to, results), (rule.effect.low, answers)):
        if named is not None:
            yield from _misnamed(named, sorted(scales))


def _misnamed(named: NamedLevel, scales: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for scale in scales:
        if named.level not in scale:
            yield f"{named.key}: {_unknown('level', named.level, scale)}"
        elif named.level == scale[-1]:
            yield f"{named.key} is {named.level!r}, the top of the scale: name a lower level"


def _reach_faults(framework: WrittenFramework, rule: Rule) -> Iterator[str]:
    sizes = {target: len(framework.in_reach(rule, target)) for target in framework.targets_of(rule)}
    most = max(sizes.values(), default=0)
    if most == 0:
        yield "its selector holds no cell of its target: mend `cells` or `of`"
    elif most < (needs := rule.effect.needed(most)):
        yield f"at_least is {needs}, but its selector holds at most {most} cells"


def _example_faults(framework: WrittenFramework, example: WorkedExample) -> Iterator[str]:
    rules = [rule.id for rule in framework.rule]
    yield from (_unknown("rule", name, rules) for name in example.shows if name not in rules)
    for line in example.given:
        yield from _given_faults(framework, line)
    for line in example.then:
        target, _, level = line.partition(" ")
        if target not in framework.targets() or level not in (*framework.scale_of(target), "none", "told"):
            yield f"{line!r}: write a target and a level, none or told, for example 'agency:police none'"


def _given_faults(framework: WrittenFramework, line: str) -> Iterator[str]:
    parts = line.split()
    if len(parts) != 3:
        yield f"{line!r}: write agency, criterion and level, for example 'police p1 good'"
        return
    levels = dict.fromkeys(level for own in framework.scales if own.cells for level in own.levels)
    levels = dict.fromkeys((*framework.scale, *levels, "missing", NOT_EVIDENCED, NOT_APPLICABLE))
    right = (("every", *framework.looks_at), ("every", *framework.criteria), levels)
    for kind, name, known in zip(("agency", "criterion", "level"), parts, right, strict=True):
        if name not in known:
            yield _unknown(kind, name, known)


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {kind} '{name}'; known: {', '.join(map(str, known))}"
