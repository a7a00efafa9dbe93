"""How fast the workspace is for many people at once, and whether killing it loses anything, on both databases."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from conspectus.plain import words
from tools.load.lost import write
from tools.load.made import CHILDREN, DATABASES, EVIDENCE, PEOPLE, STAGES, area, database, fill, library
from tools.load.served import serving
from tools.load.speed import ask, where_it_goes
from tools.load.told import put, said_lost, said_parts, said_speed, write_page


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
    """One database, stage by stage: filled, asked, and in the last written to; whether it reached what it must."""
    required, lines, fast, held = kind == "postgresql", list[str](), True, True
    for stage in STAGES:
        with tempfile.TemporaryDirectory(prefix="conspectus-load-") as name, database(kind) as ours:
            data, environment = Path(name) / "data", ours | {"CONSPECTUS_LIBRARY": str(library())}
            told = fill(data, made, environment, evidence=EVIDENCE, people=PEOPLE, stage=stage)
            print(f"\n{kind}, {stage}: {json.dumps(told['holds'])}", flush=True)
            with serving(data, environment) as served:
                paced, closed, walked = ask(served, told, seconds=chosen.asking)
                spent = where_it_goes(served, told, walked)
                fast &= paced.within and closed.fast
                lines += shown(
                    [
                        f"### {words(stage).capitalize()}",
                        "",
                        *said_speed(paced, closed, required=required),
                        "",
                        *said_parts(spent),
                        "",
                    ]
                )
                if stage == STAGES[-1]:
                    outcome = write(
                        served, told, seconds=chosen.writing, kills=chosen.kills, seed=chosen.seed
                    )
                    held &= outcome.held
                    lines += shown(said_lost(outcome, seed=chosen.seed))
    put(kind, told["holds"], lines)
    return held and (fast or not required)


def shown(lines: list[str]) -> list[str]:
    """The same, on the screen at once."""
    print("\n".join(lines), flush=True)
    return lines


if __name__ == "__main__":
    sys.exit(main())
