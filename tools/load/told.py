"""What was measured, as lines for the screen and as a page of the reference."""

import json
from typing import Any

from tools.bench import machine
from tools.load.lost import Outcome
from tools.load.made import ROOT, SENTENCES
from tools.load.speed import P95, PARTS, PAUSE, RATE, Speed, Spent, at
from tools.reference.markdown import page, table

FIGURES = ROOT / "benchmarks" / "load.json"  # what each database was measured at last
OUT = ROOT / "docs" / "reference" / "load.md"
ABOUT = f"""Written by `python3 dev.py load`, which anybody can run again. The workspace is served as people serve
it (`conspectus serve`), on the machine that also asks. It holds a library of {SENTENCES:,} sentences and a large
made-up inspection: first with its letter published and a statement of action begun, then anew, in moderation.

Fifty people who are signed in ask for every kind of page that a link leads them to, each kind as often as every other,
{PAUSE:.0f} seconds apart: 95 of 100 answers are to come within {P95 * 1000:.0f} ms. Then each asks again as soon as
they are answered: {RATE:.0f} answers a second are to be reached. Both are required on PostgreSQL and told for SQLite.
Every reading of a child's record is logged meanwhile. Where a request's time goes is told beside: the application is
asked for each kind of page by itself, and the milliseconds are those of a processor.

Then, in moderation, fifty people write, while the server's processes, the worker, or all of it at once are killed
outright at random moments. Whatever was acknowledged must be there afterwards, and the log must verify."""


def said_speed(paced: Speed, closed: Speed, *, required: bool) -> list[str]:
    """Both ways of asking, page by page."""
    rows = [
        (kind, len(times), *(f"{value * 1000:.0f}" for value in (at(0.5, times), at(0.95, times), max(times))),
         "yes" if at(0.95, times) <= P95 else "**no**")
        for kind, times in sorted(paced.seconds.items())
    ]  # fmt: skip
    heads = ("page", "asked", "median, ms", "p95, ms", "longest, ms", f"p95 within {P95 * 1000:.0f} ms")
    told = "" if required else " (told, not required)"
    return [
        table(heads, rows),
        "",
        f"Without a pause: {closed.rate:.0f} answers a second, to reach {RATE:.0f}{told}: "
        f"{'yes' if closed.fast else '**no**'}. Answers that were no page: "
        f"{sum(paced.wrong.values()) + sum(closed.wrong.values())}.",
    ]


def said_parts(spent: Spent) -> list[str]:
    """What a request of each kind takes of a processor and for what, the dearest first, and all kinds on average."""
    whole = {kind: sum(one[part] for part in PARTS) for kind, one in spent.items()}
    names = (*PARTS, "waited")
    rows = [
        (kind, *(f"{value * 1000:.1f}" for value in (whole[kind], *(spent[kind][name] for name in names))))
        for kind in sorted(spent, key=lambda kind: -whole[kind])
    ]
    means = [sum(values) / len(values) for values in (
        [*whole.values()], *([one[name] for one in spent.values()] for name in names)
    )]  # fmt: skip
    rows.append(("**all, on average**", *(f"**{value * 1000:.1f}**" for value in means)))
    heads = ("page", "processor, ms", *(f"of it {part}" for part in PARTS), "waited besides")
    return ["Where the time of a request goes, the dearest first:", "", table(heads, rows)]


def said_lost(outcome: Outcome, *, seed: int) -> list[str]:
    """Whether anything is lost."""
    kills = ", ".join(f"{victim} {count}" for victim, count in outcome.kills.items())
    return [
        f"Writing for {outcome.seconds:.0f} s: {outcome.acknowledged} writes acknowledged "
        f"({outcome.acknowledged / outcome.seconds:.0f} a second), {len(outcome.lost)} of them lost, "
        f"{outcome.unlogged} without their row of the log; killed outright: {kills} (seed {seed}). "
        f"The log {'verifies' if outcome.log_holds else 'DOES NOT VERIFY: ' + outcome.log}."
    ]


def put(kind: str, holds: dict[str, int], lines: list[str]) -> None:
    """Keep the figures of one database beside the other's."""
    kept = figures() | {kind: {"machine": machine(), "holds": holds, "lines": lines}}
    FIGURES.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def figures() -> dict[str, Any]:
    """What was measured last."""
    kept: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    return kept


def write_page() -> None:
    """The page, from the file of figures."""
    titles = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
    parts = [section(titles[kind], **entry) for kind, entry in figures().items()]
    OUT.write_text(page("Load", ABOUT, *parts, made_from="tools/load/"), encoding="utf-8", newline="\n")
    print(f"\nWrote {OUT.relative_to(ROOT)}. Now run python3 dev.py docs, which lists it.")


def section(title: str, *, machine: str, holds: dict[str, int], lines: list[str]) -> str:
    """One database."""
    held = ", ".join(f"{count:,} {what}" for what, count in holds.items())
    return "\n\n".join([f"## {title}", f"The inspection holds {held}.", "\n".join(lines), machine])
