"""The sector's validator of the SSDA903 return (csc-validator-be-903): eight rules over made-up files.

    python csc_validator.py ROWS

It prints seconds for the whole run as its own command makes it (reading, its data store, eight rules), and for
the eight rules alone on files already read, each with the copy of the store that the validator gives it. The
rules are of the kinds that a return of ours is checked for, named in RULES. ROWS episodes, as many social
worker episodes (one rule looks at them), a tenth as many children; one row in a hundred has a fault.
"""

import contextlib
import importlib
import io
import json
import logging
import random
import resource
import sys
import time
from datetime import date, timedelta
from types import ModuleType
from typing import Any

RULES = {
    "141": "a date that is none",
    "356": "end before start",
    "INT03": "a child who is not in the list of children",
    "SW19STG2": "the same thing twice",
    "302": "an event before the birth",
    "143": "a code that is in no list",
    "148": "one of two that are required together is missing",
    "354": "after the period",
}
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
TIMES = 3


def main(rows: int) -> None:
    """Print the figures as one JSON object."""
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()):
        figures = measured(rows)
    print(json.dumps(figures))


def measured(rows: int) -> dict[str, float]:
    """Seconds, best of TIMES, how many faults were found, and the most memory in GB."""
    validator = importlib.import_module("lac_validator.lac_validator")
    registry = importlib.import_module("lac_validator.rules.lac2025_26").registry
    registry = {code: rule for code, rule in registry.items() if code in RULES}
    if set(registry) != set(RULES):
        sys.exit(f"rules that this version has not: {sorted(set(RULES) - set(registry))}")
    files = made_up(rows)
    metadata = {"collectionYear": "2026", "localAuthority": "E10000016"}
    whole, alone, found = [], [], 0
    for _ in range(TIMES):
        began = time.perf_counter()
        run = validator.LacValidator(dict(metadata), files, registry)
        whole.append(time.perf_counter() - began)
        if run.fails or run.skips:
            sys.exit(f"rules that did not run: {run.fails + run.skips}")
        seconds, found = rules_alone(validator, run.dfs, run.metadata, registry)
        alone.append(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"whole": min(whole), "rules": min(alone), "found": found, "peak": peak}


def rules_alone(
    validator: ModuleType, tables: dict[str, object], metadata: dict[str, str], registry: dict[str, Any]
) -> tuple[float, int]:
    """The eight over the tables that were read already."""
    store = validator.create_datastore(tables, metadata)
    began, found = time.perf_counter(), 0
    for rule in registry.values():
        found += sum(len(places) for places in rule.func(validator.copy_datastore(store)).values())
    return time.perf_counter() - began, found


def made_up(rows: int) -> list[dict[str, object]]:
    """The three files as the validator takes them."""
    rng, children = random.Random(1), max(rows // 10, 1)
    header, episodes, workers = ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"], [EPISODES], []
    workers.append("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON")
    for one in range(children):
        header.append(f"C{one},{one % 2 + 1},12/0{one % 9 + 1}/{2008 + one % 15},WBRI,,,")
    for one in range(rows):
        child = f"C{rng.randrange(children)}" if one % 200 else f"X{one}"
        begun = date(2023, 5, 1) + timedelta(days=rng.randrange(1_000))
        start = "31/02/2024" if one % 200 == 100 else f"{begun:%d/%m/%Y}"
        end, reason = (f"{begun + timedelta(days=2):%d/%m/%Y}", "E4A") if one % 2 else ("", "")
        episodes.append(f"{child},{start},P,C2,N1,U4,PR1,{end},{reason},,ZZ1 1ZZ,ZZ1 1ZZ,")
        workers.append(f"{child},,W{one},{begun:%d/%m/%Y},,MANAGE")
    tables = {"header.csv": header, "episodes.csv": episodes, "social_worker.csv": workers}
    return [
        {"name": name, "file_content": ("\n".join(lines) + "\n").encode(), "description": "This year"}
        for name, lines in tables.items()
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]))
