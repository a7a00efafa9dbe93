"""How fast the workspace is for many people at once, and whether killing it loses anything, on both databases."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.load.lost import Outcome, write
from tools.load.made import CHILDREN, DATABASES, EVIDENCE, PEOPLE, area, database, fill
from tools.load.served import serving
from tools.load.speed import Speed, ask
from tools.load.told import put, said_lost, said_speed, write_page


def main() -> int:
    """Measure, print and write the page; 1 where what is required was not reached."""
    chosen = options()
    made = area(chosen.children)
    held = [measured(kind, made, chosen) for kind in chosen.database or DATABASES]
    write_page()
    return 0 if all(held) else 1


def options() -> argparse.Namespace:
    """How large, and how long."""
    parser = argparse.ArgumentParser(prog="python3 dev.py load", description=__doc__)
    parser.add_argument("--children", type=int, default=CHILDREN, help=f"of the area (default {CHILDREN})")
    parser.add_argument("--asking", type=float, default=60, help="seconds of asking, each way (default 60)")
    parser.add_argument("--writing", type=float, default=60, help="seconds of writing (default 60)")
    parser.add_argument("--kills", type=int, default=6, help="how often something is killed (default 6)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10_000, help="of the moments of killing")
    parser.add_argument(
        "--database",
        action="append",
        choices=DATABASES,
        help="only this one; default: both, one after another",
    )
    return parser.parse_args()


def measured(kind: str, made: Path, chosen: argparse.Namespace) -> bool:
    """One database: filled, asked, written to; whether what is required of it was reached."""
    with tempfile.TemporaryDirectory(prefix="conspectus-load-") as name, database(kind) as environment:
        data = Path(name) / "data"
        told = fill(data, made, environment, evidence=EVIDENCE, people=PEOPLE)
        print(f"\n{kind}: {json.dumps(told['holds'])}", flush=True)
        with serving(data, environment) as served:
            paced, closed = ask(served, told, seconds=chosen.asking)
            show(said_speed(paced, closed, required=kind == "postgresql"))
            outcome = write(served, told, seconds=chosen.writing, kills=chosen.kills, seed=chosen.seed)
            show(said_lost(outcome, seed=chosen.seed))
    return kept(kind, told, paced, closed, outcome, chosen)


def show(lines: list[str]) -> None:
    """On the screen, at once."""
    print("\n".join(lines), flush=True)


def kept(
    kind: str, told: dict[str, Any], paced: Speed, closed: Speed, outcome: Outcome, chosen: argparse.Namespace
) -> bool:
    """Put the figures into the file from which the page is made; whether what is required was reached."""
    required = kind == "postgresql"
    lines = [*said_speed(paced, closed, required=required), "", *said_lost(outcome, seed=chosen.seed)]
    put(kind, told["holds"], lines)
    return outcome.held and (not required or (paced.within and closed.fast))


if __name__ == "__main__":
    sys.exit(main())
