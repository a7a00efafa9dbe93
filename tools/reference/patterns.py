"""Patterns: what several agencies' events say together."""

from collections.abc import Mapping

from conspectus.definitions import SHIPPED, Pattern, PatternExample, Sign, patterns
from conspectus.records.engine import DuckDBEngine
from conspectus.records.worked import run_pattern_examples
from tools.reference.markdown import code, facts, fenced, folded, page, table, warned, words
from tools.reference.phrases import STANDING, agreed, selected
from tools.reference.remembered import Remembered, given


def pages() -> dict[str, str]:
    """One page with every pattern."""
    parts = [
        "A pattern is what several agencies' events say together and none alone. A child who fits one and "
        "was not discussed in time is a **silo gap**: shown with the events, who held which, the day on "
        "which the joint record would have shown it, and the day on which anyone acted.",
        "A gap is dated so. For each day on which a sign's event lies, one looks back over the window that ends with "
        "it. Events count from the last day on which they can have happened, so that nobody is said to have known "
        "early; a meeting or episode that several recorded counts once. The pattern is *visible* on the first day on "
        "which enough signs are there, held by enough agencies, none of which shows so many alone: what one agency "
        "could see by itself is that agency's own matter, not a silo. It was *due* to be acted on so long after that "
        "day, and anyone *acted* if an event that counts as acting lies on or after the first sign in the window. "
        "There is a gap if none does up to the due day, and every sender's return reaches beyond that day: before, "
        "nobody may be said to have been silent. An adult's events count only through a relationship that held at "
        "the time. Every window, number and choice of signs is ours, until it is agreed locally.",
    ]
    examples = [(pattern, example) for pattern in patterns().values() for example in pattern.example]
    told = dict(
        zip(
            ((one.id, each.title) for one, each in examples),
            given("patterns", examples, _execute),
            strict=True,
        )
    )
    for pattern in patterns().values():
        parts += _pattern(pattern, told)
    return {"docs/reference/patterns.md": page("Patterns", *parts, made_from="definitions/patterns/")}


def _execute(examples: list[tuple[Pattern, PatternExample]]) -> list[Remembered]:
    with DuckDBEngine() as engine:
        return [found.got for found in run_pattern_examples(engine, examples)]


def _pattern(pattern: Pattern, told: Mapping[tuple[str, str], Remembered]) -> list[str]:
    text = (SHIPPED / "patterns" / f"{pattern.id}.toml").read_text(encoding="utf-8")
    parts = [
        f"## {pattern.title}",
        f"On some day, at least {pattern.at_least_signs} of these signs lie in the {pattern.window} that "
        f"end with it, held by at least {pattern.at_least_agencies} agencies, and no single agency holds as "
        "many alone.",
        table(["sign", "", "at least", "whose"], [_sign(sign) for sign in pattern.sign]),
        facts(
            [
                ("id", code(pattern.id)),
                ("theme", pattern.theme),
                ("to be acted on", f"within {pattern.act_within} of the day on which it shows"),
                ("acting is", selected(pattern.acted)),
                ("standing", STANDING[pattern.standing]),
                ("source", f"{pattern.source} ({agreed(pattern.confirmed)})"),
                ("version", pattern.version),
            ]
        ),
        "**Worked examples**, carried out whenever this page is made:",
        *(_example(pattern, example, told[pattern.id, example.title]) for example in pattern.example),
        folded("The definition", fenced(text, "toml")),
    ]
    if not pattern.confirmed:
        parts.insert(
            1,
            warned("Not yet checked", "The thresholds are ours: agree them locally before relying on them."),
        )
    return parts


def _sign(sign: Sign) -> tuple[object, ...]:
    whose = f"a person who is the child's {sign.through}" if sign.through else "the child's own"
    return sign.title, selected(sign.events), sign.at_least, whose


def _example(pattern: Pattern, example: PatternExample, got: Remembered) -> str:
    if got != example.then:
        raise SystemExit(f"{pattern.id}: {example.title!r} gives {got}, not {example.then}")
    adults = (f"{adult} is an adult" for adult in example.adults)
    area = fenced("\n".join([*example.given, *example.related, *adults, f"as of {example.as_of}"]))
    shown = [f"→ {_told(line)}" for line in got] or ["→ **nothing shows**"]
    return folded(_capital(example.title), "\n\n".join([area, *shown]))


def _told(line: str) -> str:
    """What shows of one child, in words."""
    child, day, how, *holders = line.split()
    held = ", ".join(words(holder) for holder in holders)
    return f"child {child}: visible on {day}, held by {held}: **{HOW[how]}**"


HOW = {
    "gap": "a gap, nobody acted",
    "late": "a gap, acted on too late",
    "in_time": "no gap, acted on in time",
    "not_yet_due": "no gap yet, there is still time to act",
}


def _capital(title: str) -> str:
    return title[0].upper() + title[1:]
