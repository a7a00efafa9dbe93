"""A page for each duty, its worked examples executed, and a page that lists them all."""

from collections.abc import Mapping

from conspectus.definitions import (
    SHIPPED,
    Duty,
    Example,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    SharingDuty,
    duties,
    episodes,
)
from conspectus.plain import capital
from conspectus.records.casebook import meaning
from conspectus.records.duties import run_examples
from conspectus.records.engine import DuckDBEngine
from conspectus.wording import edition_said
from tools.reference.duties_by_agency import by_agency
from tools.reference.markdown import code, facts, fenced, page, table, warned, words
from tools.reference.phrases import STANDING, agency, checked, in_force, selected
from tools.reference.remembered import Remembered, given

NOT_CHECKED = {
    True: "Nobody has read the edition of the source that holds now. The number is that of the edition before, which "
    "somebody has read. Every figure that rests on it says so.",
    False: "Nobody has read the source of this number yet. Take it as practice that is expected locally, to be "
    "confirmed, never as law. Every figure that rests on it says so.",
}


def pages() -> dict[str, str]:
    """The list and one page a duty."""
    found = duties().values()
    made = {"docs/reference/duties/index.md": _list(list(found))}
    examples = [(duty, example) for duty in found for example in duty.example]
    told = dict(
        zip(
            ((duty.id, one.title) for duty, one in examples), given("duties", examples, _execute), strict=True
        )
    )
    for duty in found:
        made[f"docs/reference/duties/{duty.id}.md"] = _page(duty, told)
    return made


def _execute(examples: list[tuple[Duty, Example]]) -> list[Remembered]:
    with DuckDBEngine() as engine:
        return [outcome.got for outcome in run_examples(engine, examples)]


def _list(found: list[Duty]) -> str:
    rows = [
        (f"[{duty.title}]({duty.id}.md)", owed_by(duty), limit(duty), duty.standing, checked(duty))
        for duty in found
    ]
    return page(
        "Duties",
        "Who owes what to whom by when. Each is a file in `definitions/duties/` that a practitioner can "
        "read and change; each carries worked examples that the tests execute. [How obligations are "
        "judged](../../explanation/obligations.md) says what the statuses mean, and [Write a "
        "duty](../../how-to/write-a-duty.md) how to add one.",
        table(["duty", "owed by", "limit", "standing", "source"], rows),
        *by_agency(found),
        made_from="definitions/duties/",
    )


def _page(duty: Duty, told: Mapping[tuple[str, str], Remembered]) -> str:
    parts = [meaning(duty)]
    if said := edition_said(duty):
        was_read = any(force.confirmed for force in duty.in_force)
        parts.append(warned(capital(said), NOT_CHECKED[was_read]))
    parts += [facts(_facts(duty)), "## Worked examples", "Executed as they stand whenever this page is made."]
    parts += [_example(duty, example, told[duty.id, example.title]) for example in duty.example]
    text = (SHIPPED / "duties" / f"{duty.id}.toml").read_text(encoding="utf-8")
    parts += [
        "## In full",
        f"`conspectus duties explain {duty.id} --sql duckdb` prints the query that it compiles to; every casebook "
        "holds both, in its table `definitions`.",
        fenced(text, "toml"),
    ]
    return page(duty.title, *parts, made_from=f"definitions/duties/{duty.id}.toml")


def owed_by(duty: Duty) -> str:
    """Whose duty it is, in words."""
    match duty:
        case ParticipationDuty():
            return f"{agency(duty.convened_by)} invites; every agency invited attends or reports"
        case SharingDuty():
            return f"{agency(duty.owed_by)} sends, {agency(duty.owed_to)} receives"
        case _ if duty.owed_by == "recorder":
            return "whoever records the trigger"
        case _:
            return agency(duty.owed_by)


def limit(duty: Duty) -> str:
    """Its limit, in words."""
    match duty:
        case RecurrenceDuty():
            return ", then ".join(map(str, duty.every))
        case ParticipationDuty():
            return "the meeting"
        case MeasuredDuty():
            return "none: the time is measured"
        case _:
            return str(duty.within)


def _facts(duty: Duty) -> list[tuple[str, object]]:
    return [
        ("id", code(duty.id)),
        ("kind", words(duty.kind)),
        ("owed by", owed_by(duty)),
        ("limit", limit(duty)),
        *_own_facts(duty),
        ("standing", STANDING[duty.standing]),
        ("source", f"{duty.source} ({checked(duty)})"),
        ("nations", ", ".join(nation.replace("-", " ").title() for nation in duty.nations)),
        ("in force", "; ".join(in_force(duty))),
        ("version", duty.version),
    ]


def _own_facts(duty: Duty) -> list[tuple[str, object]]:
    """What only duties of its kind have."""
    match duty:
        case ResponseDuty():
            return [
                ("lifted by", "; ".join(map(selected, duty.unless))),
                (
                    "one response answers",
                    "one trigger" if duty.match == "one_to_one" else "every open trigger",
                ),
                ("counts before it", duty.early or ""),
                ("clock starts", f"once in each {episodes()[duty.once_per].title}" if duty.once_per else ""),
            ]
        case RecurrenceDuty():
            return [("clock starts", "with the state" if duty.from_start else "with the first response")]
        case ParticipationDuty():
            return [("counts if recorded", f"within {duty.pair_within} before the meeting")]
        case _:
            return []


def _example(duty: Duty, example: Example, got: Remembered) -> str:
    if got != example.then:
        raise SystemExit(f"{duty.id}: {example.title!r} gives {got}, not {example.then}")
    history = fenced("\n".join(example.given) + (f"\nas of {example.as_of}" if example.as_of else ""))
    result = ", ".join(f"**{words(status)}**" for status in got) or "nothing is owed"
    return f"### {example.title[0].upper()}{example.title[1:]}\n\n{history}\n\n→ {result}"
