"""What the stages of checking a return cost, in seconds of the processor: all its threads counted, others' work not."""

import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.row import Row, put

# Each stage by the functions that do it, none of which calls another of them; what is in none is the rest.
STAGES = {
    "parse": (("text.py", "_parse"), ("trees.py", "_read_xml")),
    "hashing": (("hashlib.py", "file_digest"),),
    "tidying": (("reading.py", "_tidy"),),
    "dates": (("dating.py", "with_dates"),),
    "rules": (("fates.py", "apply"),),
    "issues": (("wording.py", "worded"), ("checking.py", "_report")),
}


def stages(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of each stage and of all the rest; the work is done once before, so that nothing is loaded in it."""
    work()
    profile = cProfile.Profile(timer=time.process_time)
    profile.runcall(work)
    known = vars(pstats.Stats(profile))
    spent = {
        (Path(file).name, function): cumulative
        for (file, _, function), (_, _, _, cumulative, _) in known["stats"].items()
    }
    took = {stage: sum(spent.get(one, 0.0) for one in of) for stage, of in STAGES.items()}
    return {**took, "the rest": known["total_tt"] - sum(took.values())}


def put_stages(work: Callable[[], object], *, what: str, size: str) -> None:
    """A row that says what each stage costs."""
    took = stages(work)
    whole = sum(took.values())
    put(
        Row(
            work=f"{what}, by stage",
            size=size,
            ours=f"{whole:.2f} s of the processor",
            peer="",
            figure=", ".join(f"{stage} {one / whole:.0%}" for stage, one in took.items()),
            reach="",
            held=None,
        )
    )
