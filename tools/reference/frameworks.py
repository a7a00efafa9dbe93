"""A page for each framework: what it asks of whom, its rules, and its worked examples executed."""

from conspectus.definitions import SHIPPED, Framework, Gives, WorkedExample, frameworks
from conspectus.judgment import differences, judge_example, short
from tools.reference.markdown import code, facts, fenced, folded, page, table, words
from tools.reference.phrases import agency


def pages() -> dict[str, str]:
    """The list and one page a framework."""
    made = {f"docs/reference/frameworks/{one.id}.md": _page(one) for one in frameworks().values()}
    return {"docs/reference/frameworks/index.md": _list(), **made}


def _list() -> str:
    rows = [
        (f"[{one.shown}]({one.id}.md)", code(one.id), ", ".join(map(agency, one.looks_at)), len(one.rule))
        for one in frameworks().values()
    ]
    return page(
        "Frameworks",
        "What is asked, of which agencies, who leads, on what scale, and the rules by which ratings become "
        "results. Caps, coverage and quorum are all the rules there are: nothing is averaged. [Add a "
        "framework rule](../../how-to/add-a-framework-rule.md) says how to change one.",
        table(["framework", "id", "agencies it looks at", "rules"], rows),
        made_from="definitions/frameworks/",
    )


def _page(one: Framework) -> str:
    text = (SHIPPED / "frameworks" / f"{one.id}.toml").read_text(encoding="utf-8")
    parts = [
        one.says,
        facts(
            [
                ("id", code(one.id)),
                ("scale, lowest first", _levels(one.scale)),
                ("results", _results(one)),
                *[("their scale", _levels(scale)) for scale in _own_scales(one)],
                ("source", one.source),
                ("version", one.version),
            ]
        ),
        "## Who leads",
        table(
            ["agency", "rated by"],
            [
                (agency(who), one.leaders[body] + (" (need not take part)" if body in one.optional else ""))
                for who, body in one.leads.items()
            ],
        ),
        "## What it asks",
        *_areas(one),
        "## Rules",
        table(["rule", "kind", "it says"], [(code(rule.id), rule.kind, rule.shown) for rule in one.rule]),
        "## Worked examples",
        "Executed as they stand whenever this page is made. Later lines go over earlier ones.",
        *[_example(one, example) for example in one.example],
        "## In full",
        folded("The definition", fenced(text, "toml")),
    ]
    return page(one.shown, *filter(None, parts), made_from=f"definitions/frameworks/{one.id}.toml")


RESULTS = {
    Gives.OVERALL: "the whole",
    Gives.AREAS: "each area of practice",
    Gives.AGENCIES: "each agency",
    Gives.INSPECTORATES: "each inspectorate",
}


def _results(one: Framework) -> str:
    of = ", ".join(RESULTS[kind] for kind in RESULTS if kind in one.gives)
    return f"told in words, without levels: {of}" if one.narrative else f"a level for {of}"


def _own_scales(one: Framework) -> list[tuple[str, ...]]:
    """Scales of results that are not the answers' own."""
    found = dict.fromkeys(one.scale_of(target) for target in one.targets())
    return [scale for scale in found if scale != one.scale]


def _levels(scale: tuple[str, ...]) -> str:
    return " < ".join(map(words, scale))


def _areas(one: Framework) -> list[str]:
    parts = []
    for area in one.area:
        rows = [(code(each.id), each.asks, ", ".join(map(agency, each.agencies))) for each in area.criterion]
        parts += [f"### {area.shown}", table(["criterion", "it asks", "of"], rows)]
    return parts


def _example(one: Framework, example: WorkedExample) -> str:
    if wrong := differences(one, example):
        raise SystemExit(f"{one.id}: {example.title!r}: {'; '.join(wrong)}")
    judgment = judge_example(one, example)
    rows = []
    for target in (line.partition(" ")[0] for line in example.then):
        result = judgment.result(target)
        rows.append(
            (
                result.title,
                words({"none": "no result", "told": "told in words"}.get(short(result), short(result))),
                ", ".join(map(code, result.decided_by)) or "–",
            )
        )
    only = f"\ninspected: {', '.join(example.agencies)}" if example.agencies else ""
    given = fenced("\n".join(example.given) + only)
    return f"### {example.title}\n\n{given}\n\n{table(['result', 'level', 'decided by'], rows)}"
